import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isAddress, pullRequestAddress } from '../../../../app/cli/address/pull-request-address.ts';
import { InputError } from '../../../../schemas/problem.ts';
import { docket } from '../../../support/docket.ts';
import { Scene } from '../../pull-request/scene.ts';

const OWN = { DOCKET_GITHUB_TOKEN: 'own' };
const SERVER = { DOCKET_SERVER_URL: 'https://ghe.example', DOCKET_API_URL: 'https://ghe.example/api/v3' };

it.each([
  ['https://github.com/octo/project/pull/7', OWN, 'own'],
  ['https://github.com/octo/project/pull/7/files#diff-1', { GH_TOKEN: 'gh', GITHUB_TOKEN: 'job' }, 'gh'],
  ['https://github.com/octo/project/pull/7', { ...OWN, GH_TOKEN: 'gh' }, 'own'],
  ['https://ghe.example/octo/project/pull/7', { ...SERVER, ...OWN, GH_TOKEN: 'gh' }, 'own'],
])('%s is read with %j', (text, variables, token) => {
  expect(isAddress(text)).toBe(true);
  expect(pullRequestAddress(text, variables)).toMatchObject({
    ref: { owner: 'octo', name: 'project', number: 7 },
    token,
  });
});

it.each([
  ['another host', 'https://github.com.evil.example/octo/project/pull/7', OWN],
  ['without encryption', 'http://github.com/octo/project/pull/7', OWN],
  ['another port', 'https://github.com:8443/octo/project/pull/7', OWN],
  ['a name in it', 'https://token@github.com/octo/project/pull/7', OWN],
  ['github.com, where another server is named', 'https://github.com/octo/project/pull/7', { ...SERVER, ...OWN }],
  ['a token that belongs to github.com', 'https://ghe.example/octo/project/pull/7', { ...SERVER, GH_TOKEN: 'gh' }],
  ['half a server', 'https://ghe.example/octo/project/pull/7', { DOCKET_SERVER_URL: 'https://ghe.example', ...OWN }],
  ['no pull request', 'https://github.com/octo/project/issues/7', OWN],
  ['a path that climbs', 'https://github.com/octo/%2e%2e/pull/7', OWN],
  ['a file', 'file:///etc/passwd', OWN],
  ['no token', 'https://github.com/octo/project/pull/7', {}],
])('refuses %s before anything is asked', (_what, text, variables) => {
  expect(() => pullRequestAddress(text, variables)).toThrow(InputError);
});

it('reviews a pull request by its address: nothing is written on it, and it is remembered where it was asked for', async () => {
  const scene = await Scene.open();
  onTestFinished(() => scene.close());
  const { apiUrl, serverUrl } = scene.github;
  const home = join(scene.folder, 'home');
  mkdirSync(home);
  const token = scene.github.token({
    identity: { app: 'docket' },
    permissions: { contents: 'read', pull_requests: 'read' },
  });
  const env = { DOCKET_SERVER_URL: serverUrl, DOCKET_API_URL: apiUrl, DOCKET_GITHUB_TOKEN: token };
  const before = scene.github.requests.length;

  const said = await docket(['review', `${serverUrl}/acme/shop/pull/1`, '--offline', '--format', 'list'], {
    cwd: home,
    env,
  });
  expect(said.stdout).toContain('src/run.ts:2: critical:');
  expect(said.stdout).not.toContain(token);
  expect(said.code).toBe(0);
  const asked = scene.github.requests.slice(before);
  expect(asked.filter(({ method, path }) => method !== 'GET' && !/graphql|git-upload-pack/.test(path))).toEqual([]);
  expect([scene.github.state.reviews, scene.github.state.issueComments, scene.github.state.checkRuns]).toEqual([
    [],
    [],
    [],
  ]);

  const log = await docket(['log'], { cwd: home, env: {} });
  expect(log.stdout).toContain('acme/shop#1');
});
