<?php

declare(strict_types=1);

require __DIR__ . '/../../bootstrap.php';

$email = trim((string) ($_POST['email'] ?? ''));
$name = trim((string) ($_POST['name'] ?? 'reader'));
$valid = filter_var($email, FILTER_VALIDATE_EMAIL) !== false;

if ($valid) {
    newsletter()->subscribe($email, $name);
}
?>
<!doctype html>
<title>Newsletter</title>
<?php if ($valid): ?>
  <p>Thank you.</p>
<?php else: ?>
  <p>Please check the address.</p>
<?php endif; ?>
