import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPullRequest } from '../../../forge/github/read/find-pull-request.ts';
import { viewerOf } from '../../../forge/github/read/identity.ts';
import { permissionOf } from '../../../forge/github/read/permission.ts';
import { PullRequest, readPullRequest } from '../../../forge/github/read/pull-request.ts';
import { readRepositoryFile } from '../../../forge/github/read/repository-file.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { clientOf, REF } from './reading-scene.ts';
import { StandInScene } from './stand-in-scene.ts';

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const HERE = { owner: 'octo', name: 'project' };

describe.each(['github.com', 'ghes'] as const)('on %s', (host) => {
  let scene: StandInScene;
  beforeAll(async () => {
    scene = await StandInScene.open({ host });
  });
  afterAll(() => scene.close());

  test('a pull request is read as it is now', async () => {
    const { repository, github, base, head, pull } = scene;
    github.edit(pull, { title: 'A title', body: null, draft: true, labels: ['bug', 'docket:skip'] });
    const read = await readPullRequest(clientOf(scene), REF);
    expect(PullRequest.parse(read)).toEqual({
      ref: REF,
      repositoryId: repository.id,
      host: new URL(github.serverUrl).host,
      state: 'open',
      merged: false,
      mergedAt: null,
      updatedAt: expect.stringMatching(/^\d{4}-/),
      draft: true,
      title: 'A title',
      body: '',
      labels: ['bug', 'docket:skip'],
      author: { login: 'ada', isBot: false },
      base: { branch: 'main', commit: base },
      head: { branch: 'change', commit: head, repository: { id: repository.id, fullName: 'octo/project' } },
      fromFork: false,
      defaultBranch: 'main',
      defaultCommit: base,
      isPrivate: false,
      url: `${github.serverUrl}/octo/project/pull/1`,
    });
  });

  test('who we are is told to a job and to a person', async () => {
    expect(await viewerOf(clientOf(scene))).toEqual({ login: 'github-actions[bot]', databaseId: expect.any(Number) });
    const token = scene.github.token({ identity: { user: 'ada' } });
    const viewer = await viewerOf(clientOf(scene, { token: async () => token }));
    expect(viewer).toEqual({ login: 'ada', databaseId: expect.any(Number) });
  });
});

describe('of a pull request', () => {
  let scene: StandInScene;
  beforeAll(async () => {
    scene = await StandInScene.open();
  });
  afterAll(() => scene.close());

  test('the base is the tip of its branch, not the commit that GitHub remembers', async () => {
    const moved = scene.commit(scene.base, { 'b.txt': 'more\n' });
    scene.github.pushBranch(scene.repository, 'main', moved);
    expect((await readPullRequest(clientOf(scene), REF)).base.commit).toBe(moved);
    scene.github.pushBranch(scene.repository, 'main', scene.base);
  });

  test('the base is what GitHub remembers where the branch is gone', async () => {
    scene.git.git('branch', '--force', 'release', scene.base);
    scene.github.pushBranch(scene.repository, 'release', scene.base);
    const pull = scene.github.openPull({ repository: scene.repository, from: scene.head, base: 'release' });
    scene.git.git('-C', scene.repository.folder, 'update-ref', '-d', 'refs/heads/release');
    const { base } = await readPullRequest(clientOf(scene), { ...HERE, number: pull.number });
    expect(base).toEqual({ branch: 'release', commit: scene.base });
    scene.github.closePull(pull);
  });

  test('a fork, a deleted fork, a bot and a merge are told', async () => {
    const from = scene.git.path;
    const fork = scene.github.addRepository({ owner: 'eve', name: 'project', from, forkOf: scene.repository });
    const author = scene.github.addUser('renovate[bot]', { type: 'Bot' }).login;
    const opened = { repository: scene.repository, from: scene.head, headRepository: fork, author };
    const pull = scene.github.openPull(opened);
    const ref = { ...HERE, number: pull.number };
    const before = await readPullRequest(clientOf(scene), ref);
    expect([before.fromFork, before.head.repository]).toEqual([true, { id: fork.id, fullName: 'eve/project' }]);
    expect(before.author).toEqual({ login: 'renovate[bot]', isBot: true });

    scene.github.edit(pull, { headRepository: null });
    scene.github.merge(pull, 'ada');
    const after = await readPullRequest(clientOf(scene), ref);
    expect([after.fromFork, after.head.repository]).toEqual([true, null]);
    expect([after.state, after.merged, after.mergedAt]).toEqual(['closed', true, expect.any(String)]);
  });

  test.each([{ number: 999 }, { name: 'nothing' }])('%o is not there', async (other) => {
    const error = await errorOf(readPullRequest(clientOf(scene), { ...REF, ...other }));
    expect(error).toMatchObject({ where: expect.anything(), remedy: expect.stringContaining('token') });
  });

  test('a file of a branch is read; what is not there is null', async () => {
    scene.github.pushBranch(scene.repository, 'with/slash', scene.head);
    const read = (branch: string, path: string) => readRepositoryFile(clientOf(scene), HERE, branch, path);
    expect(await read('with/slash', 'new.txt')).toBe('one\ntwo\n');
    expect(await read('with/slash', '.github/docket.yml')).toBe(null);
    expect(await read('nowhere', 'new.txt')).toBe(null);
  });
});

