<?php

declare(strict_types=1);

require __DIR__ . '/../bootstrap.php';

$pages = [
    'start' => 'Getting started',
    'billing' => 'Billing',
    'api' => 'API access',
];

$page = $_GET['page'] ?? 'start';
$title = $pages[$page] ?? 'Help';
$file = __DIR__ . '/../templates/help/' . $page . '.php';

if (!is_file($file)) {
    http_response_code(404);
    exit('Page not found');
}

render_header($title);
include $file;
render_footer();
