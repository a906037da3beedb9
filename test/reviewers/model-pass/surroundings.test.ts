import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contents } from '../../../forge/forge.ts';
import { withSurroundings } from '../../../reviewers/model-pass/prompt/surroundings.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import { changedFiles } from '../../support/change-from-trees.ts';
import { runs } from '../../support/soak.ts';
import { NO_CONTENTS } from './model-script.ts';

const reading = (text: string): Contents => ({ ...NO_CONTENTS, read: () => Promise.resolve({ kind: 'text', text }) });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const join = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const shown = (file: ChangedFile | undefined, side: 'oldLine' | 'newLine') =>
  file?.hunks.flatMap((hunk) =>
    hunk.lines.flatMap((line) => (line[side] === null ? [] : [[line[side], line.text] as const])),
  ) ?? [];

async function widen(old: readonly string[], now: readonly string[]) {
  const files = changedFiles({ 'a.txt': join(old) }, { 'a.txt': join(now) });
  return { plain: files[0], wide: (await withSurroundings(files, reading(join(now))))[0] };
}

test('twenty lines on both sides, and near hunks become one', async () => {
  const old = numbered(120);
  const { wide } = await widen(old, old.with(29, 'x').with(55, 'y').with(115, 'z'));
  expect(
    wide?.hunks.map(({ oldStart, oldLines, newStart, newLines }) => [oldStart, oldLines, newStart, newLines]),
  ).toEqual([
    [10, 67, 10, 67],
    [96, 25, 96, 25],
  ]);
});

test('every line keeps its number and its text on both sides, and no line that changed is lost', async () => {
  const edit = fc.record({ at: fc.nat(120), remove: fc.nat(4), add: fc.nat(4) });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      async (count, edits) => {
        const old = numbered(count);
        const now = [...old];
        for (const [index, { at, remove, add }] of edits.entries()) {
          now.splice(
            at % (now.length + 1),
            remove,
            ...Array.from({ length: add }, (_, each) => `new ${index} ${each}`),
          );
        }
        fc.pre(now.length > 0 && join(now) !== join(old));
        const { plain, wide } = await widen(old, now);
        const changes = (file: ChangedFile | undefined) =>
          file?.hunks.flatMap((hunk) => hunk.lines.filter(({ kind }) => kind !== 'context'));
        expect(changes(wide)).toEqual(changes(plain));
        for (const [side, lines] of [
          ['oldLine', old],
          ['newLine', now],
        ] as const) {
          const all = shown(wide, side);
          for (const [line, text] of all) expect(text).toBe(lines[(line ?? 0) - 1]);
          expect(all.map(([line]) => line)).toEqual(
            [...new Set(all.map(([line]) => line ?? 0))].toSorted((a, b) => a - b),
          );
        }
        for (const hunk of wide?.hunks ?? []) {
          expect(hunk.lines.filter(({ oldLine }) => oldLine !== null)).toHaveLength(hunk.oldLines);
          expect(hunk.lines.filter(({ newLine }) => newLine !== null)).toHaveLength(hunk.newLines);
        }
      },
    ),
    { numRuns: runs(15, 300) },
  );
});

test('a file whose text cannot be had, or says something else, stays as it is', async () => {
  const files = changedFiles({ 'a.txt': 'a\nb\n' }, { 'a.txt': 'a\nc\n' });
  expect(await withSurroundings(files, NO_CONTENTS)).toEqual(files);
  expect(await withSurroundings(files, reading('other\ntext\n'))).toEqual(files);
});

test('a hunk without any context, as git makes them on request, finds its place', async () => {
  const [file] = changedFiles({ 'a.txt': 'a\nb\nc\nd\n' }, { 'a.txt': 'a\nb\nd\n' });
  const deleted = { kind: 'deleted' as const, oldLine: 3, newLine: null, text: 'c' };
  const hunk = { oldStart: 3, oldLines: 1, newStart: 2, newLines: 0, section: '', lines: [deleted] };
  const bare = file === undefined ? [] : [{ ...file, hunks: [hunk] }];
  const [wide] = await withSurroundings(bare, reading('a\nb\nd\n'));
  expect(shown(wide, 'oldLine')).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
    [4, 'd'],
  ]);
  expect(shown(wide, 'newLine')).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'd'],
  ]);
});
