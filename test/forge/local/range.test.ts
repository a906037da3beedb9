import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRange } from '../../../forge/local/open.ts';
import { parseRange } from '../../../forge/local/git/range.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

async function rangeOf(box: Sandbox, range: string): Promise<ChangeSet> {
  const forge = await openRange({ repository: await box.open(), range, scanner });
  return ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
}

test.each([
  ['main...HEAD', { base: 'main', head: 'HEAD', mergeBase: true }],
  ['main..topic', { base: 'main', head: 'topic', mergeBase: false }],
  ['main', { base: 'main', head: 'HEAD', mergeBase: true }],
  ['v1.2...', { base: 'v1.2', head: 'HEAD', mergeBase: true }],
  ['..topic', { base: 'HEAD', head: 'topic', mergeBase: false }],
])('%s', (range, words) => {
  expect(parseRange(range)).toEqual(words);
});

test('three dots compare from the merge base, two from the base itself', async () => {
  const box = await sandbox();
  const root = await box.commit('root', { 'a.txt': 'a\n' });
  box.git(['checkout', '--quiet', '-b', 'topic']);
  const topic = await box.commit('topic', { 'b.txt': 'b\n' });
  box.git(['checkout', '--quiet', 'main']);
  const main = await box.commit('main', { 'c.txt': 'c\n' });
  box.git(['checkout', '--quiet', 'topic']);

  const three = await rangeOf(box, 'main');
  const two = await rangeOf(box, 'main..topic');

  expect(three).toMatchObject({ source: 'range', label: 'main', baseCommit: main, mergeBase: root, headCommit: topic });
  expect(three.files.map((file) => `${file.status} ${file.newPath}`)).toEqual(['A b.txt']);
  expect(two).toMatchObject({ baseCommit: main, mergeBase: main, headCommit: topic });
  expect(two.files.map((file) => `${file.status} ${file.newPath}`)).toEqual(['A b.txt', 'D c.txt']);
});

test('title and body come from the commits', async () => {
  const box = await sandbox();
  await box.commit('root');
  await box.commit('Add a\n\nBecause of b.\nAnd c.');
  const one = await rangeOf(box, 'HEAD~1..HEAD');
  await box.commit('Add d');
  const two = await rangeOf(box, 'HEAD~2..HEAD');
  const none = await rangeOf(box, 'HEAD..HEAD~1');

  expect(one).toMatchObject({ title: 'Add a', body: 'Because of b.\nAnd c.' });
  expect(two).toMatchObject({ title: 'Add d (and 1 earlier commit)', body: 'Add a\n\nBecause of b.\nAnd c.\n\nAdd d' });
  expect(two.commits.map((commit) => commit.subject)).toEqual(['Add a', 'Add d']);
  expect(none).toMatchObject({ title: 'HEAD..HEAD~1', body: '', commits: [] });
});

/** One commit with every kind of change that git knows. */
async function allKinds(): Promise<Sandbox> {
  const box = await sandbox();
  const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
  await box.commit('one', {
    'modified.txt': text,
    'deleted.txt': 'gone\n',
    'renamed.txt': `${text}more\n`,
    'mode.sh': '#!/bin/sh\n',
    type: 'was a file',
    'binary.bin': Uint8Array.from([0, 1, 2]),
    'latin1.txt': Uint8Array.from([0xe9, 0x0a]),
    'empty-later.txt': 'x\n',
    'tab\t"quoted"\n.txt': 'a\n',
  });
  await box.write('modified.txt', text.replace('line 3\n', 'line three\r\n').replace('line 19\n', 'line 19'));
  box.git(['rm', '--quiet', 'deleted.txt', 'type']);
  box.git(['mv', 'renamed.txt', 'moved.txt']);
  await box.write('moved.txt', `${text}less\n`);
  box.git(['update-index', '--chmod=+x', 'mode.sh']);
  box.git(['config', 'core.fileMode', 'false']);
  await symlink('target', join(box.root, 'type'));
  await box.write('binary.bin', Uint8Array.from([0, 1, 3]));
  await box.write('latin1.txt', Uint8Array.from([0xe8, 0xff, 0x0a]));
  await box.write('empty-later.txt', '');
  await box.write('tab\t"quoted"\n.txt', 'b\n');
  await writeFile(Buffer.concat([Buffer.from(`${box.root}/bytes-`), Buffer.from([0xff, 0xfe])]), 'bytes\n');
  await box.commit('two');
  box.git(['update-index', '--add', '--cacheinfo', `160000,${box.git(['rev-parse', 'HEAD'])},module`]);
  box.git(['commit', '--quiet', '--amend', '--no-edit']);
  return box;
}

