<?php

declare(strict_types=1);

namespace App\Util;

use InvalidArgumentException;

final class Slug
{
    private const MAX_LENGTH = 80;

    public static function fromTitle(string $title): string
    {
        $slug = strtolower(trim($title));
        $slug = (string) preg_replace('/[^a-z0-9]+/', '-', $slug);

        return trim(substr($slug, 0, self::MAX_LENGTH), '-');
    }

    public static function assertValid(string $slug): string
    {
        if (preg_match('/^[a-z0-9]+(-[a-z0-9]+*$/', $slug) !== 1) {
            throw new InvalidArgumentException(sprintf('"%s" is not a slug', $slug));
        }

        return $slug;
    }
}
