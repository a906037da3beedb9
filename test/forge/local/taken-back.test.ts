import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Inspected, TakenBackCommit } from '../../../forge/forge.ts';
import { openRange } from '../../../forge/local/open.ts';
import type { Repository } from '../../../forge/local/git/repository.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

const rows = (...lines: readonly string[]): string => ['top', '', ...lines, '', 'end', ''].join('\n');

async function takenBack(
  repository: Repository,
  most = 9,
  range = 'HEAD~1..HEAD',
): Promise<Inspected<TakenBackCommit>> {
  const forge = await openRange({ repository, range, scanner });
  const { files, commits } = await forge.changeSet(NO_SETTINGS);
  const own = commits.map(({ id }) => id);
  return forge.inspection.takenBack({ files, own, isCode: (path) => path.endsWith('.js'), most });
}

async function foundIn(box: Sandbox, most = 9): Promise<readonly TakenBackCommit[]> {
  const found = await takenBack(await box.open(), most);
  if (found.kind === 'unavailable') throw new Error(found.reason);
  return found.value;
}

/** Files, a fix of two of them by somebody else with a test, another commit. */
async function mended(): Promise<{ readonly box: Sandbox; readonly fix: string }> {
  const box = await sandbox();
  await box.commit('first', { 'a.js': rows('a'), 'b.js': rows('b'), 'c.js': 'c\n' });
  await box.commit('fix KEY_abcdefgh', { 'a.js': rows('A', 'more'), 'b.js': rows('B'), 'a.test': 'x\n' });
  box.git(['commit', '--quiet', '--amend', '--no-edit', '--author=Bob <bob@example.com>']);
  const fix = box.git(['rev-parse', 'HEAD']);
  await box.commit('other', { 'c.js': 'C\n', 'a.js': `before\n${rows('A', 'more')}` });
  return { box, fix };
}

test('a commit is found where all that it did to code is reversed, wherever the lines stand by now', async () => {
  const { box, fix } = await mended();
  await box.commit('change', { 'a.js': `before\n${rows('a')}`, 'b.js': rows('b'), 'c.js': 'C2\n' });
  const [found, ...more] = await foundIn(box);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    id: fix,
    subject: 'fix [secret]****',
    isOwn: false,
    paths: ['a.js', 'a.test', 'b.js'],
    places: [
      { path: 'a.js', run: { removed: [{ text: 'A', oldLine: 4 }, { text: 'more' }], added: [{ text: 'a' }] } },
      { path: 'b.js', run: { removed: [{ text: 'B' }], added: [{ text: 'b', newLine: 3 }] } },
    ],
  });
  expect(await foundIn(box, 1)).toEqual([]);
});

test('its own author is told; one who wrote nothing here is not known', async () => {
  const { box } = await mended();
  await box.commit('change', { 'a.js': `before\n${rows('a')}`, 'b.js': rows('b') });
  box.git(['commit', '--quiet', '--amend', '--no-edit', '--author=Robert <BOB@example.com>']);
  expect(await foundIn(box)).toMatchObject([{ isOwn: true }]);
  const back = await takenBack(await box.open(), 9, 'HEAD~1..HEAD~3');
  expect(back).toMatchObject({ value: [{ subject: 'other', isOwn: null }, { isOwn: null }] });
});

test('of two commits that did the same the last one is taken back, and a merge counts as what it brought', async () => {
  const box = await sandbox();
  await box.commit('first', { 'a.js': rows('a') });
  await box.commit('fix', { 'a.js': rows('A') });
  await box.commit('back', { 'a.js': rows('a') });
  box.git(['checkout', '--quiet', '-b', 'topic']);
  await box.commit('again', { 'a.js': rows('A') });
  box.git(['checkout', '--quiet', 'main']);
  box.git(['merge', '--quiet', '--no-ff', '--message', 'Merge topic', 'topic']);
  await box.commit('change', { 'a.js': rows('a') });
  expect((await foundIn(box)).map(({ subject }) => subject)).toEqual(['Merge topic']);
});

test('a shallow clone is looked at as far as it goes', async () => {
  const { box, fix } = await mended();
  await box.commit('change', { 'a.js': `before\n${rows('a')}`, 'b.js': rows('b') });
  const clone = async (depth: number) => {
    const folder = join(box.folder, `clone-${depth}`);
    box.git(['clone', '--quiet', `--depth=${depth}`, pathToFileURL(box.root).href, folder], { cwd: box.folder });
    return takenBack(await box.open(folder));
  };
  expect(await clone(4)).toMatchObject({ value: [{ id: fix }] });
  expect(await clone(3)).toEqual({ kind: 'ok', value: [], truncated: false });
});

test('a clone without old files knows files that are again what they were', async () => {
  const { box } = await mended();
  box.git(['config', 'uploadpack.allowFilter', 'true']);
  await box.commit('change', { 'a.js': `before\n${rows('a')}`, 'b.js': rows('b') });
  await box.commit('one file', { 'b.js': rows('B2') });
  box.git(['commit', '--quiet', '--amend', '--no-edit', '--author=Cy <cy@example.com>']);
  // The commit called `change` would have to be compared, and its old files are not there.
  await box.commit('back', { 'a.js': `before\n${rows('z')}`, 'b.js': rows('b') });
  const clone = join(box.folder, 'clone');
  box.git(['clone', '--quiet', '--bare', '--filter=blob:none', pathToFileURL(box.root).href, clone], {
    cwd: box.folder,
  });
  for (const rev of ['HEAD~1:', 'HEAD:'])
    box.git(['-C', clone, 'cat-file', '--batch', '--buffer'], {
      input: ['a.js', 'b.js', 'c.js'].map((path) => `${rev}${path}\n`).join(''),
    });
  const found = await takenBack(await box.open(clone));
  expect(found).toMatchObject({ value: [{ subject: 'one file', isOwn: false, places: [{ path: 'b.js' }] }] });
  expect(await foundIn(box)).toMatchObject([{ subject: 'one file' }]);
});
