import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { PackageList } from '../../../app/action/package-list.ts';
import { DOWNLOADS } from '../../../scripts/action/downloads.ts';

const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const lock = Lock.parse(JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')));

test('what is fetched for other machines has the versions of what is bundled', () => {
  for (const { package: name, version } of DOWNLOADS) {
    expect([name, version]).toEqual([name, lock.packages[`node_modules/${name}`]?.version]);
  }
});

test('every machine but the usual one has a download of each native tool', () => {
  const pairs = DOWNLOADS.map(({ platform, tool }) => `${platform} ${tool}`);
  expect(pairs.toSorted()).toEqual([
    'darwin-arm64 ast-grep',
    'darwin-arm64 oxlint',
    'linux-arm64 ast-grep',
    'linux-arm64 oxlint',
  ]);
});

test.each(['../x', '/etc/x', 'a/../b', 'a/./b', 'a\\b'])('a list with the path %s is refused', (path) => {
  const file = { path, sha256: '0'.repeat(64), platform: null };
  expect(PackageList.safeParse({ files: [file], downloads: [] }).success).toBe(false);
  expect(PackageList.safeParse({ files: [{ ...file, path: '@a/b/c.js' }], downloads: [] }).success).toBe(true);
});
