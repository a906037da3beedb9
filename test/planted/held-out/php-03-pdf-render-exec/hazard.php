<?php

declare(strict_types=1);

namespace App\Service;

use RuntimeException;

final class PdfRenderer
{
    public function __construct(private readonly string $binary = '/usr/bin/wkhtmltopdf')
    {
    }

    /** @param array{title?: string, size?: string} $form decoded POST form */
    public function render(string $htmlFile, array $form): string
    {
        $target = tempnam(sys_get_temp_dir(), 'pdf');
        if ($target === false) {
            throw new RuntimeException('no temporary file');
        }

        $title = $form['title'] ?? 'Document';
        $size = ($form['size'] ?? 'A4') === 'Letter' ? 'Letter' : 'A4';
        $command = sprintf(
            '%s --quiet --page-size %s --title "%s" %s %s',
            $this->binary,
            $size,
            $title,
            escapeshellarg($htmlFile),
            escapeshellarg($target)
        );
        exec($command, $lines, $status);
        if ($status !== 0) {
            throw new RuntimeException('rendering failed: ' . implode("\n", $lines));
        }

        return $target;
    }
}
