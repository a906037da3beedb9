import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStaged, openWorkingTree } from '../../../forge/local/open.ts';
import { takeStaged } from '../../../forge/local/snapshot/take-snapshot.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

async function stagedOf(box: Sandbox): Promise<ChangeSet> {
  const forge = await openStaged({ repository: await box.open(), scanner });
  return ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
}

const named = (changes: ChangeSet) => changes.files.map((file) => `${file.status} ${file.newPath}`);

test('what is staged is reviewed, whatever lies in the work tree', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'a();\n', 'gone.js': 'g();\n', 'kept.js': 'k();\n', 'mode.sh': 'm\n' });
  await box.write('a.js', 'staged();\n');
  await box.write('new.js', 'new();\n');
  await chmod(join(box.root, 'mode.sh'), 0o755);
  box.git(['add', '--all']);
  box.git(['rm', '--quiet', '--cached', 'gone.js']);
  await box.write('a.js', 'a();\n');
  await rm(join(box.root, 'new.js'));
  await box.write('kept.js', 'not staged\n');
  await box.write('untracked.js', 'u();\n');
  const changes = await stagedOf(box);
  expect(changes).toMatchObject({
    source: 'working-tree',
    label: 'staged changes',
    title: 'Staged changes',
    skipped: [],
  });
  expect(named(changes)).toEqual(['M a.js', 'D gone.js', 'M mode.sh', 'A new.js']);
  expect(changes.files[0]?.hunks.flatMap((hunk) => hunk.lines)).toContainEqual(
    expect.objectContaining({ text: 'staged();' }),
  );
});

test('without it the work tree is reviewed, and what is staged otherwise is named', async () => {
  const box = await sandbox();
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `${letter}.js`);
  await box.commit('one', Object.fromEntries(names.map((name) => [name, '1\n'])));
  for (const name of names) await box.write(name, '2\n');
  box.git(['add', '--all']);
  const forge = async () => openWorkingTree({ repository: await box.open(), scanner });
  expect((await (await forge()).changeSet(NO_SETTINGS)).skipped).toEqual([]);
  for (const name of names) await box.write(name, '3\n');
  expect((await (await forge()).changeSet(NO_SETTINGS)).skipped).toEqual([
    {
      line: 1,
      lines: 1,
      harmless: true,
      reason: expect.stringContaining('(--staged reviews what is staged): a.js, b.js, c.js, d.js, e.js and 2 more'),
    },
  ]);
});

test('a conflict that is not settled is left out and told', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': '1\n' });
  box.git(['checkout', '--quiet', '-b', 'other']);
  await box.commit('two', { 'a.js': '2\n' });
  box.git(['checkout', '--quiet', '-']);
  await box.commit('three', { 'a.js': '3\n', 'b.js': 'b\n' });
  expect(() => box.git(['merge', '--quiet', 'other'])).toThrow(/merge/);
  const { skipped } = await stagedOf(box);
  expect(skipped).toEqual([{ line: 1, lines: 1, reason: 'a.js: a merge conflict that is not settled' }]);
});

test('the tree is the one that git itself would commit', async () => {
  const name = fc.constantFrom('a', 'b', 'dir/c', 'dir/d e', 'ü');
  const content = fc.constantFrom('', '1\n', '2\r\n', '\u0000');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, content)), fc.array(fc.tuple(name, content)), async (staged, later) => {
      const box = await sandbox();
      await box.commit('one', { base: 'base\n' });
      for (const [path, text] of staged) await box.write(path, text);
      box.git(['add', '--all']);
      for (const [path, text] of later) await box.write(path, text);
      const { tree } = await takeStaged(await box.open(), box.root);
      expect(tree).toBe(box.git(['write-tree']).trim());
    }),
    { numRuns: runs(8, 200) },
  );
});
