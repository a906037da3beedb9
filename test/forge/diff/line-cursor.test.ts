import { describe, expect, test } from 'vitest';
import { commentableLines, hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';

function parse(text: string | readonly string[]): ReturnType<typeof parseDiff> {
  return parseDiff(Buffer.from(typeof text === 'string' ? text : `${text.join('\n')}\n`, 'latin1'));
}

function hunks(text: string | readonly string[]): ReturnType<typeof hunksOf> {
  return parse(text).files.flatMap((file) => hunksOf(file));
}

const HEAD = ['diff --git a/f b/f', 'index 1..2 100644', '--- a/f', '+++ b/f'];

describe('lines of a hunk', () => {
  test('are numbered on each side', () => {
    expect(hunks([...HEAD, '@@ -3,3 +7,4 @@ function f() {', ' a', '-b', '+c', '+d', ' e'])).toEqual([
      {
        oldStart: 3,
        oldLines: 3,
        newStart: 7,
        newLines: 4,
        section: 'function f() {',
        lines: [
          { kind: 'context', oldLine: 3, newLine: 7, text: 'a' },
          { kind: 'deleted', oldLine: 4, newLine: null, text: 'b' },
          { kind: 'added', oldLine: null, newLine: 8, text: 'c' },
          { kind: 'added', oldLine: null, newLine: 9, text: 'd' },
          { kind: 'context', oldLine: 5, newLine: 10, text: 'e' },
        ],
      },
    ]);
  });

  test('know where the file ends without a newline, on each side', () => {
    const end = '\\ No newline at end of file';

    const [hunk] = hunks([...HEAD, '@@ -1 +1 @@', '-a', end, '+b', end]);

    expect(hunk?.lines.map((line) => [line.text, line.noNewline])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  test('keep carriage returns, and U+FFFD stands for what is not UTF-8', () => {
    const [hunk] = hunks([...HEAD, '@@ -1,2 +1,2 @@', '-caf\xe9\r', '+caf\xc3\xa9\r', ' a\rb']);

    expect(hunk?.lines.map((line) => line.text)).toEqual(['caf\uFFFD\r', 'café\r', 'a\rb']);
  });

  test('a context line that lost its blank is an empty line', () => {
    const [hunk] = hunks([...HEAD, '@@ -1,3 +1,3 @@', '', '-a', '+b', '']);

    expect(hunk?.lines.map((line) => [line.kind, line.text])).toEqual([
      ['context', ''],
      ['deleted', 'a'],
      ['added', 'b'],
      ['context', ''],
    ]);
  });

  test('only lines inside hunks can carry a comment', () => {
    const found = hunks([...HEAD, '@@ -1,2 +1,2 @@', ' a', '-b', '+c', '@@ -9,0 +10,2 @@', '+x', '+y']);

    expect([...commentableLines(found, 'old')]).toEqual([1, 2]);
    expect([...commentableLines(found, 'new')]).toEqual([1, 2, 10, 11]);
  });
});

describe('diffs that git did not write', () => {
  test.each([
    [
      'with dates',
      ['--- old/f.c\t2024-01-01 00:00:00.0 +0000', '+++ new/f.c\t2024-01-02 00:00:00.0 +0000'],
      'M',
      'f.c',
    ],
    ['with the prefixes of git', ['--- a/x y.c', '+++ b/x y.c'], 'M', 'x y.c'],
    ['of one file under two names', ['--- f.c.orig', '+++ f.c'], 'M', 'f.c'],
    ['with names in quotes', ['--- "a/\\303\\251.c"', '+++ "b/\\303\\251.c"'], 'M', 'é.c'],
    ['of Subversion', ['Index: f.c', '='.repeat(67), '--- f.c\t(revision 1)', '+++ f.c\t(working copy)'], 'M', 'f.c'],
  ])('%s', (_name, head, status, path) => {
    const { files, skipped } = parse([...head, '@@ -1 +1 @@', '-a', '+b']);

    expect(files).toMatchObject([{ status, oldPath: path, newPath: path, added: 1, deleted: 1, oldMode: '100644' }]);
    expect(skipped).toEqual([]);
  });

  test('an absent side is told by /dev/null or by the epoch', () => {
    const added = ['--- /dev/null', '+++ b/n', '@@ -0,0 +1 @@', '+x'];
    const dated = [
      '--- a/g\t1970-01-01 01:00:00.000000000 +0100',
      '+++ b/g\t2024-01-01 00:00:00 +0000',
      '@@ -0,0 +1 @@',
      '+x',
    ];
    const deleted = ['--- a/d', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'];

    const { files } = parse([...added, ...dated, ...deleted]);

    expect(files.map((file) => [file.status, file.newPath, file.oldMode, file.newMode])).toEqual([
      ['A', 'n', '000000', '100644'],
      ['A', 'g', '000000', '100644'],
      ['D', 'd', '100644', '000000'],
    ]);
  });

  test('binary files and paths in conflict stand on one line', () => {
    const { files, skipped } = parse([
      'Binary files old/a and b.bin and new/a and b.bin differ',
      '* Unmerged path "x\\ty"',
    ]);

    expect(files).toMatchObject([
      { status: 'M', newPath: 'a and b.bin', binary: true, added: null },
      { status: 'U', newPath: 'x\ty', binary: false, added: 0 },
    ]);
    expect(skipped).toEqual([]);
  });
});

describe('text around the files', () => {
  const file = [...HEAD, '@@ -1 +1 @@', '-a', '+b'];
  const id = '1'.repeat(40);

  test('of mails and of git log is known and not reported', () => {
    const mail = [
      `From ${id} Mon Sep 17 00:00:00 2001`,
      'From: n <n@example.org>',
      'Subject: x',
      '',
      '---',
      ' f | 2 +-',
      '',
    ];
    const log = [`commit ${id}`, 'Author: n <n@example.org>', '', '    message', ''];

    const { files, skipped } = parse([...mail, ...file, '-- ', '2.39.5', '', ...log, ...file]);

    expect(files.map((each) => each.newPath)).toEqual(['f', 'f']);
    expect(skipped).toEqual([]);
  });

  test.each([
    ['colours', ['\u001b[1mdiff --git a/f b/f\u001b[m'], 'the diff is coloured; make it again with --no-color', 1],
    ['a hunk header that makes no sense', ['@@ -x +1 @@'], 'a hunk without a readable header or without a file', 1],
    [
      'a submodule log',
      ['Submodule s 1..2:', '  > subject'],
      'a submodule shown as a log; make the diff again with --submodule=short',
      2,
    ],
    ['lines too many', ['+more', ' and more'], 'lines that belong to no hunk', 2],
    ['a header without a name', ['diff --git', 'diff --git x'], 'the header of a file whose name cannot be read', 1],
  ])('else is reported with its place: %s', (_name, lines, reason, count) => {
    const { files, skipped } = parse([...file, ...lines, ...file]);

    expect(files.map((each) => each.newPath)).toEqual(['f', 'f']);
    expect(skipped[0]).toEqual({ line: file.length + 1, lines: count, reason });
  });

  test('prose between files is told, and can hold nothing of the change', () => {
    const { skipped } = parse([...file, 'hello', 'there', ...file]);
    expect(skipped).toEqual([{ line: file.length + 1, lines: 2, reason: 'not part of a diff', harmless: true }]);
  });

  test('a hunk that is cut off keeps its lines and says so', () => {
    const { files, skipped } = parse([...HEAD, '@@ -1,5 +1,5 @@', ' a', '-b', ...file]);

    expect(files[0]).toMatchObject({ added: 0, deleted: 1 });
    expect(files.flatMap((each) => hunksOf(each))[0]).toMatchObject({ oldLines: 2, newLines: 1 });
    expect(skipped).toEqual([
      { line: 5, lines: 3, reason: expect.stringContaining('fewer lines than its header says') as string },
    ]);
  });

  test('a hunk with too many lines of one side ends there', () => {
    const { files, skipped } = parse([...HEAD, '@@ -1,2 +1 @@', ' a', '+x', ' b']);

    expect(files).toMatchObject([{ added: 0, deleted: 0 }]);
    expect(skipped.map(({ line, lines }) => [line, lines])).toEqual([
      [5, 2],
      [7, 2],
    ]);
  });

  test('a deletion and an addition in two commits are no change of type', () => {
    const gone = ['diff --git a/l b/l', 'deleted file mode 120000', '--- a/l', '+++ /dev/null', '@@ -1 +0,0 @@', '-t'];
    const back = ['diff --git a/l b/l', 'new file mode 100644', '--- /dev/null', '+++ b/l', '@@ -0,0 +1 @@', '+x'];
    const statuses = (lines: readonly string[]) => parse(lines).files.map((each) => each.status);

    expect(statuses([...gone, ...back])).toEqual(['T']);
    expect(statuses([...gone, '', `commit ${id}`, ...back])).toEqual(['D', 'A']);
    expect(statuses([...gone, ...gone])).toEqual(['D', 'D']);
  });

  test('a patch sent through a CRLF conversion is still read', () => {
    const { files, skipped } = parse(`${file.join('\r\n')}\r\n`);

    expect(files).toMatchObject([{ newPath: 'f', newMode: '100644', added: 1, deleted: 1 }]);
    expect(skipped).toEqual([]);
  });
});
