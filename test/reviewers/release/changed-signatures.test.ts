import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import { runChecks } from '../check-table.ts';

const around = (version: string): Record<string, string> => ({
  'pyproject.toml': `[project]\nname = "lib"\nversion = "${version}"\n`,
  'lib/__init__.py': 'from .mod import fetch, Pool\n',
});

async function told(old: string, now: string, version = '1.4.0'): Promise<string[]> {
  const { reports } = await runChecks(
    release,
    { old: { ...around('1.4.0'), 'lib/mod.py': old }, new: { ...around(version), 'lib/mod.py': now } },
    { only: ['changed-signatures'] },
  );
  return reports.map(({ title }) => title.replace(/^Public | without a breaking release$/g, ''));
}

const ROWS: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  ['def fetch(url): ...', 'def fetch(url, retries): ...', ['`fetch` asks for `retries`']],
  ['def fetch(url): ...', 'def fetch(url, retries=0): ...', []],
  [
    'def fetch(url, timeout=0): ...',
    'def fetch(url, retries=0, timeout=0): ...',
    ['`fetch` takes `retries` before `timeout`'],
  ],
  [
    'def fetch(url, timeout=0): ...',
    'def fetch(url, timeout): ...',
    ['`fetch` asks for `timeout`, which could be left out'],
  ],
  ['def fetch(url, timeout=0): ...', 'def fetch(url, *, timeout=0): ...', ['`fetch` takes `timeout` only by name']],
  ['def fetch(url, *, timeout=0): ...', 'def fetch(url, timeout=0): ...', []],
  ['def fetch(url): ...', 'def fetch(*urls, **more): ...', []],
  ['def fetch(url): ...', 'async def fetch(url): ...', ['`fetch` has to be awaited']],
  ['def fetch(url): ...', 'class fetch: ...', []],
  ['def _fetch(url): ...', 'def _fetch(url, more): ...', []],
  ['def helper(url): ...', 'def helper(url, more): ...', []],
  ['class Pool(Base, Other): ...', 'class Pool(Base): ...', ['`Pool` is no longer a `Other`']],
  [
    'class Pool:\n    def get(self, key, default=None): ...',
    'class Pool:\n    def get(self, key): ...',
    ['`Pool.get` no longer takes `default`'],
  ],
];

test.each(ROWS)('%s => %s', async (old, now, expected) => {
  expect(await told(`${old}\n`, `${now}\n`)).toEqual(expected);
});

test('what a major version brings is not told', async () => {
  expect(await told('def fetch(url): ...\n', 'def fetch(url, retries): ...\n', '2.0.0')).toEqual([]);
});