test('agrees with `git diff --raw` and `--numstat` on every kind of change', async () => {
  const box = await allKinds();
  const raw = box.gitBytes(['diff', '-z', '--raw', '--no-abbrev', '-M', 'HEAD~1', 'HEAD']).toString('latin1');
  const numstat = box.gitBytes(['diff', '--numstat', '--no-renames', '-z', 'HEAD~1', 'HEAD']).toString('latin1');

  const { files } = await rangeOf(box, 'HEAD~1..HEAD');

  const bytesOf = (path: string): string =>
    path.replace(/[\uDC80-\uDCFF]/g, (byte) => String.fromCharCode(byte.charCodeAt(0) - 0xdc00));
  const zero = '0'.repeat(40);
  const rebuilt = files.map((file) => {
    const score = file.similarity === null ? '' : String(file.similarity).padStart(3, '0');
    const names = file.oldPath === file.newPath ? [file.newPath] : [file.oldPath, file.newPath];
    const head = `:${file.oldMode} ${file.newMode} ${file.oldBlob ?? zero} ${file.newBlob ?? zero} ${file.status}${score}`;
    return [head, ...names.map(bytesOf)].map((field) => `${field}\0`).join('');
  });
  expect(rebuilt.join('')).toBe(raw);
  for (const file of files.filter((one) => one.status !== 'R')) {
    expect(numstat).toContain(`${file.added ?? '-'}\t${file.deleted ?? '-'}\t${bytesOf(file.newPath)}\0`);
  }
  expect(files.filter((file) => file.binary).map((file) => file.newPath)).toEqual(['binary.bin']);
});

test('the hunks say what the counts say, and carry CR, bad UTF-8 and missing line ends', async () => {
  const { files } = await rangeOf(await allKinds(), 'HEAD~1..HEAD');

  for (const file of files) {
    const lines = file.hunks.flatMap((hunk) => hunk.lines);
    expect(lines.filter((line) => line.kind === 'added')).toHaveLength(file.added ?? 0);
    expect(lines.filter((line) => line.kind === 'deleted')).toHaveLength(file.deleted ?? 0);
  }
  const lines = files.find((file) => file.newPath === 'modified.txt')?.hunks.flatMap((hunk) => hunk.lines) ?? [];
  expect(lines).toContainEqual({ kind: 'added', oldLine: null, newLine: 4, text: 'line three\r' });
  expect(lines).toContainEqual({ kind: 'added', oldLine: null, newLine: 20, text: 'line 19', noNewline: true });
});

test('contents come from the commits, whatever the checkout says', async () => {
  const box = await allKinds();
  await box.write('modified.txt', 'the checkout\n');
  await box.write('untracked.txt', 'the checkout\n');
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const before = await forge.contents.read('modified.txt', 'old');
  const after = await forge.contents.read('modified.txt', 'new');

  expect(before).toMatchObject({ kind: 'text', text: expect.stringContaining('line 3\n') });
  expect(after).toMatchObject({ kind: 'text', text: expect.stringContaining('line three\r\n') });
  expect(await forge.contents.read('latin1.txt', 'new')).toEqual({ kind: 'text', text: '\uFFFD\uFFFD\n' });
  for (const [path, why] of [
    ['binary.bin', 'binary'],
    ['type', 'refused'],
    ['module', 'refused'],
    ['deleted.txt', 'missing'],
    ['untracked.txt', 'missing'],
    ['../escape', 'refused'],
    ['/etc/passwd', 'refused'],
    ['.git/config', 'refused'],
    ['a/.GIT/config', 'refused'],
    ['a//b', 'refused'],
  ] as const) {
    expect(await forge.contents.read(path, 'new'), path).toMatchObject({ kind: 'absent', why });
  }
});

