<?php

declare(strict_types=1);

$env = static fn (string $name, string $default): string => getenv($name) ?: $default;

return [
    'default' => [
        'connection' => $env('QUEUE_CONNECTION', 'redis'),
        'processes' => 2,
        'timeout' => 60,
    ],
    'mail' => [
        'connection' => $env('QUEUE_CONNECTION', 'redis'),
        'processes' => 4,
        'timeout' => 120,
        'tries' => 5,
        'timeout' => 30,
    ],
    'reports' => [
        'connection' => $env('REPORT_CONNECTION', 'database'),
        'processes' => 1,
        'timeout' => 900,
    ],
];
