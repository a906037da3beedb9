<?php

namespace App\Http\Controllers;

use App\Models\Ticket;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class TicketController extends Controller
{
    private const SORTABLE = ['created_at', 'priority', 'subject'];

    public function index(Request $request): JsonResponse
    {
        $tickets = Ticket::query()->where('team_id', $request->user()->team_id);

        $sort = $request->input('sort', 'created_at');
        $direction = $request->input('dir') === 'asc' ? 'asc' : 'desc';
        if (!in_array($sort, self::SORTABLE, true)) {
            $sort = 'created_at';
        }
        $tickets->orderByRaw("{$sort} {$direction}");

        return response()->json($tickets->paginate(50));
    }

    public function show(Request $request, Ticket $ticket): JsonResponse
    {
        abort_unless($ticket->team_id === $request->user()->team_id, 404);

        return response()->json($ticket);
    }
}
