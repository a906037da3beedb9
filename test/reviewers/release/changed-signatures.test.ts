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

const GO = { 'go.mod': 'module example.com/lib\n', 'lib.go': 'package lib\n', 'CHANGELOG.md': '' };
const JAVA = { 'pom.xml': '<project><distributionManagement>a</distributionManagement></project>\n', 'CHANGELOG.md': '' };
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

const GOES: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  ['func Fetch(a int) {}', 'func Fetch(a int, b string) {}', ['`Fetch` asks for `b`']],
  ['func Fetch(a, b int) {}', 'func Fetch(a int) {}', ['`Fetch` no longer takes `b`']],
  ['func Fetch(a int) {}', 'func Fetch(a int, more ...string) {}', []],
  ['func Fetch() int { return 1 }', 'func Fetch() (int, error) { return 1, nil }', ['`Fetch` gives 2 values instead of 1']],
  ['func Fetch() {}', '', ['`Fetch` is gone']],
  ['// Deprecated: use Get.\nfunc Fetch() {}', '', []],
  ['func fetch(a int) {}', 'func fetch(a int, b string) {}', []],
  ['type Pool struct {\n\tSize int\n}', 'type Pool struct {\n\tLimit int\n}', ['`Pool.Size` is gone']],
  ['type Pool struct {\n\tSize int\n\tBase\n}', 'type Pool struct {\n\tBase\n}', []],
  ['type pool struct {\n\tSize int\n}', 'type pool struct {\n\tLimit int\n}', []],
];

test.each(GOES)('Go: %s => %s', async (old, now, expected) => {
  expect(await toldOf('mod.go', GO, `package lib\n\n${old}\n`, `package lib\n\n${now}\n`)).toEqual(expected);
});

test('Go: what moves within its package, and what a program has, is not told', async () => {
  const [old, now] = ['package lib\n\nfunc Fetch() {}\n', 'package lib\n\nvar a = 1\n'];
  expect(await toldOf('mod.go', GO, old, now, { 'other.go': old })).toEqual([]);
  expect(await toldOf('mod.go', { ...GO, 'lib.go': 'package main\n' }, old, now)).toEqual([]);
  expect(await toldOf('internal/mod.go', GO, old, now)).toEqual([]);
});

const inClass = (members: string, head = 'public class Pool'): string =>
  `package a;\n\n${head} {\n    ${members}\n}\n`;
const JAVAS: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  [inClass('public int get(int a) { return a; }'), inClass('public int get(int a, int b) { return a; }'), ['`Pool.get` asks for `b`']],
  [inClass('public int get(int a) { return a; }'), inClass('int other;'), ['`Pool.get` is gone']],
  [inClass('@Deprecated\n    public int get(int a) { return a; }'), inClass('int other;'), []],
  [inClass('int get(int a) { return a; }'), inClass('int other;'), []],
  [inClass('public int get() { return 1; }', 'class Pool'), inClass('int other;', 'class Pool'), []],
  [inClass('public int get() { return 1; }', 'public class Pool extends Base'), inClass('int other;', 'public class Pool extends Base'), []],
];

test.each(JAVAS)('Java: %s => %s', async (old, now, expected) => {
  expect(await toldOf('src/main/java/a/Pool.java', JAVA, old, now)).toEqual(expected);
});

test('Java: what is published nowhere is nobody else’s', async () => {
  const [[old, now]] = JAVAS as readonly [(typeof JAVAS)[number]];
  expect(await toldOf('src/main/java/a/Pool.java', { ...JAVA, 'pom.xml': '<project/>\n' }, old, now)).toEqual([]);
});

const SCRIPTS: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  ['export function fetchAll(a: string): void {}', 'export function fetchAll(a: string, b: number): void {}', ['`fetchAll` asks for `b`']],
  ['export function fetchAll(a: string): void {}', 'export function fetchAll(a: string, b?: number): void {}', []],
  ['export function helper(a: string): void {}', 'export function helper(a: string, b: number): void {}', []],
  ['export const fetchAll = (a: string): string => a;', 'export const fetchAll = async (a: string): Promise<string> => a;', ['`fetchAll` has to be awaited']],
  ['export class Pool {\n  get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', ['`Pool.get` is gone']],
  ['export class Pool {\n  private get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', []],
  ['export class Pool {\n  /** @internal */\n  get(a: string): void {}\n}', 'export class Pool {\n  size = 1;\n}', []],
];

test.each(SCRIPTS)('TypeScript: %s => %s', async (old, now, expected) => {
  expect(await toldOf('src/mod.ts', SCRIPT, `${old}\n`, `${now}\n`)).toEqual(expected);
});

test('all that breaks is one finding, each with its place', async () => {
  const { reports } = await runChecks(
    release,
    {
      old: { ...GO, 'a.go': 'package lib\n\nfunc A(a int) {}\n\nfunc B(a int) {}\n', 'b.go': 'package lib\n\nfunc C(a int) {}\n' },
      new: { ...GO, 'a.go': 'package lib\n\nfunc A() {}\n\nfunc B() {}\n', 'b.go': 'package lib\n\nfunc C() {}\n' },
    },
    { only: ['changed-signatures'] },
  );
  expect(reports.map(({ title }) => title)).toEqual([
    'Public `A` no longer takes `a` and at 2 more lines without a breaking release',
  ]);
  expect(reports[0]?.explanation).toContain('`B` no longer takes `a` (line 5); `C` no longer takes `a` (b.go:3)');
});
