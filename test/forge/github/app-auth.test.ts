import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppAuth } from '../../../forge/github/api/app-auth.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { viewerOf } from '../../../forge/github/read/identity.ts';
import type { App, Installation, Repository } from '../../support/github/state.ts';
import { REF } from './reading-scene.ts';
import { StandInScene } from './stand-in-scene.ts';

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

/** As GitHub hands it out. */
const PEM = { format: 'pem', type: 'pkcs1' } as const;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: PEM,
  privateKeyEncoding: PEM,
});

let scene: StandInScene;
let app: App;
let installation: Installation;
let other: Repository;
beforeAll(async () => {
  scene = await StandInScene.open({ private: true });
  other = scene.github.addRepository({ owner: 'octo', name: 'other', from: scene.git.path, private: true });
  app = scene.github.app({ slug: 'docket', privateKey, permissions: { contents: 'read', pull_requests: 'write' } });
  installation = scene.github.install(app, 'octo');
});
afterAll(() => scene.close());

const auth = () => createAppAuth({ appId: app.id, privateKey, apiUrl: scene.github.apiUrl });
const exchanges = () => scene.github.requests.filter(({ path }) => path.endsWith('/access_tokens'));
const clientWith = (token: string) =>
  createGitHub({ apiUrl: scene.github.apiUrl, token: async () => token, userAgent: 'app test' });

test('the App speaks for itself with a signed statement', async () => {
  const jwt = await auth().jwt();
  const { data } = await clientWith(jwt).rest.apps.getAuthenticated();
  expect(data?.slug).toBe('docket');
});

test('a token of an installation is for one repository alone, and is kept', async () => {
  const tokens = auth();
  const before = exchanges().length;
  const [token, again] = [
    await tokens.tokenFor(installation.id, scene.repository.id),
    await tokens.tokenFor(installation.id, scene.repository.id),
  ];
  expect([again, exchanges().length - before]).toEqual([token, 1]);
  const github = clientWith(token);
  expect((await viewerOf(github)).login).toBe('docket[bot]');
  const read = (repository: Repository) => github.rest.repos.get({ owner: 'octo', repo: repository.name });
  expect((await read(scene.repository)).status).toBe(200);
  expect(await errorOf(read(other))).toMatchObject({ isGone: true });
  expect(await tokens.tokenFor(installation.id, other.id)).not.toBe(token);
});

test('a server error on the way to a token is tried again, a refusal is not', async () => {
  const fault = scene.github.fault({ when: { path: /access_tokens$/ }, kind: 'status', status: 502 });
  expect(await auth().tokenFor(installation.id)).toMatch(/^ghs_/);
  expect(fault.hits).toBe(1);
  const before = exchanges().length;
  expect(await errorOf(auth().tokenFor(999_999))).toMatchObject({ status: 404 });
  expect(exchanges().length - before).toBe(1);
});

test('neither the key nor the statement is in an error', async () => {
  const jwt = await auth().jwt();
  const error = await errorOf(auth().tokenFor(999_999));
  const shown = inspect(error, { depth: 12, showHidden: true });
  expect(shown).not.toContain(jwt.split('.')[0]);
  expect(shown).not.toContain(privateKey.split('\n')[2]);
});

test('a client that asks for its token each time goes on when one ends', async () => {
  const tokens = [await auth().tokenFor(installation.id, scene.repository.id), scene.token];
  const github = createGitHub({
    apiUrl: scene.github.apiUrl,
    token: async () => tokens[0] ?? '',
    userAgent: 'app test',
  });
  await github.rest.pulls.get({ owner: REF.owner, repo: REF.name, pull_number: 1 });
  scene.github.expire(tokens.shift() ?? '');
  const { status } = await github.rest.pulls.get({ owner: REF.owner, repo: REF.name, pull_number: 1 });
  expect(status).toBe(200);
});

test.each([-3600, -600, 0, 5, 900, 7200])(
  'a statement is signed by the clock of GitHub, which is %d s ahead',
  async (seconds) => {
    const signer = auth();
    signer.onClock(seconds * 1000);
    const [, payload = ''] = (await signer.jwt()).split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number; iss: number };
    const theirs = Date.now() / 1000 + (Math.abs(seconds) < 10 ? 0 : seconds);
    expect(said.iss).toBe(app.id);
    expect(said.iat).toBeLessThanOrEqual(theirs);
    expect(said.exp).toBeLessThanOrEqual(theirs + 600);
    expect(said.exp).toBeGreaterThan(theirs + 60);
  },
);

test('its clock is heard from every answer', async () => {
  const heard: number[] = [];
  const signer = auth();
  const client = createGitHub({
    apiUrl: scene.github.apiUrl,
    token: () => signer.jwt(),
    userAgent: 'app test',
    onClock: (ahead) => heard.push(ahead),
  });
  await client.rest.request('GET /app');
  expect(heard).toHaveLength(1);
});
