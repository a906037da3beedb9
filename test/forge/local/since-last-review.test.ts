import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAncestor, sinceLastReview } from '../../../forge/local/git/since-last-review.ts';
import { SinceLastReview } from '../../../schemas/memory.ts';
import { runs } from '../../support/soak.ts';
import { sandbox, type Sandbox } from './sandbox.ts';

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

async function touched(box: Sandbox, from: string, to: string): Promise<SinceLastReview | null> {
  const since = await sinceLastReview({ repository: await box.open(), from, to });
  return since === null ? null : SinceLastReview.parse(since);
}

describe('what the commits since a review touched', () => {
  test.each<[string, readonly string[], [number, number][]]>([
    ['a changed line', LINES.with(9, 'x'), [[10, 10]]],
    ['added lines', LINES.toSpliced(10, 0, 'x', 'y'), [[11, 12]]],
    ['the neighbours of removed lines', LINES.toSpliced(10, 2), [[10, 11]]],
    ['a removal at the start', LINES.slice(3), [[1, 1]]],
    ['a removal at the end', LINES.slice(0, -3), [[37, 37]]],
    [
      'places far apart',
      LINES.with(4, 'x').toSpliced(30, 0, 'y'),
      [
        [5, 5],
        [31, 31],
      ],
    ],
    ['nothing', LINES, []],
  ])('%s', async (_name, after, lines) => {
    const box = await sandbox();
    const from = await box.commit('one', { 'a.txt': textOf(LINES), 'b.txt': 'b\n' });
    const to = await box.commit('two', { 'a.txt': textOf(after) });
    const expected = lines.length === 0 ? [] : [{ path: 'a.txt', oldPath: null, lines }];
    expect(await touched(box, from, to)).toEqual({ head: from, touched: expected });
  });

  test('new, renamed, moded, binary and deleted files', async () => {
    const box = await sandbox();
    const files = { 'gone.txt': 'gone\n', 'old.txt': textOf(LINES), 'same.txt': 'same\n', bin: 'a\0b' };
    const from = await box.commit('one', files);
    box.git(['rm', '--quiet', 'gone.txt']);
    box.git(['mv', 'old.txt', 'new.txt']);
    await chmod(join(box.root, 'same.txt'), 0o755);
    const to = await box.commit('two', { 'new.txt': textOf(LINES.with(0, 'x')), bin: 'a\0c', 'more.txt': 'm\n' });
    const since = await touched(box, from, to);
    expect(since?.touched.toSorted((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
      { path: 'bin', oldPath: null, lines: null },
      { path: 'more.txt', oldPath: null, lines: null },
      { path: 'new.txt', oldPath: 'old.txt', lines: [[1, 1]] },
      { path: 'same.txt', oldPath: null, lines: [] },
    ]);
  });

  test('over a pushed-over history only what differs is touched', async () => {
    const box = await sandbox();
    await box.commit('root', { 'a.txt': textOf(LINES) });
    const from = await box.commit('one', { 'a.txt': textOf(LINES.with(3, 'x')) });
    box.git(['reset', '--quiet', '--hard', 'HEAD~1']);
    const to = await box.commit('other', { 'a.txt': textOf(LINES.with(3, 'x').with(30, 'y')) });
    expect((await touched(box, from, to))?.touched).toEqual([{ path: 'a.txt', oldPath: null, lines: [[31, 31]] }]);
  });

  test('is unknown where the older head is not there', async () => {
    const box = await sandbox();
    const to = await box.commit('one', { 'a.txt': 'a\n' });
    expect(await touched(box, 'd'.repeat(40), to)).toBe(null);
    expect(await sinceLastReview({ repository: null, from: to, to })).toBe(null);
  });

  test('a base that went elsewhere is told from one that moved on', async () => {
    const box = await sandbox();
    const older = await box.commit('one', { 'a.txt': 'a\n' });
    const newer = await box.commit('two', { 'a.txt': 'b\n' });
    const repository = await box.open();
    const ends: readonly (readonly [string, string])[] = [
      [older, newer],
      [newer, newer],
      [newer, older],
      ['d'.repeat(40), newer],
    ];
    const answers = ends.map(([one, other]) => isAncestor(repository, { older: one, newer: other }));
    expect(await Promise.all(answers)).toEqual([true, true, false, false]);
    expect(await isAncestor(null, { older, newer })).toBe(false);
  });

  test('every line that is not as it was lies in a range', async () => {
    const box = await sandbox();
    const line = fc.constantFrom('a', 'b', 'c', 'd');
    const text = fc.array(line, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        const from = await box.commit('before', { 'a.txt': textOf(before) });
        const to = await box.commit('after', { 'a.txt': textOf(after) });
        const lines = (await touched(box, from, to))?.touched[0]?.lines ?? [];
        const isIn = (number: number): boolean => lines.some(([first, last]) => first <= number && number <= last);
        const kept = after.filter((_, index) => !isIn(index + 1));
        // What is in no range stood there before, in the same order.
        let at = 0;
        for (const one of before) if (one === kept[at]) at += 1;
        expect(at).toBe(kept.length);
        for (const [first, last] of lines) expect(first >= 1 && first <= last && last <= after.length).toBe(true);
      }),
      { numRuns: runs(10, 500) },
    );
  });
});
