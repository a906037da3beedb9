import { expect, test } from 'vitest';
import { policy } from '../../../reviewers/policy/index.ts';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Reviewer } from '../../../reviewers/reviewer.ts';
import { security } from '../../../reviewers/security/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { NO_POLICY, type PolicySettings } from '../../../schemas/policy.ts';
import { places, runChecks } from '../check-table.ts';

const EVAL = 'export function run(text) {\n  return eval(text);\n}\n';
const SHELL = 'import subprocess\n\n\ndef run(cmd):\n    subprocess.call("ls " + cmd, shell=True)\n';
const TWO = 'export const a = (x) => eval(x);\nexport const b = (x) => eval(x);\n';

interface Case {
  readonly old: Tree;
  readonly new: Tree;
}

/** What stood at the base in another form or place: nothing is said. */
const OLD: Readonly<Record<string, Case>> = {
  'moved to a new file': { old: { 'src/a.js': EVAL, 'src/b.js': 'export {};\n' }, new: { 'src/b.js': `${EVAL}` } },
  'renamed and edited elsewhere': {
    old: { 'src/a.js': `${EVAL}// one\n// two\n// three\n` },
    new: { 'lib/a.js': `// zero\n${EVAL.replace('text', 'text, more')}// one\n// two\n// three\n` },
  },
  'indented anew': {
    old: { 'src/a.js': EVAL },
    new: { 'src/a.js': `if (true) {\n${EVAL.replaceAll(/^/gm, '    ')}\n}\n`.replace('export ', '') },
  },
  'wrapped on several lines': {
    old: { 'src/a.py': SHELL },
    new: { 'src/a.py': SHELL.replace('"ls " + cmd, shell=True', '\n        "ls " + cmd,\n        shell=True,\n    ') },
  },
  'joined on one line': {
    old: { 'src/a.py': SHELL.replace('"ls " + cmd, shell=True', '\n        "ls " + cmd,\n        shell=True,\n    ') },
    new: { 'src/a.py': SHELL },
  },
  'quoted anew': { old: { 'src/a.py': SHELL }, new: { 'src/a.py': SHELL.replaceAll('"', "'") } },
  sorted: {
    old: { 'src/a.js': 'export const a = (x) => eval(x);\nexport const c = 1;\nexport const b = 2;\n' },
    new: { 'src/a.js': 'export const b = 2;\nexport const c = 1;\nexport const a = (x) => eval(x);\n' },
  },
  'out of production into a test': {
    old: { 'src/a.js': EVAL, 'test/b.js': '\n' },
    new: { 'src/a.js': '\n', 'test/b.js': EVAL },
  },
};

/** What was not there before, however much it looks like something that was. */
const NEW: Readonly<Record<string, Case & { readonly expected: readonly string[] }>> = {
  'a copy': {
    old: { 'src/a.js': EVAL },
    new: { 'src/a.js': EVAL, 'src/b.js': EVAL },
    expected: ['code-injection src/b.js:2'],
  },
  'two for one': {
    old: { 'src/a.js': 'export const a = (x) => eval(x);\n', 'src/b.js': '\n' },
    new: { 'src/a.js': '\n', 'src/b.js': TWO },
    expected: ['code-injection src/b.js:2'],
  },
  'out of a test into production': {
    old: { 'test/a.js': EVAL, 'src/b.js': '\n' },
    new: { 'test/a.js': '\n', 'src/b.js': EVAL },
    expected: ['code-injection src/b.js:2'],
  },
  'a guard that stayed behind': {
    old: {
      'src/a.js':
        "import { exec } from 'node:child_process';\nexport function run(name) {\n  if (!['a', 'b'].includes(name)) return;\n  exec(`ls ${name}`);\n}\n",
      'src/b.js': '\n',
    },
    new: {
      'src/a.js': '\n',
      'src/b.js': "import { exec } from 'node:child_process';\nexport function run(name) {\n  exec(`ls ${name}`);\n}\n",
    },
    expected: ['command-injection src/b.js:3'],
  },
  'another value in the same form': {
    old: { 'src/a.js': 'export const a = (x) => eval(x);\n' },
    new: { 'src/a.js': 'export const a = (x, y) => eval(y);\n' },
    expected: ['code-injection src/a.js:1'],
  },
};

const reviewOf = async (reviewer: Reviewer, change: Case): Promise<string[]> => {
  const { reports } = await runChecks(reviewer, change);
  return places(reports.filter(({ confidence = 1000 }) => confidence >= 200));
};

test.each(Object.entries(OLD))('old code is not told as new: %s', async (_, change) => {
  const asNew = await reviewOf(security, { old: {}, new: change.new });
  const told = await reviewOf(security, change);
  // Without what stood before it is told, so that the silence is the base's doing; a test's own folder is silent anyway.
  expect(asNew.length > 0 || 'test/b.js' in change.new).toBe(true);
  expect(told).toEqual([]);
});

test.each(Object.entries(NEW))('what is new is told: %s', async (_, { expected, ...change }) => {
  expect(await reviewOf(security, change)).toEqual(expected);
});

test('lints and leftovers of every language that only move are not told', async () => {
  const lint = 'def f(a=[]):\n    return a\n';
  const pry = 'def f\n  binding.pry\nend\n';
  const old = { 'src/a.py': lint, 'src/a.rb': pry, 'src/x.py': '\n', 'src/x.rb': '\n' };
  const moved = { 'src/a.py': '\n', 'src/a.rb': '\n', 'src/x.py': lint, 'src/x.rb': pry };
  expect(await reviewOf(quality, { old, new: moved })).toEqual([]);
  expect(await reviewOf(quality, { old: {}, new: moved })).toHaveLength(2);
});

test('a line that a written rule forbids and that only moves is not told', async () => {
  const rules = [{ id: 'no-moment', pattern: 'moment', message: 'Use dates.', paths: ['**'] }];
  const settings: PolicySettings = { ...NO_POLICY, rules };
  const text = "import moment from 'moment';\n";
  const change = { old: { 'a.js': text, 'b.js': '\n' }, new: { 'a.js': '\n', 'b.js': text } };
  const of = async (one: Case) => places((await runChecks(policy, one, { policy: settings })).reports);
  expect(await of(change)).toEqual([]);
  expect(await of({ old: { 'b.js': '\n' }, new: { 'b.js': text } })).toHaveLength(1);
});
