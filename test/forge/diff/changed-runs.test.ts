import { expect, test } from 'vitest';
import { changedRuns, takenBackRuns } from '../../../forge/diff/changed-runs.ts';
import { hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';

/** The runs of a file, of which each line begins with its sign. */
function runs(...lines: readonly string[]) {
  const count = (signs: string) => lines.filter((line) => signs.includes(line.charAt(0))).length;
  const head = `--- a/a.js\n+++ b/a.js\n@@ -1,${count(' -')} +1,${count(' +')} @@\n`;
  return changedRuns(parseDiff(Buffer.from(`${head}${lines.join('\n')}\n`)).files.flatMap((file) => hunksOf(file)));
}

const FIX = runs(' top', '-a', '+A', '+more', ' mid', '-b', ' end');

test('hunks are cut at every line that stays', () => {
  const texts = FIX.map(({ removed, added, above, below }) => [
    above,
    removed.map(({ text }) => text),
    added.map(({ text }) => text),
    below,
  ]);
  expect(texts).toEqual([
    ['top', ['a'], ['A', 'more'], 'mid'],
    ['mid', ['b'], [], 'end'],
  ]);
});

test.each<readonly [why: string, change: readonly string[], found: number | null]>([
  ['all of it', [' top', '-A', '-more', '+a', ' mid', '+b', ' end'], 2],
  ['all of it beside more, with one neighbour', ['+new', ' mid', '+b', ' other', ' top', '-A', '-more', '+a', ' x'], 2],
  ['a part', [' top', '-A', '-more', '+a', ' mid'], null],
  ['a line stays', [' top', '-A', '+a', ' more', ' mid', '+b', ' end'], null],
  ['another place', [' x', '-A', '-more', '+a', ' y', ' mid', '+b', ' end'], null],
  ['nothing', [' top'], null],
])('taken back: %s', (_why, change, found) => {
  expect(takenBackRuns(FIX, runs(...change))?.length ?? null).toBe(found);
});

test('one run of the change takes back one of the commit', () => {
  const twice = runs(' top', '-a', '+A', ' top', '-a', '+A', ' top');
  expect(takenBackRuns(twice, runs(' top', '-A', '+a', ' top'))).toBeNull();
  expect(takenBackRuns([], FIX)).toBeNull();
});
