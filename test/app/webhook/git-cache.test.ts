import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GitCache, openGitCache } from '../../../app/webhook/git-cache.ts';
import { createLog } from '../../../app/webhook/log.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';

let folder: string;
let now: number;
const log = createLog({ level: 'silent', scrubber: createScrubber([]), write: () => {} });
const open = (mostBytes = 1000) => openGitCache({ folder, mostBytes, log, now: () => now });
const there = () => readdirSync(folder).toSorted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-cache-'));
  now = 1_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fill(repository: number, bytes: number): void {
  const path = join(folder, `${repository}.git`, 'objects', 'pack');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'pack'), Buffer.alloc(bytes));
}

async function use(cache: GitCache, repository: number, bytes: number): Promise<void> {
  now += 1000;
  expect(await cache.take(repository)).toBe(join(folder, `${repository}.git`));
  fill(repository, bytes);
  await cache.release(repository);
}

it('lets go of what was used longest ago', async () => {
  const cache = await open();
  await use(cache, 1, 400);
  await use(cache, 2, 400);
  await use(cache, 1, 400);
  await use(cache, 3, 400);
  expect(there()).toEqual(['1.git', '3.git']);
  expect(cache.bytes()).toBe(800);
});

it('never lets go of what is in use, not even for the sake of the limit', async () => {
  const cache = await open(100);
  await cache.take(1);
  await cache.take(1);
  fill(1, 400);
  await cache.release(1);
  await use(cache, 2, 50);
  expect(there()).toContain('1.git');
  await cache.release(1);
  expect(there()).not.toContain('1.git');
});

it('lets go of something newer before what is in use', async () => {
  const cache = await open();
  await use(cache, 1, 400);
  await cache.take(1);
  await use(cache, 2, 400);
  await use(cache, 3, 400);
  expect(there()).toEqual(['1.git', '3.git']);
});

it('drops what is no longer ours, when nobody uses it', async () => {
  const cache = await open();
  await use(cache, 1, 100);
  await cache.take(2);
  fill(2, 100);
  await cache.drop(1);
  await cache.drop(2);
  await cache.drop(3);
  expect(there()).toEqual(['2.git']);
  await cache.release(2);
  expect(there()).toEqual([]);
  expect(cache.bytes()).toBe(0);
});

it('knows after a restart what is there, how large it is and when it was used', async () => {
  await use(await open(), 1, 400);
  await use(await open(), 2, 400);
  utimesSync(join(folder, '2.git'), 1, 1);
  mkdirSync(join(folder, 'trash-5-0', 'objects'), { recursive: true });
  const cache = await open(500);
  expect(there()).toEqual(['1.git']);
  expect(cache.bytes()).toBe(400);
});

it('bears that nothing was fetched', async () => {
  const cache = await open();
  await cache.take(1);
  await cache.release(1);
  expect(existsSync(join(folder, '1.git'))).toBe(false);
  expect(cache.bytes()).toBe(0);
});
