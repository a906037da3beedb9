import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../../../app/webhook/log.ts';
import { environmentOfApp } from '../../../../app/webhook/registration/first-start.ts';
import { MANIFEST } from '../../../../app/webhook/registration/manifest.ts';
import { createScrubber } from '../../../../app/webhook/scrub.ts';
import { MANIFEST as SHIPPED } from '../manifest.ts';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const OF_KEY = PEM.split('\n')[2] ?? '';
const HOOK = 'a-secret-of-the-webhook';

let folder: string;
let api: ReturnType<typeof createServer>;
let asked: string[];
let lines: Record<string, unknown>[];
let raw: Record<string, string>;
/** What GitHub says instead. */
let said: Record<string, unknown>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-register-'));
  [asked, lines, said] = [[], [], {}];
  api = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const app = { id: 7, html_url: 'https://github.com/apps/docket-acme', pem: PEM, webhook_secret: HOOK, ...said };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(app));
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  raw = {
    DOCKET_PUBLIC_URL: 'https://docket.example.com/api/github/webhooks',
    DOCKET_PORT: '0',
    DOCKET_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    DOCKET_DATA: join(folder, 'data'),
  };
});
afterEach(async () => {
  await new Promise((done) => api.close(done));
  rmSync(folder, { recursive: true, force: true });
});

const log = () =>
  createLog({ level: 'info', scrubber: createScrubber([]), write: (line) => void lines.push(JSON.parse(line)) });

/** Begins a registration; resolves when its page answers. */
async function begun() {
  const stop = new AbortController();
  const environment = environmentOfApp(raw, { log: log(), signal: stop.signal });
  environment.catch(() => undefined);
  for (;;) {
    const line = lines.find(({ token }) => typeof token === 'string');
    if (line !== undefined) return { environment, stop, url: String(line['url']), token: String(line['token']) };
    await new Promise((done) => setImmediate(done));
  }
}

const post = (url: string, form: Readonly<Record<string, string>>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form) });

it('whoever has the token of the log registers the App, and no page shows what GitHub hands out', async () => {
  const { environment, url, token } = await begun();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  const first = await fetch(url);
  const pages = [await first.text()];
  expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
  const next = await post(url, { token, organization: 'acme' });
  pages.push(await next.text());
  const action = /action="([^"]*settings[^"]*)"/.exec(pages[1] ?? '')?.[1] ?? '';
  expect(action).toContain('/organizations/acme/settings/apps/new?state=');
  expect(pages[1]).toContain('https://docket.example.com/api/github/webhooks');

  const state = new URL(action).searchParams.get('state') ?? '';
  expect((await fetch(`${url}registered?code=c0de&state=of-somebody`)).status).toBe(403);
  expect(asked).toEqual([]);
  pages.push(await (await fetch(`${url}registered?code=c0de&state=${state}`)).text());
  const made = (await environment) ?? {};

  expect(asked).toEqual(['POST /app-manifests/c0de/conversions']);
  expect(made).toMatchObject({ ...raw, DOCKET_APP_ID: '7' });
  const key = made['DOCKET_PRIVATE_KEY_FILE'] ?? '';
  expect([readFileSync(key, 'utf8'), statSync(key).mode & 0o777]).toEqual([PEM, 0o600]);
  expect(readFileSync(made['DOCKET_WEBHOOK_SECRET_FILE'] ?? '', 'utf8')).toBe(HOOK);
  for (const shown of [...pages, JSON.stringify(lines)]) {
    expect(shown).not.toContain(OF_KEY);
    expect(shown).not.toContain(HOOK);
  }
  expect(pages.join('')).not.toContain(token);
  await expect(fetch(url)).rejects.toThrow('fetch failed');

  // Credentials exist: there is no page any more.
  const again = await environmentOfApp(raw, { log: log(), signal: new AbortController().signal });
  expect(again).toEqual(made);
});

