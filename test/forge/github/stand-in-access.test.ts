import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, comment, StandInScene } from './stand-in-scene.ts';

const FORBIDDEN = 'Resource not accessible by integration';

let scene: StandInScene;
beforeEach(async () => {
  scene = await StandInScene.open({ private: true });
});
afterEach(() => scene.close());

const person = (login: string, role?: 'admin' | 'maintain' | 'write' | 'triage' | 'read'): string => {
  scene.github.addUser(login, role === undefined ? {} : { permission: { 'octo/project': role } });
  return scene.github.token({ identity: { user: login } });
};

describe('who asks', () => {
  test('nobody, a wrong token and an ended one', async () => {
    const ended = scene.github.token({ identity: 'actions' });
    scene.github.expire(ended);
    const statuses = [];
    for (const token of [null, 'ghs_wrong', ended])
      statuses.push((await scene.rest('GET', '/pulls/1', { token })).status);
    expect(statuses).toEqual([404, 401, 401]);
    expect((await scene.graph('{ viewer { login } }', {}, 'ghs_wrong')).status).toBe(401);
  });

  test('a bot is no user in REST, is `viewer` in GraphQL, and its login as an author has no ending', async () => {
    const user = await scene.rest('GET', '//user');
    expect([user.status, at(user.body, 'message')]).toEqual([403, FORBIDDEN]);
    await scene.rest('POST', '/issues/1/comments', { body: { body: 'hello' } });
    const query = `{ viewer { login databaseId __typename } repository(owner: "octo", name: "project") { pullRequest(number: 1) {
      comments(first: 1) { nodes { author { __typename login } viewerDidAuthor } } } } }`;
    const { body } = await scene.graph(query);
    expect(at(body, 'data', 'viewer')).toEqual({
      login: 'github-actions[bot]',
      databaseId: 41898282,
      __typename: 'User',
    });
    expect(at(body, 'data', 'repository', 'pullRequest', 'comments', 'nodes')).toEqual([
      { author: { __typename: 'Bot', login: 'github-actions' }, viewerDidAuthor: true },
    ]);
    const list = await scene.rest('GET', '/issues/1/comments');
    expect(at(list.body, 0, 'user', 'login')).toBe('github-actions[bot]');
    expect((await scene.rest('GET', '//user', { token: person('ada') })).status).toBe(200);
  });
});

describe('a private repository', () => {
  test('does not exist for who cannot read it, and is forbidden to who can but may not', async () => {
    const stranger = person('eve');
    const reader = person('ron', 'read');
    const elsewhere = scene.github.token({ identity: 'actions', repositories: ['octo/other'] });
    const status = async (token: string) => (await scene.rest('GET', '/pulls/1', { token })).status;
    expect([await status(stranger), await status(elsewhere), await status(reader)]).toEqual([404, 404, 200]);
    expect((await scene.rest('PATCH', '/pulls/1', { token: reader, body: { title: 'x' } })).status).toBe(403);
    const query = '{ repository(owner: "octo", name: "project") { id } }';
    const { body } = await scene.graph(query, {}, stranger);
    expect([at(body, 'data', 'repository'), at(body, 'errors', 0, 'type')]).toEqual([null, 'NOT_FOUND']);
  });

  test('lets a read-only token read, and nothing else', async () => {
    const token = scene.tokenWith({ contents: 'read', pull_requests: 'read', checks: 'read', issues: 'read' });
    const check = { name: 'x', head_sha: scene.head };
    const refused = [
      await scene.rest('POST', '/pulls/1/reviews', { token, body: { body: 'x' } }),
      await scene.rest('POST', '/pulls/1/comments', { token, body: { ...comment(10), commit_id: scene.head } }),
      await scene.rest('POST', '/issues/1/comments', { token, body: { body: 'x' } }),
      await scene.rest('POST', '/check-runs', { token, body: check }),
    ];
    expect((await scene.rest('GET', '/pulls/1', { token })).status).toBe(200);
    expect(refused.map((one) => one.headers.get('x-accepted-github-permissions'))).toEqual([
      'pull_requests=write',
      'pull_requests=write',
      'issues=write; pull_requests=write',
      'checks=write',
    ]);
    expect(refused.map((one) => [one.status, at(one.body, 'message')])).toEqual(Array(4).fill([403, FORBIDDEN]));
  });

  test.each([
    ['issues', { issues: 'write' } as const, 201],
    ['pull requests', { pull_requests: 'write' } as const, 201],
    ['neither', { contents: 'write' } as const, 403],
  ])('takes comments of the conversation by the permission for %s', async (_name, permissions, status) => {
    const token = scene.tokenWith(permissions);
    expect((await scene.rest('POST', '/issues/1/comments', { token, body: { body: 'x' } })).status).toBe(status);
  });
});

