import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { type Change, places, runChecks } from '../check-table.ts';

const only = ['removed-exports'];
const pkg = (more: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ name: 'lib', version: '1.4.0', main: './dist/index.js', ...more }, null, 2)}\n`;
const pyproject = (version = '1.4.0'): string => `[project]\nname = "lib"\nversion = "${version}"\n`;

/** A change of an npm package at 1.4.0 whose entry is src/index.ts; `null` removes a file. */
function npm(old: Tree, head: Record<string, string | null>): Change {
  const before = { 'package.json': pkg(), ...old };
  const after = Object.entries({ ...before, ...head }).filter(([, text]) => text !== null);
  return { old: before, new: Object.fromEntries(after) as Tree };
}

/** The same of a Python package. */
function python(old: Tree, head: Record<string, string | null>): Change {
  const { 'package.json': _, ...before } = npm({ 'pyproject.toml': pyproject(), ...old }, {}).old;
  const after = Object.entries({ ...before, ...head }).filter(([, text]) => text !== null);
  return { old: before, new: Object.fromEntries(after) as Tree };
}

const ALL_KINDS = [
  'export const a = 1, b = 2;',
  'export function c(): void {}',
  'export async function* d() {}',
  'export class E {}',
  'export abstract class F {}',
  'export interface G {}',
  'export type H = string;',
  'export enum I {}',
  'export declare const j: number;',
  'export namespace K { export const inner = 1; }',
  'const l = 1; export { l, l as m };',
  "export * as n from './other.ts';",
  'export const { o, x: p } = source;',
  'export default class Q {}',
  '',
];

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  [
    'a function is removed from the entry',
    npm(
      { 'src/index.ts': 'export const a = 1;\nexport function b() {}\n' },
      { 'src/index.ts': 'export const a = 1;\n' },
    ),
    ['removed-export src/index.ts:2'],
  ],
  [
    'a constant is renamed',
    npm({ 'src/index.ts': 'export const oldName = 1;\n' }, { 'src/index.ts': 'export const newName = 1;\n' }),
    ['removed-export src/index.ts:1'],
  ],
  [
    'a re-export is dropped while the module keeps it',
    npm(
      {
        'src/index.ts': "export { a } from './a.ts';\nexport { b } from './b.ts';\n",
        'src/b.ts': 'export const b = 1;\n',
      },
      { 'src/index.ts': "export { a } from './a.ts';\n" },
    ),
    ['removed-export src/index.ts:2'],
  ],
  [
    'a name behind two stars',
    npm(
      {
        'src/index.ts': "export * from './one.js';\n",
        'src/one.ts': "export * from './two/index.js';\n",
        'src/two/index.ts': 'export const gone = 1;\nexport const kept = 1;\n',
      },
      { 'src/two/index.ts': 'export const kept = 1;\n' },
    ),
    ['removed-export src/two/index.ts:1'],
  ],
  [
    'a star is dropped: the line that loses the names is quoted',
    npm(
      { 'src/index.ts': "export * from './one';\nexport const a = 1;\n", 'src/one.ts': 'export const gone = 1;\n' },
      { 'src/index.ts': 'export const a = 1;\n' },
    ),
    ['removed-export src/index.ts:1'],
  ],
  [
    'the default export becomes a named one',
    npm({ 'src/index.ts': 'export default function run() {}\n' }, { 'src/index.ts': 'export function run() {}\n' }),
    ['removed-export src/index.ts:1'],
  ],
  [
    'a type is removed',
    npm({ 'src/index.ts': 'export interface Options {}\nexport {};\n' }, { 'src/index.ts': 'export {};\n' }),
    ['removed-export src/index.ts:1'],
  ],
  [
    'CommonJS: a key of module.exports',
    npm(
      { 'package.json': pkg({ main: 'index.js' }), 'index.js': 'module.exports = {\n  a,\n  b: 1,\n  c() {},\n};\n' },
      { 'index.js': 'module.exports = {\n  a,\n};\n' },
    ),
    ['removed-export index.js:3', 'removed-export index.js:4'],
  ],
  [
    'CommonJS: exports.x, and no main at all',
    npm(
      { 'package.json': pkg({ main: undefined }), 'index.js': 'exports.a = 1;\nmodule.exports.b = 2;\n' },
      { 'index.js': 'exports.a = 1;\n' },
    ),
    ['removed-export index.js:2'],
  ],
  [
    'a subpath of the exports map',
    npm(
      {
        'package.json': pkg({
          exports: { '.': './dist/index.js', './parse': { types: './dist/parse.d.ts', import: './dist/parse.js' } },
        }),
        'src/index.ts': 'export {};\n',
        'src/parse.ts': 'export const parse = 1;\n',
      },
      { 'src/parse.ts': 'export const parseAll = 1;\n' },
    ),
    ['removed-export src/parse.ts:1'],
  ],
  [
    'a file behind a pattern of the exports map',
    npm(
      {
        'package.json': pkg({ exports: { './features/*': './dist/features/*.js' } }),
        'src/features/a.ts': 'export const a = 1;\nexport const b = 1;\n',
      },
      { 'src/features/a.ts': 'export const a = 1;\n' },
    ),
    ['removed-export src/features/a.ts:2'],
  ],
  [
    'a subpath itself is removed',
    npm(
      {
        'package.json': pkg({ exports: { '.': './dist/index.js', './parse': './dist/parse.js' } }),
        'src/index.ts': 'export {};\n',
        'src/parse.ts': 'export const parse = 1;\n',
      },
      { 'package.json': pkg({ exports: { '.': './dist/index.js' } }) },
    ),
    ['removed-export package.json:7'],
  ],
  [
    'a file behind a pattern is deleted',
    npm(
      {
        'package.json': pkg({ exports: { './features/*': './dist/features/*.js' } }),
        'src/features/a.ts': 'export const a = 1;\n',
        'src/features/b.ts': 'export const b = 1;\n',
      },
      { 'src/features/a.ts': null },
    ),
    ['removed-export src/features/a.ts:1'],
  ],
  [
    'only a patch version and an entry about something else',
    npm(
      { 'src/index.ts': 'export const a = 1;\nexport const b = 1;\n', 'CHANGELOG.md': '# Changelog\n' },
      {
        'package.json': pkg({ version: '1.4.1' }),
        'src/index.ts': 'export const a = 1;\n',
        'CHANGELOG.md': '# Changelog\n\n## 1.4.1\n- Fixes a crash\n',
      },
    ),
    ['removed-export src/index.ts:2'],
  ],
  [
    'a member of a workspace, while another package gets the major version',
    npm(
      {
        'packages/a/package.json': pkg({ name: 'a' }),
        'packages/a/src/index.ts': 'export const gone = 1;\n',
        'packages/b/package.json': pkg({ name: 'b' }),
      },
      { 'packages/a/src/index.ts': 'export {};\n', 'packages/b/package.json': pkg({ name: 'b', version: '2.0.0' }) },
    ),
    ['removed-export packages/a/src/index.ts:1'],
  ],
  [
    'four places in one file are one finding',
    npm(
      {
        'src/index.ts':
          'export const a = 1;\nexport const b = 1;\nexport const c = 1;\nexport const d = 1;\nexport {};\n',
      },
      { 'src/index.ts': 'export {};\n' },
    ),
    ['removed-export src/index.ts:1'],
  ],
  [
    'the entry is renamed with a name lost on the way',
    npm(
      { 'src/index.ts': ALL_KINDS.join('\n') },
      { 'src/index.ts': null, 'src/index.mts': ALL_KINDS.filter((line) => !line.includes('function c')).join('\n') },
    ),
    ['removed-export src/index.ts:2'],
  ],
  [
    'python: a name leaves __all__ and the module',
    python(
      { 'lib/__init__.py': '__all__ = [\n    "a",\n    "b",\n]\n\ndef a(): ...\ndef b(): ...\n' },
      { 'lib/__init__.py': '__all__ = [\n    "a",\n]\n\ndef a(): ...\n' },
    ),
    ['removed-export lib/__init__.py:3'],
  ],
  [
    'python: without __all__, a class and an imported name',
    python(
      {
        'src/lib/__init__.py':
          'from .core import (\n    Client,\n    Server as Host,\n)\n\nclass Error(Exception):\n    pass\n',
      },
      { 'src/lib/__init__.py': 'from .core import (\n    Client,\n)\n' },
    ),
    ['removed-export src/lib/__init__.py:3', 'removed-export src/lib/__init__.py:6'],
  ],
  [
    'python: behind a star of its own module',
    python(
      { 'lib/__init__.py': 'from .core import *\n', 'lib/core.py': 'def a(): ...\n\n\ndef b(): ...\n' },
      { 'lib/core.py': 'def a(): ...\n' },
    ),
    ['removed-export lib/core.py:4'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'a name that begins with an underscore',
    npm({ 'src/index.ts': 'export const _a = 1;\n' }, { 'src/index.ts': '\n' }),
  ],
  [
    'a declaration that its comment calls internal',
    npm({ 'src/index.ts': '/**\n * Helper.\n * @internal\n */\nexport const a = 1;\n' }, { 'src/index.ts': '\n' }),
  ],
  [
    'an entry that promises nothing',
    {
      old: {
        'package.json': '{"name": "a", "version": "1.0.0", "exports": {"./unstable-core": "./src/core.ts"}}',
        'src/core.ts': 'export const a = 1;\n',
      },
      new: { 'src/core.ts': '\n' },
    },
  ],
  ['one line that says so', npm({ 'src/index.ts': '// @internal\nexport const a = 1;\n' }, { 'src/index.ts': '\n' })],
  [
    'a new major version',
    npm(
      { 'src/index.ts': 'export const a = 1;\n' },
      { 'package.json': pkg({ version: '2.0.0' }), 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'a new minor version below 1.0',
    npm(
      { 'package.json': pkg({ version: '0.3.1' }), 'src/index.ts': 'export const a = 1;\n' },
      { 'package.json': pkg({ version: '0.4.0' }), 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'between two candidates of a major version',
    npm(
      { 'package.json': pkg({ version: '2.0.0-rc.1' }), 'src/index.ts': 'export const a = 1;\n' },
      { 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'the changelog names it',
    npm(
      { 'src/index.ts': 'export const oldName = 1;\n', 'CHANGELOG.md': '# Changelog\n' },
      { 'src/index.ts': 'export {};\n', 'CHANGELOG.md': '# Changelog\n\n- Removed `oldName`.\n' },
    ),
  ],
  [
    'the changelog speaks of a breaking change',
    npm(
      { 'src/index.ts': 'export const a = 1;\n', 'docs/CHANGES.rst': '' },
      { 'src/index.ts': 'export {};\n', 'docs/CHANGES.rst': 'BREAKING: the old names are gone\n' },
    ),
  ],
  [
    'a changeset asks for a major version',
    npm(
      { 'src/index.ts': 'export const a = 1;\n' },
      { 'src/index.ts': 'export {};\n', '.changeset/red-dogs.md': "---\n'lib': major\n---\n\nOut with it\n" },
    ),
  ],
  [
    'the file is only renamed, and the mapping still finds it',
    npm({ 'src/index.ts': ALL_KINDS.join('\n') }, { 'src/index.ts': null, 'src/index.mts': ALL_KINDS.join('\n') }),
  ],
  [
    'an export moves to a module that the entry passes on',
    npm(
      { 'src/index.ts': 'export const a = 1;\nexport const b = 1;\n' },
      { 'src/index.ts': "export const a = 1;\nexport * from './b.js';\n", 'src/b.ts': 'export const b = 1;\n' },
    ),
  ],
  [
    'an export is now re-exported by name',
    npm(
      { 'src/index.ts': 'export const b = 1;\n' },
      { 'src/index.ts': "export { inner as b } from './b.js';\n", 'src/b.ts': 'export const inner = 1;\n' },
    ),
  ],
  [
    'a star of an outside package may offer it',
    npm({ 'src/index.ts': 'export const b = 1;\n' }, { 'src/index.ts': "export * from 'other';\n" }),
  ],
  [
    'a module that is no entry and is not passed on',
    npm(
      { 'src/index.ts': 'export const a = 1;\n', 'src/inner.ts': 'export const x = 1;\nexport const y = 1;\n' },
      { 'src/inner.ts': 'export const x = 1;\n' },
    ),
  ],
  [
    'declarations become a list at the end',
    npm(
      { 'src/index.ts': 'export const a = 1;\nexport type B = string;\n' },
      { 'src/index.ts': 'const a = 1;\ntype B = string;\nexport { a, type B };\n' },
    ),
  ],
  [
    'every kind of export turned around',
    npm({ 'src/index.ts': ALL_KINDS.join('\n') }, { 'src/index.ts': ALL_KINDS.toReversed().join('\n') }),
  ],
  [
    'CommonJS becomes import/export',
    npm(
      { 'package.json': pkg({ main: 'index.js' }), 'index.js': 'exports.a = 1;\n' },
      { 'package.json': pkg({ main: 'index.js', type: 'module' }), 'index.js': 'export const a = 1;\n' },
    ),
  ],
  [
    'module.exports becomes a function that may carry anything',
    npm(
      { 'package.json': pkg({ main: 'index.js' }), 'index.js': 'module.exports = { a, b };\n' },
      { 'index.js': 'module.exports = create;\ncreate.a = a;\n' },
    ),
  ],
  [
    'a private package',
    npm(
      { 'package.json': pkg({ private: true }), 'src/index.ts': 'export const a = 1;\n' },
      { 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'neither version nor changelog: nothing is ever released',
    npm(
      { 'package.json': pkg({ version: undefined }), 'src/index.ts': 'export const a = 1;\n' },
      { 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'tests and examples',
    npm(
      { 'src/index.ts': 'export {};\n', 'test/index.ts': 'export const a = 1;\n' },
      { 'test/index.ts': 'export {};\n' },
    ),
  ],
  [
    'an export in a string and one in a comment',
    npm(
      { 'src/index.ts': "export {};\n// export const a = 1;\nconst text = 'export const b = 1;';\n" },
      { 'src/index.ts': 'export {};\n' },
    ),
  ],
  [
    'an exported member of a namespace is no export of the module',
    npm(
      { 'src/index.ts': 'export namespace A {\n  export const x = 1;\n  export const y = 1;\n}\n' },
      { 'src/index.ts': 'export namespace A {\n  export const x = 1;\n}\n' },
    ),
  ],
  [
    'a subpath whose name promises nothing',
    npm(
      {
        'package.json': pkg({ exports: { '.': './dist/index.js', './unsafe/*': './src/*' } }),
        'src/parse.js': 'export const a = 1;\nexport const b = 1;\n',
      },
      { 'src/parse.js': 'export const a = 1;\n' },
    ),
  ],
  [
    'a pattern of the exports map takes over a subpath',
    npm(
      {
        'package.json': pkg({ exports: { './a': './dist/a.js' } }),
        'src/a.ts': 'export const a = 1;\n',
      },
      { 'package.json': pkg({ exports: { './*': './dist/*.js' } }) },
    ),
  ],
  [
    'python: a private name',
    python({ 'lib/__init__.py': 'def a(): ...\ndef _b(): ...\n' }, { 'lib/__init__.py': 'def a(): ...\n' }),
  ],
  [
    'python: the definition moves to a module and is imported',
    python(
      { 'lib/__init__.py': 'def a(): ...\n' },
      { 'lib/__init__.py': 'from .core import a\n', 'lib/core.py': 'def a(): ...\n' },
    ),
  ],
  [
    'python: a name is now looked up lazily',
    python({ 'lib/__init__.py': 'from .core import a\n' }, { 'lib/__init__.py': 'def __getattr__(name):\n    ...\n' }),
  ],
  [
    'python: a name that is defined either way',
    python(
      { 'lib/__init__.py': 'from .fast import run\n' },
      { 'lib/__init__.py': 'try:\n    from .fast import run\nexcept ImportError:\n    from .slow import run\n' },
    ),
  ],
  [
    'python: an outside import is no offer',
    python({ 'lib/__init__.py': 'from os import path\n\ndef a(): ...\n' }, { 'lib/__init__.py': 'def a(): ...\n' }),
  ],
  [
    'python: a computed __all__',
    python(
      { 'lib/__init__.py': '__all__ = ["a", "b"]\n' },
      { 'lib/__init__.py': 'from . import core\n__all__ = ["a"] + core.__all__\n' },
    ),
  ],
  [
    'python: the package moves under src',
    python(
      { 'lib/__init__.py': 'def a(): ...\n\ndef b(): ...\n' },
      { 'lib/__init__.py': null, 'src/lib/__init__.py': 'def a(): ...\n\ndef b(): ...\n' },
    ),
  ],
  [
    'python: a module that is no package',
    python(
      { 'lib/__init__.py': '', 'lib/inner.py': 'def a(): ...\n\ndef b(): ...\n' },
      { 'lib/inner.py': 'def a(): ...\n' },
    ),
  ],
];

test.each(INVALID)('reports: %s', async (_name, change, expected) => {
  const result = await runChecks(release, change, { only });
  expect(places(result.reports)).toEqual(expected);
  expect(result.reports.every((report) => report.location?.side === 'old')).toBe(true);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test.each(VALID)('stays quiet: %s', async (_name, change) => {
  const result = await runChecks(release, change, { only });
  expect(result.reports).toEqual([]);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test('each kind of export is seen when the entry loses everything', async () => {
  const change = npm({ 'src/index.ts': ALL_KINDS.join('\n') }, { 'src/index.ts': 'export {};\n' });
  const { reports } = await runChecks(release, change, { only });
  const names = 'a b c d E F G H I j K l m n o p default'.split(' ');
  for (const name of names.slice(0, 5)) expect(reports[0]?.title).toContain(`\`${name}\``);
  expect(reports[0]?.title).toContain(`and ${names.length - 5} more`);
});

