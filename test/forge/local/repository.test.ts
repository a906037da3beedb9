import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostEnvironment } from '../../../forge/local/git/git-environment.ts';
import { foundOf, openRepository } from '../../../forge/local/git/repository.ts';
import { openWorkingTree } from '../../../forge/local/open.ts';
import { resolveRange } from '../../../forge/local/git/range.ts';
import { ObjectId } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';
import { MACHINE_PATH, sandbox, temporaryFolder, type Sandbox } from './sandbox.ts';

async function problemOf(promise: Promise<unknown>): Promise<InputError> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  if (!(error instanceof InputError)) throw error;
  expect(error.message).not.toMatch(/\n|^fatal/);
  expect(error.remedy).toBeTruthy();
  return error;
}

test('opens from a subfolder and finds the root and the common directory', async () => {
  const box = await sandbox();
  await box.commit('one', { 'deep/down/a.txt': 'a\n' });

  const repository = await box.open(join(box.root, 'deep/down'));

  expect(repository.root).toBe(box.root);
  expect(repository.commonDir).toBe(join(box.root, '.git'));
});

test('a linked work tree shares the common directory and has a root of its own', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  box.git(['worktree', 'add', '--quiet', join(box.folder, 'linked')]);

  const repository = await box.open(join(box.folder, 'linked'));

  expect(repository.root).toBe(join(box.folder, 'linked'));
  expect(repository.commonDir).toBe(join(box.root, '.git'));
});

test('a bare repository has no root and can still be read', async () => {
  const box = await sandbox();
  const commit = await box.commit('one', { 'a.txt': 'a\n' });
  box.git(['clone', '--quiet', '--bare', box.root, join(box.folder, 'bare')]);

  const repository = await box.open(join(box.folder, 'bare'));

  expect(repository.root).toBeNull();
  expect(await repository.readAt(commit, 'a.txt')).toEqual(Buffer.from('a\n'));
  expect((await problemOf(openWorkingTree({ repository, scanner }))).message).toMatch(/no work tree/);
});

test('reads a SHA-256 repository', async () => {
  const box = await sandbox(['--object-format=sha256']);
  const commit = await box.commit('one', { 'a.txt': 'a\n' });
  const repository = await box.open();

  expect(await repository.resolve('HEAD')).toBe(commit);
  expect(commit).toHaveLength(64);
  expect(await repository.readAt(commit, 'a.txt')).toEqual(Buffer.from('a\n'));
});

test('readAt gives raw bytes, null for nothing, and refuses links', async () => {
  const box = await sandbox();
  const bytes = Uint8Array.from([0, 255, 10, 0, 13]);
  await symlink('/etc/passwd', join(box.root, 'link'));
  const commit = await box.commit('one', { 'a b/ü.bin': bytes, empty: '' });
  const repository = await box.open();

  expect(await repository.readAt(commit, 'a b/ü.bin')).toEqual(Buffer.from(bytes));
  expect(await repository.readAt(commit, 'empty')).toEqual(Buffer.alloc(0));
  expect(await repository.readAt(commit, 'nothing')).toBeNull();
  await expect(repository.readAt(commit, 'link')).rejects.toThrow(/link, folder or submodule/);
  await expect(repository.readAt(commit, 'a b')).rejects.toThrow(/link, folder or submodule/);
});

test('resolves what git resolves, and says so where it cannot', async () => {
  const box = await sandbox();
  const first = await box.commit('one');
  const second = await box.commit('two');
  box.git(['tag', '--annotate', '--message', 'a tag', 'v1']);
  const repository = await box.open();

  expect(await repository.resolve('main')).toBe(second);
  expect(await repository.resolve('v1')).toBe(second);
  expect(await repository.resolve('HEAD~1')).toBe(first);
  for (const ref of ['nowhere', '--help', '', 'a\0b', 'HEAD:a', 'evil\u001b[31m']) {
    const problem = await problemOf(repository.resolve(ref));
    expect(problem.message).toMatch(/^unknown ref: /);
    expect(problem.message).not.toContain('\u001b');
  }
});

test('says what to do outside of a repository, in an empty one, and without git', async () => {
  const box = await sandbox();
  const repository = await box.open();
  const folder = await temporaryFolder();

  expect((await problemOf(openRepository(folder, box.host))).message).toBe('this is not a git repository');
  expect((await problemOf(repository.resolve('HEAD'))).message).toBe('this repository has no commits yet');
  const noGit = await problemOf(openRepository(box.root, { ...box.host, PATH: join(folder, 'nothing') }));
  expect(noGit.remedy).toMatch(/Install git/);
});

test('a shallow clone without a merge base says what to fetch; unrelated histories say how to compare', async () => {
  const box = await sandbox();
  await box.commit('root');
  box.git(['checkout', '--quiet', '-b', 'topic']);
  await box.commit('topic one', { 'a.txt': 'a\n' });
  box.git(['checkout', '--quiet', 'main']);
  await box.commit('main two', { 'b.txt': 'b\n' });
  box.git(['checkout', '--quiet', '--orphan', 'other']);
  await box.commit('another root');
  const clone = join(box.folder, 'clone');
  box.git(['clone', '--quiet', '--depth=1', '--no-single-branch', `file://${box.root}`, clone]);
  const shallow = await box.open(clone);

  const deepen = await problemOf(resolveRange(shallow, 'origin/main...origin/topic'));
  expect(deepen.remedy).toMatch(/git fetch --unshallow.*git fetch --deepen/);
  expect((await problemOf(resolveRange(shallow, 'v9...HEAD'))).remedy).toMatch(/shallow clone/);
  expect((await problemOf(resolveRange(await box.open(), 'main...other'))).remedy).toContain('main..other');
});

