import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRange, openWorkingTree } from '../../../forge/local/open.ts';
import { hostileRepository } from './hostile-repository.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

/** What plain git does every day; each may fail, because the traps answer nothing useful. */
const EVERYDAY: readonly (readonly string[])[] = [
  ['status'],
  ['diff', 'HEAD~1', 'HEAD', '--', 'a.txt'],
  ['diff', '--no-ext-diff', 'HEAD~1', 'HEAD', '--', 'a.txt'],
  ['log', '-1', '--show-signature'],
  ['--paginate', 'x'],
  ['cat-file', '-p', 'HEAD:lost.txt'],
  ['add', '--all'],
  ['checkout', '--', 'c.txt'],
  ['-c', 'core.fsmonitor=false', '-c', 'diff.external=', 'status'],
];

test('the traps are real: plain git runs them', async () => {
  const { box, ran } = await hostileRepository();
  await utimes(join(box.root, 'c.txt'), 1, 1);

  for (const args of EVERYDAY) {
    try {
      box.git(args);
    } catch {
      // What counts is what ran, not whether git was content with it.
    }
  }

  expect(await ran()).toEqual(
    expect.arrayContaining([
      'alias',
      'clean',
      'ext',
      'external-diff',
      'fsmonitor',
      'gpg',
      'hook-post-index-change',
      'process',
      'submodule-clean',
      'submodule-fsmonitor',
      'textconv',
    ]),
  );
});

test('a hostile repository executes nothing, in any mode', async () => {
  const { box, ran, forget } = await hostileRepository();
  await utimes(join(box.root, 'c.txt'), 1, 1);
  const bytes = box.gitBytes(['diff-tree', '-p', '--no-ext-diff', 'HEAD~1', 'HEAD']);
  await forget();

  const repository = await box.open();
  const head = await repository.resolve('HEAD');
  expect(await repository.readAt(head, 'a.txt')).toEqual(Buffer.from('one\ntwo\n'));
  await expect(repository.readAt(head, 'lost.txt')).rejects.toThrow(/lacks objects: lost\.txt/);

  const range = await openRange({ repository, range: 'HEAD~1..HEAD', scanner });
  const committed = await range.changeSet(NO_SETTINGS);
  expect(committed.files.map((file) => file.newPath)).toEqual(['a.txt', 'sub']);
  expect(await range.contents.read('lost.txt', 'new')).toMatchObject({ kind: 'absent', why: 'unavailable' });
  expect(await range.contents.list('new')).toContain('lost.txt');

  const tree = await openWorkingTree({ repository, scanner });
  const local = await tree.changeSet(NO_SETTINGS);
  expect(local.files.map((file) => `${file.status} ${file.newPath}`)).toEqual([
    'M a.txt',
    'M b.proc',
    'A new.txt',
    'A staged.txt',
  ]);
  expect(await tree.contents.read('b.proc', 'new')).toEqual({ kind: 'text', text: 'changed\n' });

  const diff = await openDiff({ bytes, label: 'a.diff', scanner });
  expect((await diff.changeSet(NO_SETTINGS)).files).toHaveLength(2);
  await Promise.all([range.close(), tree.close(), diff.close()]);
  await repository.close();

  expect(await ran()).toEqual([]);
});

test('what a change needs and the clone lacks is left out with a remedy, and nothing is fetched', async () => {
  const { box, ran } = await hostileRepository();
  box.git(['-c', 'core.fsmonitor=false', 'update-index', '--force-remove', 'lost.txt']);
  box.git(['-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--no-verify', '--message', 'three']);
  const repository = await box.open();
  const before = await ran();

  const range = await openRange({ repository, range: 'HEAD~1..HEAD', scanner });
  const { files, skipped } = await range.changeSet(NO_SETTINGS);
  expect(files.map((file) => file.newPath)).not.toContain('lost.txt');
  expect(skipped).toContainEqual({
    line: 1,
    lines: 1,
    reason: expect.stringMatching(/^the clone does not hold both sides of lost\.txt: git -C \S+ fetch --refetch/),
  });

  expect(await ran()).toEqual(before);
});

/** Every file below a folder with its size and time of change. */
async function listing(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder, { recursive: true });
  const entries = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(folder, name));
      return [name, `${size} ${mtimeMs} ${ino}`] as const;
    }),
  );
  return Object.fromEntries(entries);
}

test('nothing is written into the repository', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
  await box.write('a.txt', 'changed\n');
  await box.write('new.txt', 'new\n');
  // Stat data that no longer fits makes git itself want to refresh the index.
  await utimes(join(box.root, 'b.txt'), 1, 1);
  box.git(['update-index', '--split-index']);
  const before = await listing(box.root);
  const index = await readFile(join(box.root, '.git/index'));

  const repository = await box.open();
  const forge = await openWorkingTree({ repository, scanner });
  const { files } = await forge.changeSet(NO_SETTINGS);
  await repository.close();

  expect(files.map((file) => file.newPath)).toEqual(['a.txt', 'new.txt']);
  expect(await readFile(join(box.root, '.git/index'))).toEqual(index);
  expect(await listing(box.root)).toEqual(before);
});
