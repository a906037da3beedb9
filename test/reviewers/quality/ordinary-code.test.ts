import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { places, runChecks } from '../check-table.ts';

const ONLY = { only: ['script-lints', 'python-lints'] };
const told = async (path: string, text: string, old = {}): Promise<string[]> =>
  places((await runChecks(quality, { old, new: { [path]: text } }, ONLY)).reports).filter(
    (one) => !one.startsWith('undefined-name'),
  );

/** Code that is written so on purpose, as met in well-kept repositories, and its wrong sister. */
const PAIRS: readonly (readonly [name: string, path: string, right: string, wrong: string, rule: string])[] = [
  [
    'array-callback-return inside Promise.all',
    'a.ts',
    'await Promise.all(xs.map(async (x) => {\n  if (x) return f(x);\n}));\n',
    'const ys = xs.map((x) => {\n  if (x) return f(x);\n});\n',
    'array-callback-return',
  ],
  [
    'a lambda called at once',
    'a.py',
    'for i in range(3):\n    print((lambda: i)())\n',
    'for i in range(3):\n    out.append(lambda: i)\n',
    'loop-variable-in-closure',
  ],
  [
    'a lambda for a function that calls it at once',
    'a.py',
    'for i in xs:\n    text = re.sub(\n        a(b),\n        lambda _: i,\n        text,\n    )\n',
    'for i in xs:\n    hooks.add(\n        re.sub(a, b, c),\n        lambda _: i,\n    )\n',
    'loop-variable-in-closure',
  ],
  [
    'a function called in its turn',
    'a.py',
    'for i in range(3):\n    def f():\n        return i\n    print(f())\n',
    'for i in range(3):\n    def f():\n        return i\n    out.append(f)\n',
    'loop-variable-in-closure',
  ],
  [
    'a function called in its turn beside a method of its name',
    'a.py',
    'for i in range(3):\n    def f():\n        return i\n    print(f(), other.f)\n',
    'for i in range(3):\n    def f():\n        return i\n    print(other.f(), f)\n',
    'loop-variable-in-closure',
  ],
  [
    'hooks of somebody who makes hooks',
    'a.tsx',
    'export const useState = make();\nexport function useX(a) {\n  if (a) return 0;\n  return useState(0);\n}\n',
    'import { useState } from "react";\nexport function useX(a) {\n  if (a) return 0;\n  return useState(0);\n}\n',
    'rules-of-hooks',
  ],
  [
    'hooks from a file beside it',
    'a.tsx',
    'import all, {\n  other,\n  useState,\n} from "./hooks";\nexport function useX(a) {\n  if (a) return 0;\n  return useState(0);\n}\n',
    'import { useState } from "react";\nimport { useMine } from "./mine";\nexport function useX(a) {\n  if (a) return 0;\n  return useState(0);\n}\n',
    'rules-of-hooks',
  ],
  [
    'optional chaining after a guard',
    'a.ts',
    'function f(a) {\n  if (!a) return 0;\n  return (a?.b).c;\n}\n',
    'function f(a) {\n  return (a?.b).c;\n}\n',
    'no-unsafe-optional-chaining',
  ],
  [
    'code that a machine wrote on one line',
    'a.ts',
    `const ys = xs.map((x) => { if (x) return f(x); }); const z = '${'x'.repeat(1000)}';\n`,
    'const ys = xs.map((x) => { if (x) return f(x); });\n',
    'array-callback-return',
  ],
  ['optional chaining in a test', 'a.test.ts', 'f((a?.b).c);\n', '', 'no-unsafe-optional-chaining'],
  [
    'a bare except that raises again',
    'a.py',
    'try:\n    f()\nexcept:\n    undo()\n    raise\n',
    'try:\n    f()\nexcept:\n    undo()\n',
    'bare-except',
  ],
  [
    'a bare except that raises in one case only',
    'a.py',
    '',
    'try:\n    f()\nexcept:\n    if a:\n        raise\n',
    'bare-except',
  ],
  [
    'the first element of a loop',
    'a.ts',
    'function f(o) {\n  for (const k in o) {\n    return true;\n  }\n}\n',
    'function f() {\n  while (a()) {\n    return true;\n  }\n}\n',
    'no-unreachable-loop',
  ],
  [
    'methods of others called catch',
    'a.ts',
    'const a = z.catch(z.string(), "x");\n',
    'Promise.all();\n',
    'valid-params',
  ],
];

test.each(PAIRS)('%s', async (_, path, right, wrong, rule) => {
  expect(await told(path, right)).toEqual([]);
  expect((await told(path, wrong)).map((one) => one.split(' ')[0])).toEqual(wrong === '' ? [] : [rule]);
});

/** Files that do not parse, with something in them that looks like a rest of a merge and is none. */
test.each([
  ['a row of equal signs', 'const a = (;\n/*\n=======\n*/\n'],
  ['a marker that stood there', 'const s = `\n<<<<<<< HEAD\n`;\nconst a = (;\n'],
  ['a marker in a comment', '/*\n||||||| base\n*/\nconst a = (;\n'],
])('a file that does not parse is told in spite of %s', async (_, text) => {
  const old = { 'a.js': text.replace('const a = (;', 'const a = 1;') };
  expect((await told('a.js', text, old)).map((one) => one.split(' ')[0])).toEqual(['syntax-error']);
});
