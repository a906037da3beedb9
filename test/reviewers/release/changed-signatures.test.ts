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

const SCRIPT = {
  'package.json': '{"name": "lib", "version": "1.4.0", "main": "./dist/index.js"}\n',
  'src/index.ts': "export { fetchAll, Pool } from './mod.ts';\n",
};

async function toldOf(
  path: string,
  around: Readonly<Record<string, string>>,
  old: string,
  now: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { reports } = await runChecks(
    release,
    { old: { ...around, [path]: old }, new: { ...around, ...more, [path]: now } },
    { only: ['changed-signatures'] },
  );
  return reports.map(({ title }) => title.replace(/^Public | without a breaking release$/g, ''));
}

const SCRIPTS: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  [
    'export function fetchAll(a: string): void {}',
    'export function fetchAll(a: string, b: number): void {}',
    ['`fetchAll` asks for `b`'],
  ],
  ['export function fetchAll(a: string): void {}', 'export function fetchAll(a: string, b?: number): void {}', []],
  ['export function helper(a: string): void {}', 'export function helper(a: string, b: number): void {}', []],
  [
    'export const fetchAll = (a: string): string => a;',
    'export const fetchAll = async (a: string): Promise<string> => a;',
    ['`fetchAll` has to be awaited'],
  ],
  ['export class Pool {\n  get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', ['`Pool.get` is gone']],
  ['export class Pool {\n  private get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', []],
  ['export class Pool {\n  /** @internal */\n  get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', []],
];

test.each(SCRIPTS)('TypeScript: %s => %s', async (old, now, expected) => {
  expect(await toldOf('src/mod.ts', SCRIPT, `${old}\n`, `${now}\n`)).toEqual(expected);
});

test('all that breaks is one finding, each with its place', async () => {
  const sides = (more: string): Record<string, string> => ({
    ...SCRIPT,
    'src/index.ts': "export * from './a.ts';\nexport * from './b.ts';\n",
    'src/a.ts': `export function a(${more}): void {}\n\nexport function b(${more}): void {}\n`,
    'src/b.ts': `export function c(${more}): void {}\n`,
  });
  const { reports } = await runChecks(
    release,
    { old: sides(''), new: sides('more: string') },
    { only: ['changed-signatures'] },
  );
  expect(reports.map(({ title }) => title)).toEqual([
    'Public `a` asks for `more` and at 2 more lines without a breaking release',
  ]);
  expect(reports[0]?.explanation).toContain('`b` asks for `more` (line 3); `c` asks for `more` (src/b.ts:1)');
});
