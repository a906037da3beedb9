import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PinnedDownload } from '../../../app/action/package-list.ts';
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
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}/one.tgz`;
  return { package: 'one', version: '1.0.0', platform: 'linux-arm64', tool: 'oxlint', url, sha256: SHA256 };
}

const kept = () => join(cache, 'docket', `${SHA256}.tgz`);
const { signal } = new AbortController();

test('an archive is fetched once and kept', async () => {
  expect(Buffer.from(await download(pinned(), { cache, signal }))).toEqual(ARCHIVE);
  expect(Buffer.from(await download(pinned(), { cache, signal }))).toEqual(ARCHIVE);
  expect(requests).toBe(1);
  expect(readdirSync(join(cache, 'docket'))).toEqual([`${SHA256}.tgz`]);
});

test('a cache that somebody else wrote into is not believed', async () => {
  mkdirSync(join(cache, 'docket'));
  writeFileSync(kept(), 'something else');
  expect(Buffer.from(await download(pinned(), { cache, signal }))).toEqual(ARCHIVE);
  expect(readFileSync(kept())).toEqual(ARCHIVE);
});

test('other bytes from the registry are refused and not kept', async () => {
  answer = { status: 200, body: Buffer.from('something else') };
  await expect(download(pinned(), { cache, signal })).rejects.toThrow('is not the archive that was expected');
  expect(existsSync(kept())).toBe(false);
});

test('without a cache it is fetched each time', async () => {
  await download(pinned(), { cache: null, signal });
  await download(pinned(), { cache: null, signal });
  expect(requests).toBe(2);
});

test('a cache that cannot be written does no harm', async () => {
  writeFileSync(join(cache, 'docket'), 'a file where the folder should be');
  expect(Buffer.from(await download(pinned(), { cache, signal }))).toEqual(ARCHIVE);
});

test('an error of the registry says what happened', async () => {
  answer = { status: 404, body: Buffer.alloc(0) };
  await expect(download(pinned(), { cache, signal })).rejects.toThrow(/could not be fetched: status 404$/);
});

test('no network says what happened', async () => {
  const gone = pinned();
  server.close();
  await expect(download(gone, { cache, signal })).rejects.toThrow(/could not be fetched: .*ECONNREFUSED/);
});