it('without the token nothing is told, and after ten tries not even with it', async () => {
  const { environment, stop, url, token } = await begun();
  const wrong = await post(url, { token: 'guess' });
  expect([wrong.status, await wrong.text()]).toEqual([403, 'this is not the token in the log of the server\n']);
  const bad = await post(url, { token, organization: 'a"><script>' });
  expect(bad.status).toBe(400);
  for (let tries = 1; tries < 10; tries += 1) await (await post(url, { token: `${tries}` })).text();
  expect((await post(url, { token })).status).toBe(429);
  stop.abort(new Error('stopped'));
  expect(await environment).toBeNull();
});

/** The address to which GitHub sends the operator's browser back. */
async function backOf({ url, token }: { readonly url: string; readonly token: string }): Promise<string> {
  const page = await (await post(url, { token })).text();
  return `${url}registered?code=c0de&state=${/state=([0-9a-f]+)/.exec(page)?.[1] ?? ''}`;
}

it.each([
  { pem: '-----BEGIN RSA PRIVATE KEY-----\nnone\n' },
  { id: -1 },
  { html_url: 'javascript:alert(1)' },
  { webhook_secret: 'short' },
  { webhook_secret: 'two lines of it\nDOCKET=1' },
])('an answer that cannot be one of GitHub is not kept, and the page stays: %j', async (answer) => {
  said = answer;
  const registration = await begun();
  const back = await backOf(registration);
  expect((await fetch(back)).status).toBe(502);
  expect(existsSync(join(folder, 'data/credentials'))).toBe(false);
  said = {};
  expect((await fetch(back)).status).toBe(200);
  await registration.environment;
});

it('what a process left that died while it kept them is in the way of nobody', async () => {
  mkdirSync(join(folder, `data/credentials.${process.pid}`), { recursive: true });
  const registration = await begun();
  expect((await fetch(await backOf(registration))).status).toBe(200);
  expect(await registration.environment).toMatchObject({ DOCKET_APP_ID: '7' });
});

it('where a key could not be kept, none is asked for', async () => {
  writeFileSync(join(folder, 'file'), '');
  const tools = { log: log(), signal: new AbortController().signal };
  await expect(environmentOfApp({ ...raw, DOCKET_DATA: join(folder, 'file/data') }, tools)).rejects.toThrow(
    'could not be kept',
  );
});

it('answers under no other name, and to no page of somebody else', async () => {
  const { environment, stop, url, token } = await begun();
  const statusOf = (headers: Record<string, string>) =>
    new Promise<number | undefined>((done, fail) => {
      get(url, { headers }, (response) => done(response.resume().statusCode)).on('error', fail);
    });
  const { host, port } = new URL(url);
  const statuses = [];
  for (const headers of [
    { host },
    { host: `localhost:${port}` },
    { host, origin: 'null' },
    { host: `evil.example:${port}` },
    { host: `127.0.0.1.evil.example:${port}` },
    { host, origin: 'http://evil.example' },
  ])
    statuses.push(await statusOf(headers));
  expect(statuses).toEqual([200, 200, 200, 403, 403, 403]);
  expect(
    (await fetch(url, { method: 'POST', headers: { origin: 'https://evil.example' }, body: `token=${token}` })).status,
  ).toBe(403);
  stop.abort(new Error('stopped'));
  expect(await environment).toBeNull();
});

it('credentials that the operator gives are used, and without an address there is no page', async () => {
  const tools = { log: log(), signal: new AbortController().signal };
  const own = { ...raw, DOCKET_APP_ID: '9' };
  expect(await environmentOfApp(own, tools)).toBe(own);
  const silent = { ...raw, DOCKET_PUBLIC_URL: '' };
  expect(await environmentOfApp(silent, tools)).toBe(silent);
  await expect(environmentOfApp({ ...raw, DOCKET_PUBLIC_URL: 'http://plain' }, tools)).rejects.toThrow(
    'DOCKET_PUBLIC_URL',
  );
});

it('asks for what the shipped manifest asks for', () => {
  const { default_permissions, default_events } = MANIFEST;
  expect({ default_permissions, default_events }).toEqual({
    default_permissions: SHIPPED.default_permissions,
    default_events: SHIPPED.default_events,
  });
});
