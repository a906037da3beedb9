import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProxyServer, startProxy } from '../../support/proxy-server.ts';
import { runs } from '../../support/soak.ts';

const PROBE = fileURLToPath(new URL('./network-probe.ts', import.meta.url));
const run = promisify(execFile);
const MESSAGE = {
  type: 'message',
  model: 'm',
  content: [{ type: 'text', text: '{"findings":[]}' }],
  stop_reason: 'end_turn',
};
const CHAT = { choices: [{ index: 0, message: { content: '{"findings":[]}' }, finish_reason: 'stop' }] };

const seen: string[] = [];
function answer(incoming: IncomingMessage, response: ServerResponse): void {
  const url = incoming.url ?? '';
  seen.push(url);
  incoming.resume();
  if (url.includes('HEAD.json')) {
    response.writeHead(404, { 'content-type': 'application/xml' });
    return void response.end('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(url.includes('/messages') ? MESSAGE : CHAT));
}

let folder: string;
let proxy: ProxyServer;
let plainPort: number;
const plain = createPlain(answer);
let secure: ReturnType<typeof createServer>;
const bundle = (): string => join(folder, 'authority.pem');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-network-'));
  const names = 'subjectAltName=DNS:models.invalid,DNS:github.invalid,DNS:store.invalid,DNS:packages.invalid';
  const key = join(folder, 'key.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      bundle(),
      '-subj',
      '/CN=models.invalid',
      '-addext',
      names,
    ],
    { stdio: 'ignore' },
  );
  mkdirSync(join(folder, 'authorities'));
  writeFileSync(join(folder, 'authorities', 'ours.crt'), `Our own authority\n${readFileSync(bundle(), 'utf8')}`);
  secure = createServer({ key: readFileSync(key), cert: readFileSync(bundle()) }, answer);
  await Promise.all(
    [plain, secure].map((server) => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))),
  );
  const securePort = (secure.address() as AddressInfo).port;
  plainPort = (plain.address() as AddressInfo).port;
  proxy = await startProxy({
    'models.invalid': securePort,
    'github.invalid': securePort,
    'store.invalid': securePort,
    'packages.invalid': securePort,
    'plain.invalid': plainPort,
  });
});
afterAll(async () => {
  await proxy.close();
  plain.close();
  secure.close();
  rmSync(folder, { recursive: true, force: true });
});

/** For a client that is to reach its server, however busy the machine is. */
const PATIENT_MS = 600_000;
/** For one that reaches nothing and would try again for minutes. */
const GIVES_UP_MS = 5000;

async function probe(
  client: string,
  url: string,
  environment: Readonly<Record<string, string>>,
  patienceMs = PATIENT_MS,
) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    ...environment,
  };
  const { stdout } = await run(process.execPath, [PROBE, client, url, String(patienceMs)], { env });
  return JSON.parse(stdout) as { readonly result: unknown; readonly notices: readonly string[] };
}

const CLIENTS: readonly (readonly [client: string, url: string, result: unknown])[] = [
  ['github', 'https://github.invalid', 200],
  ['anthropic', 'https://models.invalid', 'end'],
  ['openai', 'https://models.invalid/v1', 'end'],
  ['store', 'https://store.invalid', 'empty'],
  ['packages', 'https://packages.invalid', expect.stringContaining('is not the archive that was expected')],
  ['fetch', 'https://packages.invalid', 200],
];

