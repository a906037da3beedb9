import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { endlessFile } from '../../../forge/local/git/endless-file.ts';
import { sandbox, type Sandbox } from './sandbox.ts';

async function pipe(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  execFileSync('mkfifo', [path]);
}

/** A repository, a linked work tree of it, and a bare one that borrows its objects. */
async function linked(): Promise<{ readonly box: Sandbox; readonly tree: string; readonly borrower: string }> {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  const [tree, borrower] = [join(box.folder, 'linked'), join(box.folder, 'borrower.git')];
  box.git(['worktree', 'add', '--quiet', tree]);
  box.git(['clone', '--quiet', '--bare', '--shared', '.', borrower]);
  return { box, tree, borrower };
}

test.each([
  'repository/.git/HEAD',
  'repository/.git/worktrees/linked/HEAD',
  'repository/.git/worktrees/linked/index',
  'repository/.git/refs/heads/linked',
  'repository/.git/refs/remotes/origin/HEAD',
  'repository/.git/logs/HEAD',
  'repository/.git/objects/pack/pack-1.idx',
  'repository/.git/objects/ab/cdef',
  'linked/.gitattributes',
  'linked/deep/.gitignore',
])('%s is found from a linked work tree', async (name) => {
  const { box, tree } = await linked();
  const path = join(box.folder, name);
  await pipe(path);
  expect(endlessFile({ cwd: tree, environment: { HOME: box.folder } })).toBe(path);
});

test('what a repository borrows is looked through, too', async () => {
  const { box, borrower } = await linked();
  const path = join(box.root, '.git/objects/ab/cdef');
  await pipe(path);
  expect(endlessFile({ cwd: borrower, environment: { GIT_DIR: borrower, HOME: box.folder } })).toBe(path);
});

test('neither a pipe that git does not open nor the socket of its monitor is one', async () => {
  const { box } = await linked();
  await pipe(join(box.root, 'a.txt'));
  const server = createServer();
  await new Promise<void>((done) => server.listen(join(box.root, '.git/fsmonitor--daemon.ipc'), done));
  onTestFinished(() => void server.close());
  expect(endlessFile({ cwd: box.root, environment: { HOME: box.folder } })).toBeNull();
});
