import { expect, test } from 'vitest';
import { documentation } from '../../reviewers/documentation/index.ts';
import { type Change, places, runChecks } from './check-table.ts';

const added = (text: string, path = 'docs/a.md'): Change => ({ old: {}, new: { [path]: text } });
const run = async (change: Change) =>
  places((await runChecks(documentation, change, { only: ['open-code-spans'] })).reports);

test.for<readonly [string, string, number]>([
  ['code that is not closed', '# A\n\nAdd `bin` to your `PATH.\n', 3],
  ['an accent for a backtick', '# A\n\n- focus by adding `solo: true´ in `config` files\n', 3],
  ['code that is cut by a cell', '# A\n\n| a | b |\n| - | - |\n| `x|y` | z |\n', 5],
  ['code over two lines that is closed too late', '# A\n\nUse `a b, and\n`c` and `d`.\n', 4],
  ['an apostrophe behind it', "# A\n\nThe `bin folder is not ours, so don't write to `it`.\n", 3],
])('%s', async ([, text, line]) => {
  expect(await run(added(text))).toEqual([`open-code-span docs/a.md:${line}`]);
});

test.for<readonly [string, Change]>([
  ['code over two lines', added('# A\n\nUse `a\nb` and `c`.\n')],
  ['a fence that is spoken of', added('# A\n\n| Fenced with ``` | 1 |\n| - | - |\n')],
  ['a generic class of .NET', added('# A\n\n| Task`1 | 1 |\n')],
  ['a block of code', added('# A\n\n```sh\necho `date\n```\n')],
  ['an escaped sign', added('# A\n\nA \\` is shown.\n')],
  ['a sign that is spoken of', added('# A\n\nQuote it in (`) as you like.\n')],
  ['quotes of old', added("# A\n\nSee the `print' command.\n")],
  ['the head of a page', added('---\ntitle: a `b\n---\n\n# A\n')],
  ['JSX', added('# A\n\n<A b={`\n\nc\n\n`} />\n', 'docs/a.mdx')],
  ['material for tests', added('# A\n\nAdd `bin.\n', 'test/fixtures/a.md')],
  [
    'a line that moves',
    { old: { 'a.md': '# A\n\nAdd `bin.\n' }, new: { 'b.md': '# A\n\nAdd `bin.\n\nAnd more of other things.\n' } },
  ],
  ['a line that stays', { old: { 'a.md': '# A\n\nAdd `bin.\n' }, new: { 'a.md': '# A\n\nAdd `bin.\n\nB `c`\n' } }],
])('says nothing of %s', async ([, change]) => {
  expect(await run(change)).toEqual([]);
});

test('is told once a change', async () => {
  const { reports } = await runChecks(documentation, added('# A\n\nAdd `a.\n\nAdd `b.\n'), {
    only: ['open-code-spans'],
  });
  expect(reports).toMatchObject([{ evidence: 'Add `a.', explanation: expect.stringContaining('line 5') as string }]);
});
