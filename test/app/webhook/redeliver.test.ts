import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redeliverFailed } from '../../../app/webhook/redeliver.ts';
import { createAppAuth } from '../../../forge/github/api/app-auth.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { App } from '../../support/github/state.ts';
import { PRIVATE_KEY } from './serve-scene.ts';

let github: GitHubStandIn;
let app: App;
let hook: Server;
/** What the hook answers. */
let status: number;

beforeEach(async () => {
  github = await startGitHub();
  status = 500;
  hook = createServer((request, response) => {
    request.resume();
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
  const webhookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  app = github.app({ slug: 'docket', privateKey: PRIVATE_KEY, webhookSecret: 'x', webhookUrl });
});
afterEach(async () => {
  await github.close();
  await new Promise((done) => hook.close(done).closeAllConnections());
});

async function deliver(id: string, answer: number, event = 'pull_request'): Promise<void> {
  status = answer;
  await github.deliver(event, { zen: id }, { app, id });
}

/** Asks for what is missing; answers the ids that GitHub was asked for, in order. */
async function redelivered(now = Date.now()): Promise<string[]> {
  const before = github.state.deliveries.length;
  const auth = createAppAuth({ appId: app.id, privateKey: PRIVATE_KEY, apiUrl: github.apiUrl });
  const count = await redeliverFailed({
    github: createGitHub({ apiUrl: github.apiUrl, token: () => auth.jwt(), userAgent: 'test' }),
    standing: async (id) => (id === 'known' ? 'settled' : id.startsWith('failed here') ? 'failed' : null),
    now: () => now,
    signal: new AbortController().signal,
  });
  const again = github.state.deliveries.slice(before).map(({ guid }) => guid);
  expect(again.length).toBe(count);
  return again;
}

it('asks for what was lost, on all pages, oldest first, and for nothing else', async () => {
  await deliver('lost first', 500);
  await deliver('delivered', 202);
  await deliver('delivered later', 500);
  await deliver('delivered later', 202);
  await deliver('known', 500);
  await deliver('failed here for a reason that passes', 202);
  await deliver('not of interest', 500, 'star');
  for (let n = 0; n < 5; n += 1) await deliver('hopeless', 401);
  for (let n = 0; n < 100; n += 1) await deliver(`filler ${n}`, 202);
  await deliver('lost last', 503);
  expect(await redelivered()).toEqual(['lost first', 'failed here for a reason that passes', 'lost last']);
});

it('looks back no further than GitHub delivers again', async () => {
  await deliver('lost', 500);
  for (let n = 0; n < 100; n += 1) await deliver(`filler ${n}`, 202);
  expect(await redelivered(Date.now() + 4 * 24 * 60 * 60 * 1000)).toEqual([]);
});
