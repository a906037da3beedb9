<?php

namespace App\Http\Controllers;

use App\Models\Ticket;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class TicketController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        $tickets = Ticket::query()->where('team_id', $request->user()->team_id);

        $tickets->orderByDesc('created_at');

        return response()->json($tickets->paginate(50));
    }

    public function show(Request $request, Ticket $ticket): JsonResponse
    {
        abort_unless($ticket->team_id === $request->user()->team_id, 404);

        return response()->json($ticket);
    }
}
