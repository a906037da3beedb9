import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodePath } from '../../../forge/diff/path.ts';
import { listTree, listTreeBeside } from '../../../forge/local/git/tree.ts';
import { openRange } from '../../../forge/local/open.ts';
import { KnownSecrets } from '../../../forge/redact/known/known-secrets.ts';
import { RedactedContents } from '../../../forge/local/redacted-contents.ts';
import { contentsByShownPaths, ShownPaths } from '../../../forge/local/shown-paths.ts';
import { sandbox } from './sandbox.ts';
import { scanner } from './scanner.ts';

/** Two commits between which a file came, went, changed, was renamed, became a link and became a folder; names of all sorts of bytes. */
async function twoTrees() {
  const box = await sandbox();
  const one = await box.commit('one', {
    'same/deep/a.txt': 'a\n',
    'gone.txt': 'gone\n',
    'changed.txt': '1\n',
    'old name\t.txt': 'moved\n',
    'link.txt': 'file\n',
    folder: 'a file\n',
    'ü/ß.txt': 'x\n',
  });
  box.git(['update-index', '--add', '--cacheinfo', `160000,${one},sub`]);
  for (const path of ['gone.txt', 'link.txt', 'folder', 'old name\t.txt']) box.git(['rm', '--quiet', path]);
  await symlink('changed.txt', join(box.root, 'link.txt'));
  box.git(['add', 'link.txt']);
  await box.write('folder/b.txt', 'b\n');
  await box.write('ü/ö\n.txt', 'new\n');
  await box.write('new name.txt', 'moved\n');
  await box.write('changed.txt', '2\n');
  box.git(['add', 'folder', 'ü', 'new name.txt', 'changed.txt']);
  const odd = `100644 blob ${box.git(['hash-object', '-w', '--stdin'], { input: 'odd\n' })}\t`;
  const index = Buffer.concat([Buffer.from(odd), Buffer.from([0x61, 0xff]), Buffer.from([0])]);
  box.git(['update-index', '-z', '--index-info'], { input: index });
  box.git(['commit', '--quiet', '--message', 'two']);
  return { box, one, two: box.git(['rev-parse', 'HEAD']) };
}

test('a tree that is read as what differs from another one is the tree itself, either way round', async () => {
  const { box, one, two } = await twoTrees();
  const { place } = (await box.open()).room;
  const trees = { old: await listTree(place, one), new: await listTree(place, two) };

  expect(trees.new.get('sub')).toEqual({ mode: '160000', id: one });
  expect(trees.new.get(decodePath(Buffer.from([0x61, 0xff])))?.mode).toBe('100644');
  expect(trees.new.has('folder')).toBe(false);
  expect([...trees.new.keys()]).toHaveLength(9);
  expect(new Map(await listTreeBeside(place, trees.old, { from: one, to: two }))).toEqual(trees.new);
  expect(new Map(await listTreeBeside(place, trees.new, { from: two, to: one }))).toEqual(trees.old);
});

test.each(['old', 'new'] as const)('both sides are listed and read, the %s one first', async (first) => {
  const { box } = await twoTrees();
  const { contents } = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });
  const second = first === 'old' ? 'new' : 'old';
  const lists = { [first]: await contents.list(first), [second]: await contents.list(second) };

  expect(lists['old']).toEqual([
    'changed.txt',
    'folder',
    'gone.txt',
    'link.txt',
    'old name\t.txt',
    'same/deep/a.txt',
    'ü/ß.txt',
  ]);
  expect(lists['new']?.filter((path) => lists['old']?.includes(path) === false)).toEqual([
    'a\uDCFF',
    'folder/b.txt',
    'new name.txt',
    'sub',
    'ü/ö\n.txt',
  ]);
  expect(await contents.read('changed.txt', 'old')).toEqual({ kind: 'text', text: '1\n' });
  expect(await contents.read('changed.txt', 'new')).toEqual({ kind: 'text', text: '2\n' });
  expect(await contents.read('gone.txt', 'new')).toMatchObject({ why: 'missing' });
});

test('names of a tree that were told are looked at again when more secrets are known', async () => {
  const known = new KnownSecrets();
  const listed = ['docs/a.txt', 'keys/q7Zk2mWx9TbR4vLp.txt'];
  const absent = { kind: 'absent', why: 'missing', reason: 'no such file' } as const;
  const contents = contentsByShownPaths({ read: async () => absent, list: async () => listed }, new ShownPaths(known));

  expect(await contents.list('new')).toEqual(listed);
  known.learn(['q7Zk2mWx9TbR4vLp']);
  expect(await contents.list('new')).toEqual(['docs/a.txt', `keys/${'*'.repeat(16)}.txt`]);
  expect(await contents.list('new')).toBe(await contents.list('new'));
});

test('a file that was read is looked at again when more secrets are known', async () => {
  const known = new KnownSecrets();
  const text = 'a token: q7Zk2mWx9TbR4vLp\n';
  const raw = { read: async () => ({ kind: 'text', text }) as const, list: async () => null };
  const contents = new RedactedContents(raw, scanner, known);
  contents.remember('clean.txt', 'new', new Map());

  for (const path of ['clean.txt', 'other.txt']) expect(await contents.read(path, 'new')).toMatchObject({ text });
  known.learn(['q7Zk2mWx9TbR4vLp']);
  for (const path of ['clean.txt', 'other.txt', 'clean.txt', 'other.txt']) {
    expect(await contents.read(path, 'new')).toMatchObject({ text: `a token: ${'*'.repeat(16)}\n` });
  }
});
