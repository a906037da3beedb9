import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App, Installation } from '../../support/github/state.ts';
import { at, StandInScene } from './stand-in-scene.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const SECRET = 'it is a secret';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
}

/** What an app would be: it remembers what it got and answers what it is told to. */
const receiver = { server: null as Server | null, url: '', got: [] as Received[], answer: 200 as number | 'cut' };

beforeAll(async () => {
  receiver.server = createServer((incoming, response) => {
    let raw = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
    incoming.on('end', () => {
      receiver.got.push({ headers: incoming.headers, raw });
      if (receiver.answer === 'cut') response.destroy();
      else response.writeHead(receiver.answer).end('noted');
    });
  });
  receiver.server.listen(0, '127.0.0.1');
  await once(receiver.server, 'listening');
  const address = receiver.server.address();
  if (address !== null && typeof address === 'object') receiver.url = `http://127.0.0.1:${address.port}/hook`;
});
afterAll(() => void receiver.server?.close());

let scene: StandInScene;
let app: App;
let installation: Installation;
beforeEach(async () => {
  scene = await StandInScene.open({ private: true });
  const permissions = { contents: 'read', pull_requests: 'write', checks: 'write', metadata: 'read' } as const;
  app = scene.github.app({
    id: 7,
    slug: 'docket',
    privateKey,
    permissions,
    webhookSecret: SECRET,
    webhookUrl: receiver.url,
  });
  installation = scene.github.install(app, 'octo');
  receiver.got.length = 0;
  receiver.answer = 200;
});
afterEach(() => scene.close());

/** A token of the app itself, with claims that may be wrong. */
function jwt(claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 500, iss: '7', ...claims })}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`;
}

const asked = (method: string, path: string, given: object = {}) =>
  scene.rest(method, `/${path}`, { token: jwt(), ...given });

describe('an app', () => {
  test('signs for itself by its id or client id, and gets tokens through octokit', async () => {
    const auth = createAppAuth({
      appId: 7,
      privateKey,
      request: new Octokit({ baseUrl: scene.github.apiUrl }).request,
    });
    const { token, permissions } = await auth({ type: 'installation', installationId: installation.id });
    expect(permissions).toEqual(app.permissions);
    expect((await scene.rest('GET', '/pulls/1', { token })).status).toBe(200);
    const { body } = await scene.graph('{ viewer { login } }', {}, token);
    expect(at(body, 'data', 'viewer', 'login')).toBe('docket[bot]');
    expect(at((await scene.rest('GET', '//app', { token: jwt({ iss: app.clientId }) })).body, 'slug')).toBe('docket');
  });

  test.each([
    ['an ended one', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['one for more than ten minutes', { exp: Math.floor(Date.now() / 1000) + 3600 }],
    ['one of the future', { iat: Math.floor(Date.now() / 1000) + 300 }],
    ['one of another app', { iss: '8' }],
  ])('is refused with %s', async (_name, claims) => {
    expect((await scene.rest('GET', '//app', { token: jwt(claims) })).status).toBe(401);
  });

  test('is refused with a foreign signature, and with a token where it must sign', async () => {
    const [head, claims] = jwt().split('.');
    expect((await scene.rest('GET', '//app', { token: `${head}.${claims}.AAAA` })).status).toBe(401);
    expect((await scene.rest('GET', '//app/installations')).status).toBe(401);
  });

  test('gets at most what was granted, for an hour, until it is suspended or gives it back', async () => {
    const other = scene.github.addRepository({ owner: 'octo', name: 'other', from: scene.git.path, private: true });
    const path = `/app/installations/${installation.id}/access_tokens`;
    const made = await asked('POST', path, { body: { repositories: ['project'], permissions: { contents: 'read' } } });
    const token = String(at(made.body, 'token'));
    const status = async (where: string) => (await scene.rest('GET', where, { token })).status;
    expect([made.status, at(made.body, 'repository_selection')]).toEqual([201, 'selected']);
    expect(Date.parse(String(at(made.body, 'expires_at'))) - Date.now()).toBeGreaterThan(3_590_000);
    expect([
      await status('/contents/a.txt'),
      await status('/pulls/1'),
      await status(`//repos/${other.fullName}`),
    ]).toEqual([200, 403, 404]);

    const refused = [
      { permissions: { contents: 'write' } },
      { permissions: { administration: 'read' } },
      { repositories: ['nope'] },
    ];
    for (const body of refused) expect((await asked('POST', path, { body })).status).toBe(422);
    expect((await scene.rest('DELETE', '//installation/token', { token })).status).toBe(204);
    expect(await status('/contents/a.txt')).toBe(401);
    installation.suspendedAt = '2026-01-01T00:00:00Z';
    expect((await asked('POST', path)).status).toBe(403);
  });

  test('finds its installations, and those of others do not exist', async () => {
    expect(at((await asked('GET', '/app/installations')).body, 0, 'id')).toBe(installation.id);
    expect(at((await asked('GET', '/repos/octo/project/installation')).body, 'app_slug')).toBe('docket');
    const foreign = scene.github.install(scene.github.app({ slug: 'other' }), 'octo');
    expect((await asked('GET', `/app/installations/${foreign.id}`)).status).toBe(404);
    const token = scene.github.token({ identity: { app: 'docket' } });
    const list = await scene.rest('GET', '//installation/repositories', { token });
    expect([at(list.body, 'total_count'), at(list.body, 'repositories', 0, 'full_name')]).toEqual([1, 'octo/project']);
  });
});

