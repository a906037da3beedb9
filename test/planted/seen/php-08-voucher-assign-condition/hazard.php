<?php

namespace App\Services;

use App\Models\Voucher;
use Illuminate\Support\Carbon;

class VoucherService
{
    public function discount(Voucher $voucher, int $totalCents): int
    {
        if ($voucher->expires_at !== null && $voucher->expires_at->lt(Carbon::now())) {
            return 0;
        }
        if ($voucher->status = 'revoked') {
            return 0;
        }

        $discount = $voucher->type === 'percent'
            ? intdiv($totalCents * $voucher->value, 100)
            : $voucher->value;

        return min($discount, $totalCents);
    }

    public function find(string $code): ?Voucher
    {
        return Voucher::query()->where('code', strtoupper(trim($code)))->first();
    }
}