describe('resolving a thread', () => {
  const RESOLVE =
    'mutation($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved resolvedBy { login } } } }';

  test('asks an app for the contents permission', async () => {
    await scene.rest('POST', '/pulls/1/reviews', { body: { event: 'COMMENT', comments: [comment(10)] } });
    const id = scene.github.state.threads[0]?.nodeId;
    const refused = await scene.graph(RESOLVE, { id }, scene.tokenWith({ pull_requests: 'write', contents: 'read' }));
    expect(at(refused.body, 'errors', 0)).toMatchObject({ type: 'FORBIDDEN', message: FORBIDDEN });
    expect(at(refused.body, 'data', 'resolveReviewThread')).toBeNull();
    const done = await scene.graph(RESOLVE, { id }, scene.tokenWith({ contents: 'write' }));
    expect(at(done.body, 'data', 'resolveReviewThread', 'thread', 'isResolved')).toBe(true);
  });

  test.each([
    ['ada', 'read', true],
    ['will', 'write', true],
    ['ron', 'read', false],
  ] as const)('%s (%s) may: %s', async (login, role, isAllowed) => {
    await scene.rest('POST', '/pulls/1/reviews', { body: { event: 'COMMENT', comments: [comment(10)] } });
    const { body } = await scene.graph(RESOLVE, { id: scene.github.state.threads[0]?.nodeId }, person(login, role));
    expect(at(body, 'errors') === undefined).toBe(isAllowed);
  });
});

test.each([
  ['admin', 'admin'],
  ['maintain', 'write'],
  ['write', 'write'],
  ['triage', 'read'],
  ['read', 'read'],
] as const)('the permission of role %s is told as %s', async (role, permission) => {
  person('pat', role);
  const got = await scene.rest('GET', '/collaborators/pat/permission');
  expect([at(got.body, 'permission'), at(got.body, 'role_name')]).toEqual([permission, role]);
});

test('the permission of a stranger is none, and nobody is not found', async () => {
  person('eve');
  expect(at((await scene.rest('GET', '/collaborators/eve/permission')).body, 'permission')).toBe('none');
  expect((await scene.rest('GET', '/collaborators/nobody/permission')).status).toBe(404);
});

describe('check runs', () => {
  test('belong to apps, and each to its own', async () => {
    const made = await scene.rest('POST', '/check-runs', {
      body: { name: 'docket', head_sha: scene.head, status: 'in_progress' },
    });
    scene.github.app({ slug: 'other' });
    const path = `/check-runs/${String(at(made.body, 'id'))}`;
    const body = { conclusion: 'success' };
    const person_ = await scene.rest('POST', '/check-runs', {
      token: person('will', 'admin'),
      body: { name: 'x', head_sha: scene.head },
    });
    const other = await scene.rest('PATCH', path, { token: scene.github.token({ identity: { app: 'other' } }), body });
    expect([person_.status, at(person_.body, 'message')]).toEqual([403, 'You must authenticate via a GitHub App.']);
    expect(other.status).toBe(403);
    expect(String(at(other.body, 'message'))).toMatch(/can only be modified by the GitHub App that created it/);
    const done = await scene.rest('PATCH', path, { body });
    expect([at(done.body, 'status'), at(done.body, 'conclusion')]).toEqual(['completed', 'success']);
    expect((await scene.rest('POST', '/check-runs', { body: { name: 'x', head_sha: '0'.repeat(40) } })).status).toBe(
      422,
    );
  });

  test('are listed newest first, of each name the newest', async () => {
    for (const name of ['a', 'b', 'a'])
      await scene.rest('POST', '/check-runs', { body: { name, head_sha: scene.head } });
    const names = async (query: string) => {
      const { body } = await scene.rest('GET', `/commits/${scene.head}/check-runs${query}`);
      return (at(body, 'check_runs') as readonly { readonly name: string }[]).map((run) => run.name);
    };
    expect([await names(''), await names('?filter=all'), await names('?check_name=b')]).toEqual([
      ['a', 'b'],
      ['a', 'b', 'a'],
      ['b'],
    ]);
  });
});
