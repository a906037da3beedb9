import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const review = (old: Tree, head: Tree, contents: 'whole' | 'diff-only' = 'whole') =>
  runChecks(quality, { old, new: head }, { only: ['suppressions'], contents });

/** What one file adds, and how many blanket directives of it count. */
const ADDED: readonly (readonly [name: string, path: string, text: string, count: number])[] = [
  ['a disabled block', 'a.ts', '/* eslint-disable */\n', 1],
  ['a line without a rule', 'a.js', 'f(); // oxlint-disable-line\n', 1],
  ['a bare @ts-ignore', 'a.ts', '// @ts-ignore\n', 1],
  ['a bare @ts-nocheck', 'a.ts', '// @ts-nocheck\n', 1],
  ['a bare noqa', 'a.py', 'import a  # noqa\n', 1],
  ['a whole file', 'a.py', '# ruff: noqa\n', 1],
  ['types ignored', 'a.py', 'x = f()  # type: ignore\n', 1],
  ['a bare nosec', 'a.py', 'y = 2  # nosec\n', 1],
  ['in JSX', 'a.tsx', 'const a = <p>\n  {/* eslint-disable-next-line */}\n</p>;\n', 1],
  ['several', 'a.ts', '// @ts-ignore\na();\n// @ts-ignore\nb();\n', 2],
  ['a rule is named', 'a.ts', '// eslint-disable-next-line no-console\n', 0],
  ['a code is named', 'a.py', 'import a  # noqa: F401\nx = 1  # type: ignore[x]\n', 0],
  ['a reason is given', 'a.ts', '// @ts-ignore: the types lag behind\n// eslint-disable-next-line -- because\n', 0],
  ['a reason stands above', 'a.ts', '// Its types know nothing of this.\n// @ts-ignore\n', 0],
  ['@ts-expect-error', 'a.ts', '// @ts-expect-error\n', 0],
  ['a test', 'a.test.ts', '// @ts-ignore\n', 0],
  ['a test of types', 'test-d/a.test-d.ts', '// @ts-ignore\n', 0],
  ['a test of Python', 'tests/test_a.py', 'import a  # noqa\n', 0],
  ['a fixture', 'fixtures/a.py', 'x = 1  # noqa\n', 0],
  ['a string', 'a.ts', 'const s = "// eslint-disable-line";\n', 0],
  ['a docstring', 'a.py', '"""\n# noqa\n"""\n', 0],
  ['words about directives', 'a.py', '# We never write noqa here.\nnoqa = "type: ignore"\n', 0],
  ['enabling again', 'a.ts', '// eslint-enable\n', 0],
  ['documentation', 'docs/lint.md', '// eslint-disable-line\n# noqa\n', 0],
];

test.each(ADDED)('%s', async (_, path, text, count) => {
  const { reports, unavailable, skipped } = await review({}, { [path]: text });
  expect(reports.map(({ title }) => title)).toEqual(
    count === 0 ? [] : [`${count} more ${count === 1 ? 'comment tells' : 'comments tell'} a tool to ignore everything`],
  );
  expect([...unavailable, ...skipped]).toEqual([]);
});

test('it is said once a change, of the change, with the places', async () => {
  const { reports } = await review({}, { 'a.ts': '// @ts-ignore\n', 'b.py': '# ruff: noqa\n' });
  expect(reports).toMatchObject([{ location: null, evidence: null }]);
  expect(reports[0]?.explanation).toContain('`@ts-ignore` at `a.ts`:1, `ruff:noqa` at `b.py`:1');
});

test.each([
  ['moved', { 'a.ts': '// @ts-ignore\nf();\n', 'b.ts': '\n' }, { 'a.ts': '\n', 'b.ts': '// @ts-ignore\nf();\n' }],
  ['indented', { 'a.ts': '// @ts-ignore\nf();\n' }, { 'a.ts': '  // @ts-ignore\n  f();\n' }],
  ['one for another', { 'a.py': 'a()  # noqa\nb()\n' }, { 'a.py': 'a()\nb()  # noqa\n' }],
  ['only taken away', { 'a.py': 'a()  # noqa\n' }, { 'a.py': 'a()\n' }],
  ['standing there', { 'a.py': 'a()  # noqa\n' }, { 'a.py': 'a()  # noqa\nb()\n' }],
])('the count did not grow: %s', async (_, old, head) => {
  expect((await review(old, head)).reports).toEqual([]);
});

test('what goes out of a test and comes into the program counts', async () => {
  const text = '// @ts-ignore\nf();\n';
  expect((await review({ 'a.test.ts': text, 'a.ts': '\n' }, { 'a.test.ts': '\n', 'a.ts': text })).reports).toHaveLength(
    1,
  );
});

test('a plain diff is enough', async () => {
  const { reports } = await review({}, { 'a.py': 'x = f()  # noqa\n' }, 'diff-only');
  expect(reports).toHaveLength(1);
});
