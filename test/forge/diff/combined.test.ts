import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';
import { Fields, readNumstat } from '../../../scripts/compare/git-facts.ts';
import { Scratch } from './scratch.ts';

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(scratch.directory, name), content);
  scratch.git(['add', '--all']);
}

/** Two branches that change the same lines, and an unfinished merge of them. */
function conflict(): void {
  write({ f: 'a\nb\nc\nd\n', 'odd "name"': '1\n2\n3\n', same: 'x\n' });
  scratch.git(['commit', '-qm', 'base']);
  scratch.git(['checkout', '-qb', 'other']);
  write({ f: 'a\nB other\nc\nd\ne other\n', 'odd "name"': '1\ntwo\n3\n', same: 'y\n' });
  scratch.git(['commit', '-qm', 'other']);
  scratch.git(['checkout', '-q', 'main']);
  write({ f: 'a\nB main\nc\nd\n', 'odd "name"': '1\nzwei\n3\n' });
  scratch.git(['commit', '-qm', 'main']);
  expect(() => scratch.git(['merge', 'other'])).toThrow('merge other');
}

describe('combined diffs', () => {
  test('a conflict in the working tree is one file as the first parent sees it', () => {
    conflict();
    const counts = numstat(scratch.git(['diff', '--numstat', '-z', '--ours']));

    const { files, skipped } = parseDiff(scratch.git(['diff', '--no-color']));

    expect(skipped).toEqual([]);
    expect(files.map((file) => [file.newPath, file.status, file.combined])).toEqual([
      ['f', 'M', true],
      ['odd "name"', 'M', true],
    ]);
    expect(files.map((file) => [file.newPath, { added: file.added, deleted: file.deleted }])).toEqual([...counts]);
  });

  test.each([['--cc'], ['-c']])('a merge shown with %s is counted against the first parent', (option) => {
    conflict();
    write({ f: 'a\nB both\nc\nd\nE\n', 'odd "name"': '1\nboth\n3\n' });
    scratch.git(['commit', '-qm', 'merge']);
    const counts = numstat(scratch.git(['diff-tree', '-r', '--numstat', '-z', 'HEAD^1', 'HEAD']));

    const { files, skipped } = parseDiff(scratch.git(['show', '--format=', option, '--full-index', 'HEAD']));

    expect(skipped).toEqual([]);
    expect(files.map((file) => file.newPath)).toEqual(['f', 'odd "name"']);
    for (const file of files) {
      expect({ added: file.added, deleted: file.deleted }).toEqual(counts.get(file.newPath));
      expect(file.oldBlob).toBe(id(`HEAD^1:${file.newPath}`));
      expect(file.newBlob).toBe(id(`HEAD:${file.newPath}`));
    }
  });

  test('lines that only another parent had are left out', () => {
    const lines = ['@@@ -1,3 -1,2 +1,3 @@@', '  a', '- b', ' -c', '++d', ' +e'];

    const { files, skipped } = parseDiff(
      Buffer.from(`diff --cc f\nindex 1,2..3\n--- a/f\n+++ b/f\n${lines.join('\n')}\n`),
    );

    expect(files).toMatchObject([{ added: 1, deleted: 1 }]);
    expect(skipped).toEqual([]);
    expect(files.flatMap((file) => hunksOf(file)).flatMap((hunk) => hunk.lines)).toEqual([
      { kind: 'context', oldLine: 1, newLine: 1, text: 'a' },
      { kind: 'deleted', oldLine: 2, newLine: null, text: 'b' },
      { kind: 'added', oldLine: null, newLine: 2, text: 'd' },
      { kind: 'context', oldLine: 3, newLine: 3, text: 'e' },
    ]);
  });

  test('a path in conflict without a diff has status U', () => {
    conflict();

    const { files, skipped } = parseDiff(scratch.git(['diff', '--cached', '--no-color']));

    expect(files.filter((file) => file.status === 'U').map((file) => file.newPath)).toEqual(['f', 'odd "name"']);
    expect(skipped).toEqual([]);
  });

  test('modes and absent sides are those of the first parent', () => {
    const header = (lines: string) => parseDiff(Buffer.from(`diff --cc f\nindex 1,2..3\n${lines}`)).files[0];

    expect(header('mode 100644,100755..100755\n')).toMatchObject({ status: 'M', oldMode: '100644', newMode: '100755' });
    expect(header('mode 000000,100644..100644\n')).toMatchObject({ status: 'A', oldMode: '000000', newMode: '100644' });
    expect(header('new file mode 100644\n--- /dev/null\n+++ b/f\n')).toMatchObject({ status: 'A', oldMode: '000000' });
    expect(header('deleted file mode 100644,100755\n--- a/f\n+++ /dev/null\n')).toMatchObject({
      status: 'D',
      oldMode: '100644',
    });
    expect(header('--- a/old\n--- a/f\n+++ b/f\n')).toMatchObject({ status: 'R', oldPath: 'old', newPath: 'f' });
  });
});

describe('diffs of the working tree', () => {
  test('with mnemonic prefixes name the file', () => {
    write({ f: 'a\n', 'x y': 'a\n' });
    scratch.git(['commit', '-qm', 'base']);
    writeFileSync(join(scratch.directory, 'f'), 'b\n');
    writeFileSync(join(scratch.directory, 'x y'), 'b\n');

    for (const against of [[], ['HEAD']]) {
      const bytes = scratch.git([
        '-c',
        'diff.mnemonicPrefix=true',
        '-c',
        'diff.noprefix=false',
        'diff',
        '--no-color',
        ...against,
      ]);

      expect(bytes.toString()).toMatch(/^diff --git [ic]\//);
      expect(parseDiff(bytes)).toMatchObject({ files: [{ newPath: 'f' }, { newPath: 'x y' }], skipped: [] });
    }
  });
});

function numstat(output: Buffer): Map<string, { added: number | null; deleted: number | null }> {
  const fields = new Fields(output);
  const counts = new Map<string, { added: number | null; deleted: number | null }>();
  while (fields.peek() !== null) {
    const { path, added, deleted } = readNumstat(fields);
    counts.set(path, { added, deleted });
  }
  return counts;
}

function id(name: string): string {
  return scratch.git(['rev-parse', name]).toString('latin1').trim();
}
