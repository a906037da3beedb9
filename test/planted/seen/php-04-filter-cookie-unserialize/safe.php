<?php

class List_Filter
{
    const COOKIE = 'list_filter';

    private array $defaults = ['status' => 'any', 'per_page' => 20];

    public function remember(array $filter): void
    {
        $value = base64_encode(json_encode($filter, JSON_THROW_ON_ERROR));
        setcookie(self::COOKIE, $value, [
            'expires' => time() + 86400,
            'path' => '/',
            'secure' => true,
            'httponly' => true,
            'samesite' => 'Lax',
        ]);
    }

    public function current(): array
    {
        $stored = $_COOKIE[self::COOKIE] ?? '';
        $filter = $stored === '' ? [] : json_decode(base64_decode($stored), true);

        return array_merge($this->defaults, is_array($filter) ? $filter : []);
    }
}
