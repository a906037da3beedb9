import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { templateReviewer } from '../../reviewers/_template/index.ts';
import { readTree } from '../support/read-tree.ts';
import { type Change, places, runChecks } from './check-table.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/reviewers/template-reviewer/', import.meta.url));

/** A change of one file. */
const edit = (path: string, old: string, now: string): Change => ({ old: { [path]: old }, new: { [path]: now } });

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  ['a comment of C', edit('a.ts', 'one();\n', 'one();\n// Do not merge: waits for the API\n'), ['do-not-merge a.ts:2']],
  ['a comment of a shell', edit('a.sh', 'one\n', "# don't merge\none\n"), ['do-not-merge a.sh:1']],
  [
    'the kept fixture',
    { old: readTree(`${FIXTURE}old`), new: readTree(`${FIXTURE}new`) },
    ['do-not-merge deploy.sh:3'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  ['it stood there before', edit('a.ts', '// do not merge\n', '// do not merge\none();\n')],
  ['it is removed', edit('a.ts', '// do not merge\none();\n', 'one();\n')],
  ['running text', edit('a.md', 'Text\n', 'Text. Reviewers do not merge their own changes.\n')],
  ['a string', edit('a.ts', '', "say('please do not merge cells');\n")],
  ['another word', edit('a.ts', '', '// do not merged lists keep their order?\n')],
];

test.each(INVALID)('reports: %s', async (_name, change, expected) => {
  expect(places((await runChecks(templateReviewer, change)).reports)).toEqual(expected);
});

test.each(VALID)('stays quiet: %s', async (_name, change) => {
  const { reports, read } = await runChecks(templateReviewer, change);
  expect(reports).toEqual([]);
  expect(read).toHaveLength(1);
});

test('works on a plain diff', async () => {
  const change = edit('a.ts', '', '// do not merge\n');
  const result = await runChecks(templateReviewer, change, { contents: 'diff-only' });
  expect(places(result.reports)).toEqual(['do-not-merge a.ts:1']);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});
