import { expect, test } from 'vitest';
import { disguiseOf } from '../../../reviewers/quality/disguise.ts';

/** Every line changed, unless told otherwise. */
function why(path: string, text: string, changed = text.split('\n').map((_, index) => index + 1)): string | null {
  return disguiseOf({ path, text, changed: new Set(changed) });
}

test.each([
  ['a line end in a comment of Java', 'A.java', '// \\u000a run();', /ends a line/],
  ['the same, with more than one letter', 'A.java', '// \\uuu000D run();', /ends a line/],
  ['a quote in a text of Java', 'A.java', 'x = "a\\u0022 + run() + \\u0022b";', /ends a line, a text/],
  ['a comment of Java that ends early', 'A.java', '/* \\u002a/ run(); /* */', /a comment/],
  ['a name of JavaScript', 'a.js', '\\u0065val(x)', /written in escapes/],
  ['the same in braces', 'a.tsx', 'window.\\u{0065}val(x)', /written in escapes/],
  ['a name of C#', 'a.cs', 'Proc\\u0065ss.Start(x);', /written in escapes/],
  ['a name of Python in wide letters', 'a.py', 'os.\uff53ystem(x)', /look like others/],
  ['the same wholly', 'a.py', '\uff45\uff56\uff41\uff4c(x)', /look like others/],
  ['the same in letters of mathematics', 'a.py', '\u{1d41e}val(x)', /look like others/],
  ['C above an import of Go', 'a.go', 'package a\n\n/*\nint f() { return system("x"); }\n*/\nimport "C"\n', /stands C/],
  ['flags of a linker', 'a.go', 'package a\n\n// #cgo LDFLAGS: -lx\nimport "C"\n', /stands C/],
  ['a command of go generate', 'a.go', '//go:generate sh -c x\npackage a\n', /runs a command/],
  ['what a script of Python installs', 'a.py', '# /// script\n# dependencies = ["x"]\n# ///\n', /PEP 723/],
  ['a page around PHP', 'a.php', '<?php f(); ?>\n<script>g()</script>\n', /stands a page/],
  ['the middle of its script', 'a.php', '<script>\nrun(<?= $x ?>)\n</script>\n', /stands a page/, [2]],
  ['a page on the same line', 'a.php', '<?php f(); // ?><b onclick=x>\n', /stands a page/],
  ['a lone carriage return', 'a.go', 'f() // x\rg()', /carriage return/],
  ['an encoding', 'a.py', '# coding: rot13', /encoding rot13/],
])('something else may run than rules see: %s', (_what, path, text, reason, changed?: number[]) => {
  expect(why(path, text, changed)).toMatch(reason);
});

test.each([
  ['escapes of signs and of letters beyond ASCII', 'a.js', 'x = "\\u00e9\\u003c\\u001b[0m"; /[\\u{1F600}]/u'],
  ['a control sign in a text of Java', 'A.java', 'x = "\\u001b[0m\\u0000";'],
  ['wide letters of a text', 'a.py', 'x = "\uff21\uff22 \u65e5\u672c"'],
  ['an escape in Python, which has none in names', 'a.py', 'x = "\\u0041"'],
  ['a function below an import of C', 'a.go', 'package a\n\nimport "C"\n\nfunc f() {}\n', [5]],
  ['an import of Go', 'a.go', 'package a\n\nimport "fmt"\n'],
  ['PHP to its end', 'a.php', '#!/usr/bin/env php\n<?php\n$a = "?";\n'],
  [
    'text and its look around PHP',
    'a.php',
    '<p class="x"><?= h($x) ?></p>\n<script src="a.js"></script>\n<b>y</b>\n',
    [1, 3],
  ],
  ['PHP within a page', 'a.php', '<b>\n<?= h($x) ?>\n</b>\n', [2]],
  ['a line beside a command of go generate', 'a.go', '//go:generate x\nvar a = 1\n', [2]],
])('nothing else runs: %s', (_what, path, text, changed?: number[]) => {
  expect(why(path, text, changed)).toBeNull();
});