describe('a delivery', () => {
  const payload = () => scene.github.payloads.pullRequest('opened', scene.pull);

  test('is signed, and carries what was sent byte for byte', async () => {
    const delivery = await scene.github.deliver('pull_request', payload(), { id: 'one' });
    const [got] = receiver.got;
    const signature = `sha256=${createHmac('sha256', SECRET)
      .update(got?.raw ?? '')
      .digest('hex')}`;
    expect(got?.headers['x-hub-signature-256']).toBe(signature);
    expect([got?.headers['x-github-event'], got?.headers['x-github-delivery']]).toEqual(['pull_request', 'one']);
    expect([delivery.status, delivery.statusCode, delivery.installationId]).toEqual(['OK', 200, installation.id]);
    await scene.github.deliver('pull_request', payload(), { secret: 'forged' });
    expect(receiver.got[1]?.headers['x-hub-signature-256']).not.toBe(signature);
  });

  test('that failed is listed, and delivered again under the same id', async () => {
    receiver.answer = 503;
    const first = await scene.github.deliver('pull_request', payload(), { id: 'one' });
    receiver.answer = 'cut';
    const cut = await scene.github.deliver('pull_request', payload());
    expect([first.status, cut.status]).toEqual(['Invalid HTTP Response: 503', 'failed to connect']);

    receiver.answer = 200;
    expect((await asked('POST', `/app/hook/deliveries/${first.id}/attempts`)).status).toBe(202);
    await scene.github.deliveriesDone();
    const list = async (query: string) =>
      (await asked('GET', `/app/hook/deliveries${query}`)).body as readonly unknown[];
    expect(
      (await list('')).map((one) => [at(one, 'guid') === 'one', at(one, 'redelivery'), at(one, 'status_code')]),
    ).toEqual([
      [true, true, 200],
      [false, false, 502],
      [true, false, 503],
    ]);
    expect((await list('?status=failure')).length).toBe(2);
    const one = await asked('GET', `/app/hook/deliveries/${first.id}`);
    expect(at(one.body, 'request', 'payload', 'action')).toBe('opened');
    expect(receiver.got.at(-1)?.raw).toBe(receiver.got[0]?.raw);
  });

  test('stands on a page that only its cursor leads to', async () => {
    for (const id of ['a', 'b', 'c']) await scene.github.deliver('pull_request', payload(), { id });
    const first = await asked('GET', '/app/hook/deliveries?per_page=2');
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1];
    expect(at((await asked('GET', `/${next}`)).body, 0, 'guid')).toBe('a');
  });
});
