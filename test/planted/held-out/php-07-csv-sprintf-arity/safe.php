<?php

declare(strict_types=1);

namespace App\Export;

use DateTimeImmutable;

final class StatementLine
{
    public function __construct(
        private readonly DateTimeImmutable $date,
        private readonly string $reference,
        private readonly int $cents,
        private readonly string $currency = 'EUR',
    ) {
    }

    public function format(): string
    {
        return sprintf(
            '%s  %-20s %12.2f %s',
            $this->date->format('Y-m-d'),
            $this->reference,
            $this->cents / 100,
            $this->currency,
        );
    }

    public function currency(): string
    {
        return $this->currency;
    }
}