describe('permissions', () => {
  let scene: StandInScene;
  beforeAll(async () => {
    scene = await StandInScene.open();
  });
  afterAll(() => scene.close());

  test.each([
    ['admin', 'maintain'],
    ['maintain', 'maintain'],
    ['write', 'write'],
    ['triage', 'read'],
    ['read', 'read'],
  ] as const)('%s may %s', async (role, expected) => {
    scene.github.addUser(`the-${role}`, { permission: { 'octo/project': role } });
    expect(await permissionOf(clientOf(scene), HERE, `The-${role}`)).toBe(expected);
  });

  test.each([
    ['nobody', 'somebody-unknown', {}],
    ['a token that may not ask', 'the-admin', { metadata: 'read', issues: 'write' }],
  ] as const)('%s: no answer is no permission', async (_name, login, permissions) => {
    const token = scene.tokenWith(permissions);
    const fault = scene.github.fault({ when: { path: /\/permission$/ }, kind: 'status', status: 404, times: 5 });
    expect(await errorOf(permissionOf(clientOf(scene, { token: async () => token }), HERE, login))).toBeInstanceOf(
      Error,
    );
    fault.cancel();
  });

  test.each([
    ['of somebody else', { permission: 'admin', user: { login: 'somebody-else' } }],
    ['of nobody', { permission: 'admin', user: null }],
    ['with a word that we do not know', { permission: 'owner', user: { login: 'the-admin' } }],
    ['that is empty', {}],
  ])('an answer %s is none', async (_name, body) => {
    scene.github.fault({ when: { path: /\/permission$/ }, kind: 'status', status: 200, body });
    expect(await errorOf(permissionOf(clientOf(scene), HERE, 'the-admin'))).toBeInstanceOf(Error);
    scene.github.takeViolations();
  });

  test('a name cannot lead to another question', async () => {
    await errorOf(permissionOf(clientOf(scene), HERE, '../../../user'));
    const asked = scene.github.requests.at(-1)?.path;
    expect(asked).toBe('/repos/octo/project/collaborators/..%2F..%2F..%2Fuser/permission');
  });
});

describe('a pull request that an event does not name', () => {
  let scene: StandInScene;
  let others: GitRepository;
  beforeAll(async () => {
    scene = await StandInScene.open();
    others = new GitRepository();
  });
  afterAll(async () => {
    others.remove();
    await scene.close();
  });
  afterEach(() => {
    scene.github.state.pulls.splice(1);
  });

  const find = (more: Partial<Parameters<typeof findPullRequest>[1]> = {}) =>
    findPullRequest(clientOf(scene), {
      repository: HERE,
      headRepository: 'octo/project',
      headBranch: 'change',
      headCommit: scene.head,
      ...more,
    });
  const fork = (owner: string) =>
    scene.github.addRepository({ owner, name: 'project', from: scene.git.path, forkOf: scene.repository });

  test('is found by its head, or by its commit alone', async () => {
    expect(await find()).toEqual(REF);
    expect(await find({ headRepository: null, headBranch: null })).toEqual(REF);
  });

  test.each([
    ['an older commit', { headCommit: 'd'.repeat(40) }],
    ['another branch', { headBranch: 'other' }],
    ['another repository', { headRepository: 'eve/project' }],
    ['another repository of the same owner', { headRepository: 'octo/elsewhere' }],
    ['an owner whose name begins alike', { headRepository: 'oct/project' }],
  ])('is not found by %s', async (_name, more) => {
    expect(await errorOf(find(more))).toMatchObject({ message: expect.stringContaining('no open pull request') });
  });

  test('of a fork with the same branch and commit is another one', async () => {
    const pull = scene.github.openPull({
      repository: scene.repository,
      from: scene.head,
      branch: 'change',
      headRepository: fork('mallory'),
    });
    expect(await find()).toEqual(REF);
    expect(await find({ headRepository: 'mallory/project' })).toEqual({ ...HERE, number: pull.number });
    expect(await errorOf(find({ headRepository: null, headBranch: null }))).toMatchObject({
      message: expect.stringMatching(/several open pull requests have this head: #\d+, #\d+/),
    });
  });

  test('into two bases is not guessed at', async () => {
    scene.github.pushBranch(scene.repository, 'release', scene.base);
    scene.github.openPull({ repository: scene.repository, from: scene.head, branch: 'change', base: 'release' });
    expect(await errorOf(find())).toMatchObject({ message: expect.stringContaining('several') });
  });

  test('behind the first page is found, and a closed one is not', async () => {
    const { pulls } = scene.github.state;
    const [first] = pulls;
    for (let number = 2; number <= 130; number += 1) {
      if (first !== undefined) pulls.push({ ...first, number, headCommit: scene.base, headBranch: `b-${number}` });
    }
    expect(await find({ headRepository: null, headBranch: null })).toEqual(REF);
    expect(scene.github.requests.filter(({ path }) => path.endsWith('/pulls')).length).toBeGreaterThan(1);
    if (first !== undefined) scene.github.closePull(first);
    expect(await errorOf(find())).toMatchObject({ message: expect.stringContaining('no open pull request') });
    if (first !== undefined) scene.github.reopen(first);
  });
});
