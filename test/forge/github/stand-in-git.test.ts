import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, StandInScene } from './stand-in-scene.ts';

let scene: StandInScene;
let folder: string;
beforeEach(async () => {
  scene = await StandInScene.open({ private: true });
  folder = mkdtempSync(join(tmpdir(), 'docket-fetch-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await scene.close();
});

/** Runs a git client of its own against the stand-in; its output, or what it complained of. */
async function client(token: string | null, ...args: readonly string[]): Promise<string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = token === null ? [] : ['-c', `http.extraheader=Authorization: Basic ${basic}`];
  const env = { PATH: process.env['PATH'], GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
  try {
    const { stdout } = await promisify(execFile)('git', [...header, ...args], { cwd: folder, env });
    return stdout.trim();
  } catch (problem) {
    return String(at(problem, 'stderr')).trim();
  }
}

const url = (): string => `${scene.github.serverUrl}/octo/project.git`;

describe('a fetch', () => {
  test('gets any commit by its id (in the old protocol too) and the heads of pull requests, without blobs when asked', async () => {
    const loose = scene.commit(scene.base, { 'loose.txt': 'x\n' });
    scene.github.push(scene.pull, loose);
    scene.github.push(scene.pull, scene.head);
    await client(null, 'init', '--quiet', '--bare', '.');
    await client(
      scene.token,
      'fetch',
      '--quiet',
      '--depth=1',
      '--filter=blob:none',
      url(),
      loose,
      'refs/pull/1/head:refs/docket/1',
    );
    expect(await client(null, 'rev-parse', 'refs/docket/1')).toBe(scene.head);
    expect(await client(null, 'cat-file', '-t', loose)).toBe('commit');
    const other = scene.commit(scene.base, { 'other.txt': 'x\n' });
    scene.github.push(scene.pull, other);
    scene.github.push(scene.pull, scene.head);
    await client(scene.token, '-c', 'protocol.version=0', 'fetch', '--quiet', url(), other);
    expect(await client(null, 'cat-file', '-t', other)).toBe('commit');
    const listed = await client(null, 'rev-list', '--objects', '--missing=print', '--no-walk', scene.head);
    expect(listed).toMatch(/^\?/m);
    expect(scene.github.requests.filter((one) => one.kind === 'git').every((one) => one.status === 200)).toBe(true);
  });

  test('gets the merge that was tried, which goes when there are conflicts', async () => {
    const merge = await client(scene.token, 'ls-remote', url(), 'refs/pull/1/merge');
    expect(merge).toMatch(/^[0-9a-f]{40}\s/);
    scene.github.pushBranch(scene.repository, 'main', scene.commit(scene.base, { 'a.txt': 'all other\n' }));
    expect(await client(scene.token, 'ls-remote', url(), 'refs/pull/1/merge')).toBe('');
    expect(at((await scene.rest('GET', '/pulls/1')).body, 'mergeable')).toBe(false);
  });

  test.each([
    ['without a token', null, /could not read Username/],
    ['with a wrong one', 'ghs_wrong', /could not read Username|Authentication failed/],
  ])('%s is refused', async (_name, token, words) => {
    expect(await client(token, 'ls-remote', url())).toMatch(words);
  });

  test('without the permission, or of a repository that the token does not see, is refused', async () => {
    const none = scene.tokenWith({ pull_requests: 'read' });
    const elsewhere = scene.github.token({ identity: 'actions', repositories: ['octo/other'] });
    expect(await client(none, 'ls-remote', url())).toMatch(/403/);
    expect(await client(elsewhere, 'ls-remote', url())).toMatch(/not found/);
  });
});

test('a push is refused', async () => {
  await client(null, 'init', '--quiet', '--bare', '.');
  await client(scene.token, 'fetch', '--quiet', url(), 'main');
  expect(await client(scene.token, 'push', url(), 'FETCH_HEAD:refs/heads/x')).toMatch(
    /Write access to repository not granted/,
  );
});

test('a fork has objects of its own, and its pull request is fetched from the base', async () => {
  const fork = scene.github.addRepository({
    owner: 'eve',
    name: 'project',
    from: scene.git.path,
    forkOf: scene.repository,
    private: true,
  });
  const head = scene.commit(scene.base, { 'fork.txt': 'x\n' });
  const pull = scene.github.openPull({
    repository: scene.repository,
    headRepository: fork,
    from: head,
    branch: 'mine',
    author: 'eve',
  });
  const { body } = await scene.rest('GET', `/pulls/${pull.number}`);
  expect([at(body, 'head', 'label'), at(body, 'head', 'repo', 'full_name'), at(body, 'head', 'repo', 'fork')]).toEqual([
    'eve:mine',
    'eve/project',
    true,
  ]);
  expect(await client(scene.token, 'ls-remote', url(), `refs/pull/${pull.number}/head`)).toContain(head);
  // A job's token is of the repository that it runs in.
  expect((await scene.rest('GET', '//repos/eve/project')).status).toBe(404);
  scene.github.edit(pull, { headRepository: null });
  expect(at((await scene.rest('GET', `/pulls/${pull.number}`)).body, 'head', 'repo')).toBeNull();
});

test('a merge moves the base, and a queue makes a branch for its group', async () => {
  const group = scene.github.queue(scene.pull);
  expect(group.headRef).toBe(`refs/heads/gh-readonly-queue/main/pr-1-${scene.base}`);
  expect(await client(scene.token, 'ls-remote', url(), group.headRef)).toContain(group.head);
  scene.github.merge(scene.pull, 'will');
  const { body } = await scene.rest('GET', '/pulls/1');
  expect([at(body, 'state'), at(body, 'merged'), at(body, 'merged_by', 'login')]).toEqual(['closed', true, 'will']);
  expect(await client(scene.token, 'ls-remote', url(), 'refs/heads/main')).toContain(
    String(at(body, 'merge_commit_sha')),
  );
});