/** A git that believes somebody else owns every folder, and whose machine has a configuration of its own. */
async function strangersGit(box: Sandbox): Promise<HostEnvironment> {
  const wrapper = join(box.folder, 'bin');
  await mkdir(wrapper);
  const settings = `GIT_TEST_ASSUME_DIFFERENT_OWNER=1 GIT_CONFIG_SYSTEM='${box.folder}/system'`;
  await writeFile(join(wrapper, 'git'), `#!/bin/sh\nPATH='${MACHINE_PATH}' ${settings} exec git "$@"\n`);
  await chmod(join(wrapper, 'git'), 0o755);
  return { ...box.host, PATH: wrapper };
}

test('a folder that git refuses as unsafe: the exact command to allow it', async () => {
  const box = await sandbox();
  await box.commit('one');
  const host = await strangersGit(box);

  const problem = await problemOf(openRepository(box.root, host));
  expect(problem.message).toMatch(/unsafe/);
  const command = /git config --global --add safe\.directory (?<path>\S+)$/.exec(problem.remedy ?? '');
  expect(command?.groups?.['path']).toBe(box.root);

  box.git(['config', '--global', '--add', 'safe.directory', box.root]);
  const repository = await openRepository(box.root, host);
  onTestFinished(() => repository.close());
  expect(repository.root).toBe(box.root);
});

test("a folder that the machine's configuration calls safe is opened", async () => {
  const box = await sandbox();
  const commit = await box.commit('one', { 'a.txt': 'a\n' });
  await box.write('a.txt', 'b\n');
  box.git(['config', '--file', join(box.folder, 'system'), 'safe.directory', '*']);

  const repository = await openRepository(box.root, await strangersGit(box));
  onTestFinished(() => repository.close());

  expect(await repository.resolve('HEAD')).toBe(commit);
  const forge = await openWorkingTree({ repository, scanner });
  expect((await forge.changeSet(NO_SETTINGS)).files).toHaveLength(1);
});

test('core.worktree cannot lead to files outside of the repository', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await writeFile(join(box.folder, 'private.txt'), 'not part of the repository\n');
  box.git(['config', 'core.worktree', box.folder]);

  const repository = await box.open();

  expect(repository.root).toBeNull();
  expect((await problemOf(openWorkingTree({ repository, scanner }))).message).toMatch(/no work tree/);
});

test('never runs a git that the reviewed repository brings along', async () => {
  const box = await sandbox();
  await box.commit('one');
  const marker = join(box.folder, 'ran');
  for (const folder of ['node_modules/.bin', 'tools', '.']) {
    await box.write(join(folder, 'git'), `#!/bin/sh\ntouch '${marker}'\n`);
    await chmod(join(box.root, folder, 'git'), 0o755);
  }
  const PATH = ['.', '', join(box.root, 'node_modules/.bin'), join(box.root, 'tools'), MACHINE_PATH].join(':');

  const repository = await openRepository(box.root, { ...box.host, PATH });
  onTestFinished(() => repository.close());

  expect(await repository.resolve('HEAD')).toHaveLength(40);
  await expect(writeFile(marker, '', { flag: 'wx' })).resolves.toBeUndefined();
});

test('what git said of a repository once is not asked again', async () => {
  const box = await sandbox();
  const commit = (await box.commit('one', { 'a.txt': 'text\n' })).trim();
  const known = foundOf(await box.open(box.root));
  // A git that answers everything but where the repository lies.
  const folder = join(box.folder, 'bin');
  await mkdir(folder);
  await writeFile(
    join(folder, 'git'),
    `#!/bin/sh\ncase "$*" in *--absolute-git-dir*|--version) exit 3;; esac\nexec /usr/bin/env PATH='${MACHINE_PATH}' git "$@"\n`,
    { mode: 0o755 },
  );
  const host = { ...box.host, PATH: [folder, MACHINE_PATH].join(':') };

  await expect(openRepository(box.root, host)).rejects.toThrow(/3/);
  const repository = await openRepository(box.root, host, { found: known });
  onTestFinished(() => repository.close());

  expect(await repository.resolve('HEAD')).toBe(commit);
  expect(String(await repository.readAt(await repository.resolve('HEAD'), 'a.txt'))).toBe('text\n');
});

test('objects that are asked for side by side come each to who asked, and none is waited for once it is closed', async () => {
  const box = await sandbox();
  const texts = Array.from({ length: 100 }, (_, at) => `text ${at}\n`.repeat(at + 1));
  await box.commit('one', Object.fromEntries(texts.map((text, at) => [`f${at}.txt`, text])));
  const ids = texts.map((_, at) => box.git(['rev-parse', `HEAD:f${at}.txt`]).trim());
  const repository = await box.open(box.root);

  const asked = [...ids, '0'.repeat(40), ...ids.toReversed()];
  const answers = await Promise.all(asked.map((id) => repository.objects.read(ObjectId.parse(id))));

  const found = answers.map((answer) => (answer.kind === 'object' ? answer.bytes.toString('utf8') : answer.kind));
  expect(found).toEqual([...texts, 'missing', ...texts.toReversed()]);
  const late = ids.map((id) => repository.objects.read(ObjectId.parse(id)));
  const ends = Promise.allSettled(late);
  await repository.close();
  expect((await ends).some(({ status }) => status === 'rejected')).toBe(true);
  await expect(repository.objects.read(ObjectId.parse(ids[0]))).rejects.toThrow('git cat-file stopped');
});