describe('a name that only the proxy knows, behind an authority of our own', () => {
  it.each(CLIENTS)('is reached by %s', async (client, url, result) => {
    const before = proxy.asked.length;
    const told = await probe(client, url, { HTTPS_PROXY: proxy.url, GIT_SSL_CAINFO: bundle() });

    expect(told).toEqual({ result, notices: [] });
    expect(proxy.asked.slice(before)).toContain(`CONNECT ${new URL(url).hostname}:443`);
  });

  it.each(CLIENTS.slice(0, runs(2, CLIENTS.length)))('is not reached by %s without one', async (client, url) => {
    const { result } = await probe(client, url, { GIT_SSL_CAINFO: bundle() }, GIVES_UP_MS);

    expect(result).toMatch(/^failed: /);
  });

  const told: readonly (readonly [string, () => Record<string, string>])[] = [
    ['https_proxy', () => ({ https_proxy: proxy.url })],
    ['ALL_PROXY', () => ({ ALL_PROXY: proxy.url })],
    ['all_proxy', () => ({ all_proxy: proxy.url })],
    ['a proxy without a protocol', () => ({ HTTPS_PROXY: proxy.url.replace('http://', '') })],
  ];
  it.each(told.slice(0, runs(2, told.length)))('is told by %s', async (_name, variables) => {
    const told = await probe('anthropic', 'https://models.invalid', { ...variables(), GIT_SSL_CAINFO: bundle() });

    expect(told.result).toBe('end');
  });

  const trusted: readonly (readonly [string, () => string])[] = [
    ['SSL_CERT_FILE', () => bundle()],
    ['AWS_CA_BUNDLE', () => bundle()],
    ['NODE_EXTRA_CA_CERTS', () => bundle()],
    ['SSL_CERT_DIR', () => join(folder, 'authorities')],
    ['GIT_SSL_CAPATH', () => join(folder, 'authorities')],
  ];
  it.each(trusted.slice(0, runs(4, trusted.length)))('is trusted by %s', async (variable, path) => {
    const told = await probe('anthropic', 'https://models.invalid', { HTTPS_PROXY: proxy.url, [variable]: path() });

    expect(told.result).toBe('end');
  });

  it('is not trusted without any of them', async () => {
    const told = await probe('anthropic', 'https://models.invalid', { HTTPS_PROXY: proxy.url });

    expect(told.result).toMatch(/self.signed|certificate/i);
  });
});

describe('what does not go by the proxy', () => {
  it.each([
    ['NO_PROXY', 'https://models.invalid', { NO_PROXY: 'models.invalid' }],
    ['no_proxy of a domain', 'https://models.invalid', { no_proxy: '.invalid' }],
    ['NO_PROXY of everything', 'https://models.invalid', { NO_PROXY: '*' }],
  ])('%s', async (_name, url, variables) => {
    const before = proxy.asked.length;
    const environment = { HTTPS_PROXY: proxy.url, GIT_SSL_CAINFO: bundle(), ...variables };
    const told = await probe('anthropic', url, environment, GIVES_UP_MS);

    expect(told.result).toMatch(/^failed: /);
    expect(proxy.asked.length).toBe(before);
  });

  it.each(['127.0.0.1', 'localhost', '127.0.0.2', '127.0.1.1'].slice(0, runs(2, 4)))(
    'this machine, as %s',
    async (host) => {
      const before = proxy.asked.length;
      // Whether anything listens there is another question: the proxy is not asked.
      await probe('openai', `http://${host}:${plainPort}/v1`, { HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url });

      expect(proxy.asked.length).toBe(before);
    },
  );

  it('is nothing but this machine: plain http elsewhere goes by it', async () => {
    const before = proxy.asked.length;
    const { result } = await probe('openai', 'http://plain.invalid/v1', { HTTP_PROXY: proxy.url });

    expect(result).toBe('end');
    expect(proxy.asked.length).toBeGreaterThan(before);
  });
});

it.each([
  ['HTTPS_PROXY', { HTTPS_PROXY: 'socks5://user:secret@127.0.0.1:9' }],
  ['ALL_PROXY', { ALL_PROXY: 'socks5h://user:secret@127.0.0.1:9' }],
  ['GIT_SSL_CAINFO', { GIT_SSL_CAINFO: '/does/not/exist.pem' }],
])('what cannot be done about %s is said, without its password', async (_name, variables) => {
  const { notices } = await probe('none', '', variables);

  expect(notices.length).toBeGreaterThan(0);
  expect(notices.join()).not.toContain('secret');
});
