import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParsedFile } from '../../../forge/diff/parse-diff.ts';
import { commentableLines, hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';
import { ChangedFile, SkippedInput } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';

const PIECES = [
  'diff --git a/f b/f\n',
  'diff --git "a/\\377" "b/\\377"\n',
  'diff --cc f\n',
  'diff --git \n',
  'diff --git a/ b/\n',
  'index 1..2 100644\n',
  'index 1,2..3\n',
  'mode 100644,100755..120000\n',
  'new file mode 100644\n',
  'deleted file mode 120000\n',
  'new file mode 9\n',
  'rename from a\n',
  'rename to b\n',
  'rename to ""\n',
  'copy from "x\n',
  'similarity index 100%\n',
  'similarity index 999%\n',
  'old mode 100644\n',
  'new mode 100755\n',
  '--- a/f\n',
  '--- /dev/null\n',
  '+++ b/f\n',
  '+++ /dev/null\n',
  '--- \n',
  '+++ \n',
  '@@ -1 +1 @@\n',
  '@@ -0,0 +1,3 @@ f()\n',
  '@@ -1,2 +0,0 @@\n',
  '@@ -9999999999,9999999999 +9999999999,9999999999 @@\n',
  '@@ -1,99999999999 +1 @@\n',
  '@@@ -1,2 -1,2 +1,3 @@@\n',
  '@@@ -1 +1 @@@\n',
  '@@',
  '+a\n',
  '-b\n',
  ' c\n',
  '++d\n',
  '- e\n',
  ' -f\n',
  '  g\n',
  '\n',
  '\r\n',
  '\\ No newline at end of file\n',
  'Binary files a/f and b/f differ\n',
  'Binary files  and  differ\n',
  'GIT binary patch\n',
  'literal 5\n',
  'McmZQz\n',
  '* Unmerged path f\n',
  'commit ' + '1'.repeat(40) + '\n',
  '-- \n',
  '2.39.5\n',
  '\u001b[1mdiff --git a/f b/f\u001b[m\n',
  'Submodule x 1..2:\n',
  '\0',
  '\xff\xfe',
  'prose\n',
];
const pieces = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));
const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));

/** Cuts, repeats and overwrites bytes of something that looks like a diff. */
const mutated = fc
  .tuple(pieces, fc.array(fc.tuple(fc.nat(2000), fc.nat(20), fc.uint8Array({ maxLength: 8 })), { maxLength: 6 }))
  .map(([bytes, edits]) =>
    edits.reduce((now, [at, length, by]) => Buffer.concat([now.subarray(0, at), by, now.subarray(at + length)]), bytes),
  );

describe('nothing makes the parser throw, and what it returns is sound', () => {
  test.each([
    ['random bytes', noise],
    ['pieces of diffs in any order', pieces],
    ['damaged diffs', mutated],
  ])('%s', (_name, input) => {
    fc.assert(
      fc.property(input, (bytes) => {
        const { files, skipped } = parseDiff(bytes);
        const lines = bytes.toString('latin1').replace(/\n$/, '').split('\n').length;

        for (const file of files) expectSound(file);
        for (const piece of skipped) {
          expect(SkippedInput.safeParse(piece).error).toBeUndefined();
          expect(piece.line + piece.lines - 1).toBeLessThanOrEqual(lines);
        }
      }),
      // Three kinds: a million inputs in all.
      { numRuns: runs(2000, 340_000) },
    );
  });

  test('every cut of a diff is read up to the cut', () => {
    const whole = Buffer.from(PIECES.join(''), 'latin1');
    for (let end = 0; end <= whole.length; end++)
      for (const file of parseDiff(whole.subarray(0, end)).files) expectSound(file);
  });
});

describe('time grows with the input, not with its square', () => {
  test.each([
    ['one line without end', 'diff --git a/'.padEnd(4_000_000, 'x ')],
    ['spaces in a header', `diff --git ${' a/x'.repeat(500_000)}\n`],
    ['an open quote', `diff --git "${'\\\\'.repeat(1_000_000)}\n`],
    ['headers without files', 'diff --git x\n'.repeat(200_000)],
    ['half a plain header', '--- a\n+++ b\n'.repeat(200_000)],
    ['a hunk that promises too much', `--- a\n+++ b\n@@ -1,9999999999 +1,9999999999 @@\n${' x\n'.repeat(500_000)}`],
    ['many tiny hunks', `--- a\n+++ b\n${'@@ -1 +1 @@\n-a\n+b\n'.repeat(100_000)}`],
    [
      'changes of type in a row',
      'diff --git a/l b/l\ndeleted file mode 100644\ndiff --git a/l b/l\nnew file mode 120000\n'.repeat(20_000),
    ],
    [
      'a change of type of many lines',
      `diff --git a/l b/l\ndeleted file mode 100644\n--- a/l\n+++ /dev/null\n@@ -1,100000 +0,0 @@\n${'-a\n'.repeat(100_000)}` +
        `diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1,100000 @@\n${'+b\n'.repeat(100_000)}`,
    ],
    ['parents without end', `diff --cc f\n@@@${' -1'.repeat(300_000)} +1 @@@\n`],
    ['binary names', `Binary files ${'a and '.repeat(300_000)} differ\n`],
  ])('%s', (_name, input) => {
    const { files, skipped } = parseDiff(Buffer.from(input, 'latin1'));

    expect(files.length + skipped.length).toBeGreaterThan(0);
    for (const file of files) expectSound(file);
  });
});

function expectSound(file: ParsedFile): void {
  const { combined: _combined, body: _body, ...facts } = file;
  const hunks = hunksOf(file);
  expect(ChangedFile.safeParse({ ...facts, hunks }).error).toBeUndefined();
  for (const { oldStart, oldLines, newStart, newLines, lines } of hunks) {
    const old = lines.flatMap((line) => line.oldLine ?? []);
    const now = lines.flatMap((line) => line.newLine ?? []);
    expect(old).toEqual(Array.from({ length: oldLines }, (_, index) => Math.max(1, oldStart) + index));
    expect(now).toEqual(Array.from({ length: newLines }, (_, index) => Math.max(1, newStart) + index));
  }
  if (file.binary || file.status === 'T') return;
  const lines = hunks.flatMap((hunk) => hunk.lines);
  expect(lines.filter((line) => line.kind === 'added').length).toBe(file.added);
  expect(lines.filter((line) => line.kind === 'deleted').length).toBe(file.deleted);
  expect(commentableLines(hunks, 'new').size).toBeLessThanOrEqual(lines.length);
}
