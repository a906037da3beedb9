<?php

declare(strict_types=1);

require __DIR__ . '/../../bootstrap.php';

$email = trim((string) ($_POST['email'] ?? ''));
$name = trim((string) ($_POST['name'] ?? 'reader'));
$valid = filter_var($email, FILTER_VALIDATE_EMAIL) !== false;

if ($valid) {
    newsletter()->subscribe($email, $name);
}

function field(string $label, string $value): string
{
    $value = htmlspecialchars($value, ENT_QUOTES);
    return '<label>' . $label . ' <input name="email" value="' . $value . '"></label>';
}
?>
<!doctype html>
<title>Newsletter</title>
<?php if ($valid): ?>
  <p>Thank you, <?= htmlspecialchars($name) ?>.</p>
<?php else: ?>
  <p>Please check the address.</p>
  <form method="post"><?= field('E-mail', $email) ?><button>Send</button></form>
<?php endif; ?>
