import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks } from '../check-table.ts';

async function found(path: string, old: string, now: string) {
  const change = { old: { [path]: old }, new: { [path]: now } };
  const result = await runChecks(security, change, { only: ['dangerous-sinks'] });
  return { said: places(result.reports), judged: !result.unjudged.includes(path) };
}

const NODE = "import { exec, spawn } from 'node:child_process';\n";
const CALL =
  'export function h(req) {\n  const c = req.query.c;\n  if (!ALLOWED.has(c)) throw new Error(c);\n  exec(c);\n}\n';
const SET = "const ALLOWED = new Set(['ls', 'df']);\n";
const BODY = 'export function a(req) {\n  return eval(req.query.code);\n}\n';
const PYTHON = 'import os\ndef a(request):\n    os.system(request.GET["x"])\n';

test.for<[what: string, path: string, old: string, now: string, said: string]>([
  ['a guard goes', 'a.ts', NODE + SET + CALL, NODE + SET + CALL.replace(/.*throw.*\n/, ''), 'command-injection a.ts:5'],
  [
    'a guard is turned round',
    'a.ts',
    NODE + SET + CALL,
    NODE + SET + CALL.replace('!ALLOWED', 'ALLOWED'),
    'command-injection a.ts:6',
  ],
  [
    'what made a value safe goes',
    'a.py',
    'import shlex, os\ndef a(name):\n    name = shlex.quote(name)\n    os.system("ls " + name)\n',
    'import shlex, os\ndef a(name):\n    os.system("ls " + name)\n',
    'command-injection a.py:3',
  ],
  [
    'another value gets there',
    'a.js',
    `${NODE}export const h = (req) => {\n  const c = 'ls';\n  exec(c);\n};\n`,
    `${NODE}export const h = (req) => {\n  const c = req.query.c;\n  exec(c);\n};\n`,
    'command-injection a.js:3',
  ],
  ['a comment is opened', 'a.js', `f();\n/*\n${BODY}*/\n`, `f();\n${BODY}`, 'code-injection a.js:3'],
  ['a template becomes code', 'a.js', `const s = \`\n${BODY}\`;\n`, `const s = 1;\n${BODY}`, 'code-injection a.js:3'],
  ['a text becomes code', 'a.py', `A = """\n${PYTHON}"""\n`, `A = 1\n${PYTHON}`, 'command-injection a.py:4'],
])('%s: the line that stays is told', async ([, path, old, now, said]) => {
  expect(await found(path, old, now)).toEqual({ said: [said], judged: true });
});

test.for<[what: string, path: string, old: string, now: string]>([
  ['lines move', 'a.js', `${NODE}${BODY}`, `\n\n${NODE}// words\n${BODY}`],
  ['a guard comes', 'a.ts', NODE + SET + CALL.replace(/.*throw.*\n/, ''), NODE + SET + CALL],
  ['lines beside it go', 'a.js', `${NODE}one();\n${BODY}two();\n`, `${NODE}${BODY}`],
  ['two that are alike, and one above goes', 'a.js', `${BODY}${BODY.replace('a(', 'b(')}`, BODY.replace('a(', 'b(')],
  [
    'a template with addresses changes',
    'a.ts',
    "app.get('/*', f);\nconst a = `x`;\n",
    "app.get('/b/*/c', f);\nconst a = `y ${b}`;\n",
  ],
  ['a comment goes over what was code', 'a.js', `f();\n${BODY}`, `f();\n/*\n${BODY}*/\n`],
])('%s: nothing is told, and the file is judged', async ([, path, old, now]) => {
  expect(await found(path, old, now)).toEqual({ said: [], judged: true });
});

test('a name whose import goes is missing on the lines that stay', async () => {
  const change = {
    old: { 'a.py': 'import os\n\n\ndef a():\n    return os.getcwd()\n' },
    new: { 'a.py': '\n\ndef a():\n    return os.getcwd()\n' },
  };
  const { reports } = await runChecks(quality, change, { only: ['python-lints'] });
  expect(places(reports)).toEqual(['undefined-name a.py:4']);
});

test('a mistake that stood there before is not told where other lines change', async () => {
  const old = 'def a(x=[]):\n    return x is "a"\n';
  const change = { old: { 'a.py': `${old}b = 1\n` }, new: { 'a.py': `\n${old}b = 2\n` } };
  expect((await runChecks(quality, change, { only: ['python-lints'] })).reports).toEqual([]);
});
