import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../../app/webhook/http-server.ts';
import { createIntake } from '../../../app/webhook/intake.ts';
import { createLog } from '../../../app/webhook/log.ts';
import { createReceiver } from '../../../app/webhook/probot-app.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { example, pullRequestPayload } from './payloads.ts';
import { headersOf, SECRET, sign } from './sign.ts';

const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;

let folder: string;
let queue: LaneQueue;
let server: Server;
let url: string;
let lines: string[];
let counted: string[];
let gone: unknown[];
let unready: string | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-http-'));
  const limits = { perInstallation: 1, perRepository: 1 };
  ({ queue } = openSqliteQueue(join(folder, 'deliveries.db'), { now: Date.now, limits }));
  [lines, counted, gone, unready] = [[], [], [], null];
  const announce = queue.announceGone.bind(queue);
  queue.announceGone = async (what) => {
    gone.push(what);
    await announce(what);
  };
  const log = createLog({ level: 'debug', scrubber: createScrubber([SECRET, KEY]), write: (line) => lines.push(line) });
  const accept = createIntake({
    queue,
    accounts: ['codertocat', 'octo-org'],
    mostWaiting: 3,
    log,
    onCounted: ({ event }, result) => counted.push(`${event} ${result}`),
    now: Date.now,
  });
  server = createHttpServer({
    path: '/hook',
    appId: 77,
    webhookSecret: SECRET,
    receive: await createReceiver({
      appId: 77,
      privateKey: KEY,
      webhookSecret: SECRET,
      apiUrl: 'http://127.0.0.1:9',
      log,
      accept,
    }),
    unreadyReason: async () => unready,
    metrics: async () => ({ type: 'text/plain', text: 'docket_up 1\n' }),
    report: async (repository) => (repository === 7 ? '<!doctype html>' : null),
    onRejected: () => counted.push('rejected'),
    log,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((done) => server.close(done).closeAllConnections());
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (body: string, headers = headersOf(body), path = '/hook') =>
  fetch(`${url}${path}`, { method: 'POST', body, headers });
const logged = () => lines.map((line) => JSON.parse(line) as { level: string; msg: string; delivery?: string | null });

describe('a delivery of GitHub', () => {
  it('is on disk before it is answered', async () => {
    const body = pullRequestPayload();
    const answer = await post(body);
    expect(answer.status).toBe(202);
    expect(await queue.find('d1')).toMatchObject({
      state: 'queued',
      lane: 'Codertocat/Hello-World#1',
      head: 'b'.repeat(40),
      version: Date.parse('2026-01-01T00:00:00Z'),
      installation: 5,
      fresh: false,
    });
    expect(await queue.payloadOf('d1')).toBe(JSON.stringify(JSON.parse(body)));
    expect(counted).toEqual(['pull_request queued']);
  });

  it('counts once', async () => {
    const body = pullRequestPayload();
    await post(body);
    expect((await post(body)).status).toBe(202);
    expect((await post(body, headersOf(body, { 'x-github-delivery': 'd2' }))).status).toBe(202);
    expect(counted).toEqual(['pull_request queued', 'pull_request duplicate', 'pull_request replayed']);
    expect(await queue.depth()).toBe(1);
  });

  it('with an event that means nothing is noted and not worked on', async () => {
    const body = JSON.stringify({ ...example('star', 'created'), installation: { id: 5 } });
    expect((await post(body, headersOf(body, { 'x-github-event': 'star' }))).status).toBe(202);
    expect(await queue.find('d1')).toMatchObject({ state: 'ignored' });
    expect(await queue.payloadOf('d1')).toBeNull();
  });

  it.each(['ping', 'an_event_of_tomorrow'])('of the kind %s is welcome', async (event) => {
    const body = JSON.stringify({ zen: 'Keep it logically awesome.', installation: { id: 5 } });
    expect((await post(body, headersOf(body, { 'x-github-event': event }))).status).toBe(202);
    expect(await queue.depth()).toBe(0);
  });
});

describe('what is refused and logged', () => {
  const body = pullRequestPayload();
  const other = pullRequestPayload({ head: 'c'.repeat(40) });
  it.each<readonly [string, string, Readonly<Record<string, string>>, number, string]>([
    ['a forged signature', body, { 'x-hub-signature-256': sign(body, 'guessed') }, 401, 'the signature does not fit'],
    ['the signature of another body', body, { 'x-hub-signature-256': sign(other) }, 401, 'the signature does not fit'],
    [
      'the signature under the secret of last year',
      body,
      { 'x-hub-signature-256': sign(body, `${SECRET} 2025`) },
      401,
      'the signature',
    ],
    ['a signature of the old kind', body, { 'x-hub-signature-256': 'sha1=aa' }, 401, 'the signature does not fit'],
    ['a signature that is none', body, { 'x-hub-signature-256': '=' }, 401, 'the signature does not fit'],
    ['no signature', body, { 'x-hub-signature-256': '' }, 401, 'it is not signed'],
    ['a changed body', `${body} `, { 'x-hub-signature-256': sign(body) }, 401, 'the signature does not fit'],
    [
      'the hook of a repository',
      body,
      { 'x-github-hook-installation-target-type': 'repository' },
      403,
      'not for an App',
    ],
    ['the hook of another App', body, { 'x-github-hook-installation-target-id': '78' }, 403, 'for another App'],
    ['no id', body, { 'x-github-delivery': '' }, 400, 'no id or no event'],
    ['an id that is not one', body, { 'x-github-delivery': 'd1","level":"fatal' }, 400, 'no id or no event'],
    ['no JSON', 'hello', {}, 401, 'the signature does not fit'],
    [
      'another payload than the event says',
      '{"action":"opened","installation":{"id":5}}',
      {},
      400,
      'not what GitHub sends',
    ],
  ])('%s', async (_, text, headers, status, reason) => {
    const signed = headersOf(text, headers);
    expect((await post(text, signed)).status).toBe(status);
    expect(await queue.depth()).toBe(0);
    expect(await queue.find('d1')).toBeNull();
    expect(counted.some((count) => count.includes('rejected'))).toBe(true);
    expect(
      logged()
        .filter(({ level }) => level === 'warn')
        .map(({ msg }) => msg)
        .join(),
    ).toContain(reason);
    expect(lines.join('')).not.toContain('Hello-World');
  });

  it.each<readonly [string, string, string]>([
    ['no installation', pullRequestPayload({ installation: null }), 'it names no installation'],
    [
      'an account that is not served',
      pullRequestPayload().replaceAll('"Codertocat"', '"stranger"'),
      'the account stranger',
    ],
  ])('%s', async (_, text, reason) => {
    expect((await post(text)).status).toBe(202);
    expect(await queue.find('d1')).toMatchObject({ state: 'refused' });
    expect(logged().find(({ level }) => level === 'warn')?.msg).toContain(reason);
    expect(counted).toEqual(['pull_request refused']);
  });

  it('more than fits into the queue: GitHub keeps it for later', async () => {
    const statuses: number[] = [];
    for (let n = 1; n <= 4; n += 1) {
      const text = pullRequestPayload({ number: n });
      statuses.push((await post(text, headersOf(text, { 'x-github-delivery': `d${n}` }))).status);
    }
    expect(statuses).toEqual([202, 202, 202, 503]);
    expect(await queue.find('d4')).toBeNull();
  });

  it('a body that never ends', async () => {
    const status = await new Promise<number | undefined | 'cut'>((done) => {
      const sent = request(`${url}/hook`, { method: 'POST', headers: headersOf('') }, (answer) =>
        done(answer.statusCode),
      );
      // Whoever is still writing may see the end of the connection before the answer.
      sent.on('error', () => done('cut'));
      const chunk = Buffer.alloc(1024 * 1024);
      const write = () => sent.write(chunk, (error) => error ?? write());
      write();
    });
    expect([413, 'cut']).toContain(status);
  });
});

describe('an installation', () => {
  const deliver = async (event: string, action: string, payload: object) => {
    const body = JSON.stringify({ ...example(event, action), ...payload, action });
    return post(body, headersOf(body, { 'x-github-event': event, 'x-github-delivery': `${event}-${action}` }));
  };

  it('that is removed takes what waits for it with it', async () => {
    await post(pullRequestPayload({ installation: 5 }));
    const answer = await deliver('installation', 'deleted', { installation: { id: 5 }, repositories: [{ id: 11 }] });
    expect(answer.status).toBe(202);
    expect(await queue.find('d1')).toMatchObject({ state: 'refused', note: 'the installation was removed' });
    expect(gone).toEqual([{ installation: 5, repositories: [11], why: 'the installation was removed' }]);
  });

  it('that loses a repository lets go of its copy', async () => {
    await deliver('installation_repositories', 'removed', {
      installation: { id: 5 },
      repositories_removed: [{ id: 12 }],
    });
    expect(gone).toEqual([
      { installation: null, repositories: [12], why: 'repositories were removed from the installation' },
    ]);
  });

  it('that is new is noted', async () => {
    expect((await deliver('installation', 'created', { installation: { id: 5 } })).status).toBe(202);
    expect(gone).toEqual([]);
  });
});

describe('the other pages', () => {
  it.each([
    ['/healthz', 200, 'ok\n'],
    ['/readyz', 200, 'ready\n'],
    ['/metrics', 200, 'docket_up 1\n'],
    ['/reports/7', 200, '<!doctype html>'],
    ['/reports/8', 404, 'not found\n'],
    ['/reports/7/..', 404, 'not found\n'],
    ['/', 404, 'not found\n'],
    ['/hook', 405, 'only POST\n'],
  ])('%s', async (path, status, text) => {
    const answer = await fetch(`${url}${path}`);
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  it('say why the server is not ready', async () => {
    unready = 'GitHub has not confirmed yet who we are';
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, `${unready}\n`]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