test('a commit that declares a breaking change announces it', async () => {
  const change = npm({ 'src/index.ts': 'export const a = 1;\n' }, { 'src/index.ts': 'export {};\n' });
  const commit = { id: 'a'.repeat(40), subject: 'feat(api)!: drop a', body: '' };
  expect((await runChecks(release, change, { only, changeSet: { commits: [commit] } })).reports).toEqual([]);
});

test('names the new name, the entry and the silence', async () => {
  const change = npm(
    { 'src/index.ts': 'export const oldName = 1;\n' },
    { 'src/index.ts': 'export const newName = 1;\n' },
  );
  const { reports } = await runChecks(release, change, { only });
  expect(reports).toMatchObject([
    {
      evidence: 'export const oldName = 1;',
      title: expect.stringContaining('newName'),
      explanation: expect.stringContaining('the version stays 1.4.0'),
    },
  ]);
});

test('a plain diff does not carry the tree: said, and nothing claimed', async () => {
  const change = npm({ 'src/index.ts': 'export const a = 1;\n' }, { 'src/index.ts': 'export {};\n' });
  const result = await runChecks(release, change, { only, contents: 'diff-only' });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toHaveLength(1);
});

test.each([
  ['parseInvoice', 'parseInvoices', true],
  ['oldName', 'newName', true],
  ['parseInvoice', 'createServer', false],
])('%s for %s is a rename: %s', async (one, other, isRename) => {
  const change = npm(
    { 'src/index.ts': `export const ${one} = 1;\n` },
    { 'src/index.ts': `export const ${other} = 1;\n` },
  );
  const { reports } = await runChecks(release, change, { only });
  expect(reports[0]?.title.includes('renamed to')).toBe(isRename);
});
