import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PinnedDownload } from '../../../app/action/package-list.ts';
import { archiveUrl, npmRegistry } from '../../../app/action/npm-registry.ts';
import { download } from '../../../app/action/pinned-download.ts';

const ARCHIVE = Buffer.from('an archive');
const SHA256 = createHash('sha256').update(ARCHIVE).digest('hex');

let server: Server;
let cache: string;
let requests: number;
let answer: { readonly status: number; readonly body: Buffer };

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'docket-cache-'));
  requests = 0;
  answer = { status: 200, body: ARCHIVE };
  server = createServer((_, response) => {
    requests += 1;
    response.writeHead(answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(cache, { recursive: true, force: true });
});

function pinned(): PinnedDownload {
  return { package: 'one', version: '1.0.0', platform: 'linux-arm64', tool: 'oxlint', sha256: SHA256 };
}

async function registry(): Promise<string> {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

const kept = () => join(cache, 'docket', `${SHA256}.tgz`);
const { signal } = new AbortController();

test('an archive is fetched once and kept', async () => {
  expect(Buffer.from(await download(pinned(), { cache, registry, signal }))).toEqual(ARCHIVE);
  expect(Buffer.from(await download(pinned(), { cache, registry, signal }))).toEqual(ARCHIVE);
  expect(requests).toBe(1);
  expect(readdirSync(join(cache, 'docket'))).toEqual([`${SHA256}.tgz`]);
});

test('a cache that somebody else wrote into is not believed', async () => {
  mkdirSync(join(cache, 'docket'));
  writeFileSync(kept(), 'something else');
  expect(Buffer.from(await download(pinned(), { cache, registry, signal }))).toEqual(ARCHIVE);
  expect(readFileSync(kept())).toEqual(ARCHIVE);
});

test('other bytes from the registry are refused and not kept', async () => {
  answer = { status: 200, body: Buffer.from('something else') };
  await expect(download(pinned(), { cache, registry, signal })).rejects.toThrow('is not the archive that was expected');
  expect(existsSync(kept())).toBe(false);
});

test('without a cache it is fetched each time', async () => {
  await download(pinned(), { cache: null, registry, signal });
  await download(pinned(), { cache: null, registry, signal });
  expect(requests).toBe(2);
});

test('a cache that cannot be written does no harm', async () => {
  writeFileSync(join(cache, 'docket'), 'a file where the folder should be');
  expect(Buffer.from(await download(pinned(), { cache, registry, signal }))).toEqual(ARCHIVE);
});

test('an error of the registry says what happened', async () => {
  answer = { status: 404, body: Buffer.alloc(0) };
  await expect(download(pinned(), { cache, registry, signal })).rejects.toThrow(/could not be fetched: status 404$/);
});

test('no network says what happened', async () => {
  const base = await registry();
  server.close();
  await expect(download(pinned(), { cache, registry: async () => base, signal })).rejects.toThrow(
    /could not be fetched: .*ECONNREFUSED/,
  );
});

test('the address of an archive is that of the registry, the package and its version', () => {
  const at = (registry: string, name: string) => archiveUrl(registry, { package: name, version: '1.2.3' });
  expect(at('https://r.example/', 'one')).toBe('https://r.example/one/-/one-1.2.3.tgz');
  expect(at('https://r.example/npm', '@a/b')).toBe('https://r.example/npm/@a/b/-/b-1.2.3.tgz');
});

test('npm on this machine says where packages come from', async () => {
  expect(await npmRegistry()).toMatch(/^https?:\/\//);
});