test('lists each side, sorted by code units', async () => {
  const box = await sandbox();
  await box.commit('one', { b: '', 'a/z': '', B: '', ä: '' });
  await box.commit('two', { a0: '' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  expect(await forge.contents.list('old')).toEqual(['B', 'a/z', 'b', 'ä']);
  expect(await forge.contents.list('new')).toEqual(['B', 'a/z', 'a0', 'b', 'ä']);
});

test('a file over the limit is too large to read, and the next one is read as ever', async () => {
  const box = await sandbox();
  await box.commit('one');
  await box.commit('two', { 'large.txt': 'x'.repeat(5 * 1024 * 1024 + 1), 'fits.txt': 'y'.repeat(5 * 1024 * 1024) });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const [large, fits] = await Promise.all([
    forge.contents.read('large.txt', 'new'),
    forge.contents.read('fits.txt', 'new'),
  ]);

  expect(large).toMatchObject({ kind: 'absent', why: 'too-large' });
  // Compared by itself: a pattern of so many, or the difference of two such texts, is too much for its reader.
  expect(fits.kind === 'text' && fits.text === 'y'.repeat(5 * 1024 * 1024)).toBe(true);
});

test('attributes of the change cannot hide it', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'one\n' });
  await box.commit('two', { 'a.js': 'one\ntwo\n', '.gitattributes': '*.js -diff binary linguist-generated\n' });
  await mkdir(join(box.root, '.git/info'), { recursive: true });
  await writeFile(join(box.root, '.git/info/attributes'), '* -diff\n');

  const { files } = await rangeOf(box, 'HEAD~1..HEAD');

  expect(files.find((file) => file.newPath === 'a.js')).toMatchObject({ binary: false, added: 1, deleted: 0 });
});

test('settings of the repository and the user do not change what is seen', async () => {
  const box = await allKinds();
  const plain = await rangeOf(box, 'HEAD~1..HEAD');
  const order = join(box.folder, 'order');
  await writeFile(order, 'zzz\n*.txt\n');
  for (const [key, value] of Object.entries({
    'diff.renames': 'false',
    'diff.noprefix': 'true',
    'diff.context': '0',
    'diff.algorithm': 'patience',
    'diff.orderFile': order,
    'diff.mnemonicPrefix': 'true',
    'diff.submodule': 'log',
    'diff.ignoreSubmodules': 'all',
    'color.ui': 'always',
    'core.quotePath': 'false',
    'core.abbrev': '4',
    'diff.wordRegex': '.',
  })) {
    box.git(['config', '--global', key, value]);
    box.git(['config', key, value]);
  }

  expect(await rangeOf(box, 'HEAD~1..HEAD')).toEqual(plain);
});

test('a change of nothing gives no files', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await box.commit('two');

  expect(await rangeOf(box, 'HEAD~1..HEAD')).toMatchObject({ files: [], filtered: [], skipped: [], tier: 'trivial' });
});

/** Ids of the processes that run in a folder; only Linux tells. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(
    ids.map(async (id) => [id, await readlink(`/proc/${id}/cwd`).catch(() => '')] as const),
  );
  return places.filter(([, cwd]) => cwd === folder).map(([id]) => id);
}

test.runIf(process.platform === 'linux')('closing ends every process and removes every temporary file', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await box.commit('two', { 'a.txt': 'b\n' });
  const repository = await box.open();
  const { folder } = repository.room;
  const forge = await openRange({ repository, range: 'HEAD~1..HEAD', scanner });
  await forge.contents.read('a.txt', 'new');
  expect(await processesIn(folder)).toHaveLength(1);
  const underWay = forge.contents.read('a.txt', 'old').catch((error: unknown) => error);

  await forge.close();
  await repository.close();
  await repository.close();

  expect(await underWay).toBeInstanceOf(InfrastructureError);
  expect(await processesIn(folder)).toEqual([]);
  // What was read before may still be known; nothing more is read.
  await expect(forge.contents.read('a.txt', 'old')).rejects.toThrow(/closed|stopped/);
  await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
});
