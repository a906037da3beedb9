import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { type Change, type CheckTableOptions, places, runChecks } from '../check-table.ts';

const PLAIN = 'export function share(sum, people) {\n  return sum / people;\n}\n';
const MENDED =
  'export function share(sum, people) {\n  if (people < 1) return sum;\n  return Math.floor(sum / people);\n}\n';
const OTHER = 'export const label = (text) => text.trim();\n';
const CHANGED = 'export const label = (text) => text.trim().slice(0, 80);\n';
const COMMITS = [{ id: 'a'.repeat(40), subject: 'Shorten labels', body: '' }];

/** A fix with its test, and a change that takes it back beside what it is for. */
const CHANGE = {
  earlier: { 'src/share.js': PLAIN, 'src/label.js': OTHER, 'src/share.test.js': 'test(1);\n' },
  old: { 'src/share.js': MENDED, 'src/label.js': OTHER, 'src/share.test.js': 'test(1);\ntest(0);\n' },
  new: { 'src/share.js': PLAIN, 'src/label.js': CHANGED, 'src/share.test.js': 'test(1);\ntest(0);\n' },
} satisfies Change;

async function told(change: Change, options: CheckTableOptions = {}): Promise<string[]> {
  const changeSet = { title: 'Shorten labels', commits: COMMITS, ...options.changeSet };
  const { reports } = await runChecks(quality, change, { ...options, changeSet, only: ['silent-reverts'] });
  return places(reports);
}

const TOLD = ['silent-revert src/share.js:2'];

test('a fix that is taken back beside something else is told, with both ends', async () => {
  expect(await told(CHANGE)).toEqual(TOLD);
  const changeSet = { commits: COMMITS };
  const { reports } = await runChecks(quality, CHANGE, { changeSet, only: ['silent-reverts'] });
  expect(reports).toMatchObject([
    {
      location: { side: 'old' },
      evidence: '  if (people < 1) return sum;',
      title: 'Takes back what bbbbbbbbb did, and does not say so',
    },
  ]);
  expect(reports[0]?.explanation).toContain(
    'bbbbbbbbb of 2026-01-02, “Mend it (#7)”, is undone here to the letter: `if (people < 1) return sum;` goes, `return sum / people;` comes back',
  );
  expect(reports[0]?.explanation).toContain('which came with a test (`src/share.test.js`)');
});

test('what only went and comes back is shown at the head', async () => {
  const one = (share: string, label: string) => ({ 'src/share.js': share, 'src/label.js': label });
  const gone = 'export function share(sum, people) {\n}\n';
  expect(await told({ earlier: one(MENDED, OTHER), old: one(gone, OTHER), new: one(MENDED, CHANGED) })).toEqual(TOLD);
});

test.each<readonly [why: string, options: CheckTableOptions]>([
  ['its number', { changeSet: { body: 'Makes room after #7.' } }],
  ['its id', { changeSet: { commits: [{ id: 'a'.repeat(40), subject: 'Back before bbbbbbb', body: '' }] } }],
  [
    'its subject',
    { lastCommit: { subject: 'Shares are never halved' }, changeSet: { body: 'Shares are never halved' } },
  ],
  ['git’s form', { changeSet: { body: 'This reverts commit 1234.' } }],
  ['the other form', { changeSet: { title: 'Revert "Mend it"' } }],
  ['a conventional commit', { changeSet: { title: 'revert: mend it' } }],
  ['its own author', { lastCommit: { isOwn: true } }],
  ['a revert taken back', { lastCommit: { subject: 'Revert "Halve it"' } }],
])('silent where the words say so: %s', async (_why, options) => {
  expect(await told(CHANGE, options)).toEqual([]);
});

test.each<readonly [why: string, files: Readonly<Record<string, string>>]>([
  ['there is nothing else', { 'src/label.js': OTHER }],
  ['only words for people are', { 'src/label.js': OTHER, 'README.md': 'Shares are exact again.\n' }],
  ['a part of it stays', { 'src/share.js': MENDED.replace('Math.floor(sum / people)', 'sum / people') }],
  ['its line stands elsewhere', { 'src/least.js': 'if (people < 1) return sum;\n' }],
  ['its name comes elsewhere', { 'src/label.js': 'export const label = (text) => text.slice(0, Math.floor(80));\n' }],
  [
    'its neighbour speaks of the same',
    { 'src/share.js': `${PLAIN}export const half = (people) => share(1, people);\n` },
  ],
])('silent where %s', async (_why, files) => {
  expect(await told({ ...CHANGE, new: { ...CHANGE.new, ...files } })).toEqual([]);
});

test('one number, an import or a comment is nothing that anybody misses', async () => {
  for (const [before, after] of [
    ['export const most = 10;\n', 'export const most = 20;\n'],
    ["import { a } from './a.js';\n", "import { a } from './b.js';\n"],
    ['// Most of them are short.\n', '// Most of them are long.\n'],
  ] as const) {
    const one = (text: string) => ({ 'src/share.js': text, 'src/label.js': OTHER });
    const change = { earlier: one(before), old: one(after), new: { ...one(before), 'src/label.js': CHANGED } };
    expect(await told(change)).toEqual([]);
  }
});

test('a change without a word of its own is told where it only takes back', async () => {
  const change = { ...CHANGE, new: { ...CHANGE.old, 'src/share.js': PLAIN } };
  expect(await told(change)).toEqual([]);
  const range = `${'b'.repeat(40)}..topic`;
  expect(await told(change, { changeSet: { commits: [], title: range, label: range } })).toEqual(TOLD);
  expect(await told(change, { changeSet: { commits: [], source: 'working-tree' } })).toEqual([]);
});

test('tests and plain diffs are left alone', async () => {
  const inTests = (tree: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(tree).map(([path, text]) => [`tests/${path}`, text]));
  const { earlier, old, new: now } = CHANGE;
  expect(await told({ earlier: inTests(earlier), old: inTests(old), new: inTests(now) })).toEqual([]);
  expect(await told(CHANGE, { contents: 'diff-only' })).toEqual([]);
});
