import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import { type Change, places, runChecks } from '../check-table.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const npm = (packages: Record<string, unknown>): string => json({ lockfileVersion: 3, packages });
const app = (dependencies: Record<string, string>, more: Record<string, unknown> = {}): string =>
  json({ name: 'app', version: '1.0.0', dependencies, ...more });
const locked = (dependencies: Record<string, string>, versions: Record<string, string>): string =>
  npm({
    '': { name: 'app', version: '1.0.0', dependencies },
    ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])),
  });
const both = (files: Record<string, string>, old: Record<string, string>, head: Record<string, string>): Change => ({
  old: { ...files, ...old },
  new: { ...files, ...head },
});
const pnpm = (specifiers: Record<string, string>, importer = '.'): string =>
  [
    "lockfileVersion: '9.0'",
    'settings:',
    '  autoInstallPeers: true',
    'importers:',
    `  ${importer}:`,
    '    dependencies:',
    ...Object.entries(specifiers).flatMap(([name, specifier]) => [
      `      '${name}':`,
      `        specifier: ${specifier}`,
      '        version: 1.0.0',
    ]),
    'packages:',
    '  left-pad@1.0.0: {resolution: {integrity: sha512-x}}',
    '',
  ].join('\n');
const yarn1 = (keys: readonly string[]): string =>
  ['# yarn lockfile v1', '', ...keys.flatMap((key) => [`${key}:`, '  version "1.3.0"', ''])].join('\n');
const cargoToml = (lines: readonly string[]): string =>
  ['[package]', 'name = "app"', 'version = "0.1.0"', '', '[dependencies]', ...lines, ''].join('\n');
const cargoLock = (packages: readonly (readonly [string, string])[], own: readonly string[] = []): string =>
  [
    'version = 3',
    '[[package]]',
    'name = "app"',
    'version = "0.1.0"',
    `dependencies = ${JSON.stringify(own)}`,
    ...packages.flatMap(([name, version]) => ['[[package]]', `name = "${name}"`, `version = "${version}"`]),
    '',
  ].join('\n');
const goMod = (requires: readonly string[], more: readonly string[] = []): string =>
  [
    'module example.com/app',
    '',
    'go 1.24',
    '',
    'require (',
    ...requires.map((line) => `\t${line}`),
    ')',
    ...more,
    '',
  ].join('\n');
const goSum = (entries: readonly string[]): string => entries.map((entry) => `${entry} h1:abc=\n`).join('');
const pyproject = (lines: readonly string[]): string =>
  ['[tool.poetry]', 'name = "app"', '', '[tool.poetry.dependencies]', 'python = "^3.12"', ...lines, ''].join('\n');
const poetryLock = (packages: Record<string, string>): string =>
  Object.entries(packages)
    .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\n`)
    .join('\n');

const workspaceRoot = json({ name: 'root', private: true, workspaces: ['packages/*'] });
const workspaceLock = npm({
  '': { name: 'root', workspaces: ['packages/*'] },
  'packages/a': { name: 'a', dependencies: { 'left-pad': '^1.0.0' } },
  'node_modules/a': { resolved: 'packages/a', link: true },
  'node_modules/left-pad': { version: '1.3.0' },
  'packages/a/node_modules/is-odd': { version: '3.0.0' },
});

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  [
    'npm: a new dependency and an untouched lockfile',
    both(
      { 'package-lock.json': locked({}, {}) },
      { 'package.json': app({}) },
      { 'package.json': app({ 'left-pad': '^1.3.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'npm: a raised range that the lockfile does not reach',
    both(
      { 'package-lock.json': locked({ 'left-pad': '^1.0.0' }, { 'left-pad': '1.3.0' }) },
      { 'package.json': app({ 'left-pad': '^1.0.0' }) },
      { 'package.json': app({ 'left-pad': '^2.0.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'npm: a lockfile that was edited for something else',
    {
      old: { 'package.json': app({ a: '1.0.0' }), 'package-lock.json': locked({ a: '1.0.0' }, { a: '1.0.0' }) },
      new: {
        'package.json': app({ a: '1.0.0', b: '^1.0.0' }),
        'package-lock.json': locked({ a: '1.0.0' }, { a: '1.0.0', c: '1.0.0' }),
      },
    },
    ['lockfile-drift package.json:6'],
  ],
  [
    'npm: the first format of the lockfile',
    both(
      { 'package-lock.json': json({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0' } } }) },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({ a: '^2.0.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'npm: another git address',
    both(
      { 'package-lock.json': locked({ a: 'github:x/a#v1' }, { a: '1.0.0' }) },
      { 'package.json': app({ a: 'github:x/a#v1' }) },
      { 'package.json': app({ a: 'github:x/a#v2' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'npm: a member of a workspace',
    both(
      { 'package.json': workspaceRoot, 'package-lock.json': workspaceLock },
      { 'packages/a/package.json': json({ name: 'a', dependencies: { 'left-pad': '^1.0.0' } }) },
      { 'packages/a/package.json': json({ name: 'a', dependencies: { 'left-pad': '^1.0.0', 'is-even': '^1.0.0' } }) },
    ),
    ['lockfile-drift packages/a/package.json:5'],
  ],
  [
    'npm: two dependencies are one finding',
    both(
      { 'package-lock.json': locked({}, {}) },
      { 'package.json': app({}) },
      { 'package.json': app({ a: '1.0.0', b: '1.0.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'npm: a new package of the workspace that brings a dependency',
    both(
      { 'package.json': workspaceRoot, 'package-lock.json': workspaceLock },
      {},
      { 'packages/b/package.json': json({ name: 'b', dependencies: { 'is-even': '^1.0.0' } }) },
    ),
    ['lockfile-drift packages/b/package.json:4'],
  ],
  [
    'pnpm: another specifier',
    both(
      { 'pnpm-lock.yaml': pnpm({ '@x/a': '^1.0.0' }) },
      { 'package.json': app({ '@x/a': '^1.0.0' }) },
      { 'package.json': app({ '@x/a': '^1.1.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'pnpm: a removed dependency that the lockfile still asks for',
    both(
      { 'pnpm-lock.yaml': pnpm({ a: '^1.0.0', b: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0', b: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0' }) },
    ),
    ['lockfile-drift package.json:6'],
  ],
  [
    'pnpm: a member of a workspace',
    both(
      {
        'package.json': app({}),
        'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
        'pnpm-lock.yaml': pnpm({ a: '^1.0.0' }, 'packages/a'),
      },
      { 'packages/a/package.json': app({ a: '^1.0.0' }) },
      { 'packages/a/package.json': app({ a: '^2.0.0' }) },
    ),
    ['lockfile-drift packages/a/package.json:5'],
  ],
  [
    'yarn 1: a new range',
    both(
      { 'yarn.lock': yarn1(['left-pad@^1.0.0']) },
      { 'package.json': app({ 'left-pad': '^1.0.0' }) },
      { 'package.json': app({ 'left-pad': '^1.3.0' }) },
    ),
    ['lockfile-drift package.json:5'],
  ],
  [
    'yarn 4: a new dependency',
    both(
      { 'yarn.lock': '__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n' },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0', b: '^1.0.0' }) },
    ),
    ['lockfile-drift package.json:6'],
  ],
  [
    'yarn 4: a removed dependency that the lockfile still asks for',
    both(
      {
        'yarn.lock':
          '__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n  dependencies:\n    a: "npm:^1.0.0"\n    b: "npm:^1.0.0"\n  languageName: unknown\n',
      },
      { 'package.json': app({ a: '^1.0.0', b: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0' }) },
    ),
    ['lockfile-drift package.json:6'],
  ],
  [
    'cargo: a new crate',
    both(
      { 'Cargo.lock': cargoLock([['serde', '1.0.200']], ['serde']) },
      { 'Cargo.toml': cargoToml(['serde = "1"']) },
      { 'Cargo.toml': cargoToml(['serde = "1"', 'rand = { version = "0.8", optional = true }']) },
    ),
    ['lockfile-drift Cargo.toml:7'],
  ],
  [
    'cargo: a raised major',
    both(
      { 'Cargo.lock': cargoLock([['rand', '0.8.5']], ['rand']) },
      { 'Cargo.toml': cargoToml(['rand = "0.8"']) },
      { 'Cargo.toml': cargoToml(['rand = "0.9"']) },
    ),
    ['lockfile-drift Cargo.toml:6'],
  ],
  [
    'go: a version without a sum',
    both(
      { 'go.sum': goSum(['example.com/a v1.0.0', 'example.com/a v1.0.0/go.mod']) },
      { 'go.mod': goMod(['example.com/a v1.0.0']) },
      { 'go.mod': goMod(['example.com/a v1.1.0 // indirect']) },
    ),
    ['lockfile-drift go.mod:6'],
  ],
  [
    'poetry: a changed wish and the old lockfile',
    both(
      { 'poetry.lock': poetryLock({ requests: '2.32.0' }) },
      { 'pyproject.toml': pyproject(['requests = "^2.31"']) },
      { 'pyproject.toml': pyproject(['requests = "^2.32"']) },
    ),
    ['lockfile-drift pyproject.toml:6'],
  ],
  [
    'poetry: a new lockfile that does not reach the wish',
    {
      old: { 'pyproject.toml': pyproject(['requests = "^1"']), 'poetry.lock': poetryLock({ requests: '1.2.0' }) },
      new: { 'pyproject.toml': pyproject(['requests = ">=2,<3"']), 'poetry.lock': poetryLock({ requests: '1.3.0' }) },
    },
    ['lockfile-drift pyproject.toml:6'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'both in step',
    {
      old: { 'package.json': app({}), 'package-lock.json': locked({}, {}) },
      new: { 'package.json': app({ a: '^1.0.0' }), 'package-lock.json': locked({ a: '^1.0.0' }, { a: '1.4.0' }) },
    },
  ],
  [
    'a narrower range that the locked version still meets, as npm ci sees it',
    both(
      { 'package-lock.json': locked({ a: '^1.0.0' }, { a: '1.4.0' }) },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.2.0' }) },
    ),
  ],
  ['no lockfile in the tree', both({}, { 'package.json': app({}) }, { 'package.json': app({ a: '^1.0.0' }) })],
  [
    'only scripts change, and the lockfile was stale before',
    both(
      { 'package-lock.json': locked({}, {}) },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0' }, { scripts: { test: 'vitest' } }) },
    ),
  ],
  [
    'a dependency moves to devDependencies',
    both(
      { 'package-lock.json': locked({ a: '^1.0.0' }, { a: '1.0.0' }) },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({}, { devDependencies: { a: '^1.0.0' } }) },
    ),
  ],
  [
    'npm: an override forces another version',
    both(
      { 'package-lock.json': locked({ a: '^2.0.0' }, { a: '3.0.0' }) },
      { 'package.json': app({}, { overrides: { a: '3.0.0' } }) },
      { 'package.json': app({ a: '^2.0.0' }, { overrides: { a: '3.0.0' } }) },
    ),
  ],
  [
    'npm: an alias whose real version fits',
    both(
      { 'package-lock.json': locked({ old: 'npm:@x/new@^1.0.0' }, { old: '1.5.0' }) },
      { 'package.json': app({}) },
      { 'package.json': app({ old: 'npm:@x/new@^1.0.0' }) },
    ),
  ],
  [
    'npm: a package of the same workspace',
    both(
      { 'package.json': workspaceRoot, 'package-lock.json': workspaceLock },
      { 'packages/b/package.json': json({ name: 'b' }) },
      { 'packages/b/package.json': json({ name: 'b', dependencies: { a: '^1.0.0' } }) },
    ),
  ],
  [
    'npm: a nested copy satisfies the member',
    both(
      { 'package.json': workspaceRoot, 'package-lock.json': workspaceLock },
      { 'packages/a/package.json': json({ name: 'a' }) },
      { 'packages/a/package.json': json({ name: 'a', dependencies: { 'is-odd': '^3.0.0' } }) },
    ),
  ],
  [
    'a package outside the workspace',
    both(
      { 'package.json': workspaceRoot, 'package-lock.json': workspaceLock },
      { 'playground/package.json': json({ name: 'p' }) },
      { 'playground/package.json': json({ name: 'p', dependencies: { 'is-even': '^1.0.0' } }) },
    ),
  ],
  [
    'a second lockfile that nobody keeps up',
    both(
      { 'yarn.lock': yarn1([]), 'package-lock.json': locked({ a: '^1.0.0' }, { a: '1.0.0' }) },
      { 'package.json': app({}, { packageManager: 'npm@11.0.0' }) },
      { 'package.json': app({ a: '^1.0.0' }, { packageManager: 'npm@11.0.0' }) },
    ),
  ],
  [
    'pnpm: an override rewrites the specifier',
    both(
      { 'pnpm-lock.yaml': `${pnpm({ a: '3.0.0' })}` },
      { 'package.json': app({}, { pnpm: { overrides: { 'b>a@1': '3.0.0' } } }) },
      { 'package.json': app({ a: '^2.0.0' }, { pnpm: { overrides: { 'b>a@1': '3.0.0' } } }) },
    ),
  ],
  [
    'yarn 1: one entry for two ranges',
    both(
      { 'yarn.lock': yarn1(['"@x/a@^1.0.0", "@x/a@^1.2.0"']) },
      { 'package.json': app({ '@x/a': '^1.0.0' }) },
      { 'package.json': app({ '@x/a': '^1.2.0' }) },
    ),
  ],
  [
    'yarn 1: a package of the same repository is never locked',
    both(
      {
        'package.json': workspaceRoot,
        'yarn.lock': yarn1([]),
        'packages/a/package.json': json({ name: 'a', version: '1.0.0' }),
      },
      { 'packages/b/package.json': json({ name: 'b' }) },
      { 'packages/b/package.json': json({ name: 'b', dependencies: { a: '^1.0.0' } }) },
    ),
  ],
  [
    'yarn 4: a key with a protocol',
    both(
      { 'yarn.lock': '__metadata:\n  version: 8\n\n"a@npm:^1.0.0, a@npm:^1.2.0":\n  version: 1.2.0\n' },
      { 'package.json': app({ a: '^1.0.0' }) },
      { 'package.json': app({ a: '^1.2.0' }) },
    ),
  ],
  [
    'cargo: several versions of one crate, one fits',
    both(
      {
        'Cargo.lock': cargoLock([
          ['rand', '0.8.5'],
          ['rand', '0.9.1'],
        ]),
      },
      { 'Cargo.toml': cargoToml(['rand = "0.8"']) },
      { 'Cargo.toml': cargoToml(['rand = ">=0.9, <0.10"']) },
    ),
  ],
  [
    'cargo: a renamed dependency',
    both(
      { 'Cargo.lock': cargoLock([['rand', '0.8.5']]) },
      { 'Cargo.toml': cargoToml([]) },
      { 'Cargo.toml': cargoToml(['random = { package = "rand", version = "0.8" }']) },
    ),
  ],
  [
    'cargo: an offer to the workspace that nobody takes',
    both(
      { 'Cargo.lock': cargoLock([]) },
      { 'Cargo.toml': cargoToml([]) },
      { 'Cargo.toml': `${cargoToml([])}\n[workspace.dependencies]\nrand = "0.8"\n` },
    ),
  ],
  [
    'go: a local replacement',
    both(
      { 'go.sum': goSum(['example.com/b v1.0.0']) },
      { 'go.mod': goMod([]) },
      { 'go.mod': goMod(['example.com/a v1.0.0'], ['replace example.com/a => ../a']) },
    ),
  ],
  [
    'go: a replacement that has its sum',
    both(
      { 'go.sum': goSum(['example.com/fork v1.2.0']) },
      { 'go.mod': goMod([]) },
      { 'go.mod': goMod(['example.com/a v1.0.0'], ['replace example.com/a v1.0.0 => example.com/fork v1.2.0']) },
    ),
  ],
  [
    'go: surplus sums after a removal',
    both(
      { 'go.sum': goSum(['example.com/a v1.0.0']) },
      { 'go.mod': goMod(['example.com/a v1.0.0']) },
      { 'go.mod': goMod([]) },
    ),
  ],
  [
    'poetry: both in step, names written differently',
    {
      old: { 'pyproject.toml': pyproject([]), 'poetry.lock': poetryLock({}) },
      new: {
        'pyproject.toml': pyproject(['Typing_Extensions = "~=4.1"']),
        'poetry.lock': poetryLock({ 'typing-extensions': '4.12.2' }),
      },
    },
  ],
  [
    'poetry: a wish that cannot be compared, and a new lockfile',
    {
      old: { 'pyproject.toml': pyproject([]), 'poetry.lock': poetryLock({}) },
      new: {
        'pyproject.toml': pyproject(['x = "!=1.0 || ^3a1"']),
        'poetry.lock': poetryLock({ x: '3.0.0a4' }),
      },
    },
  ],
  [
    'the lockfile is deleted on purpose',
    {
      old: { 'package.json': app({}), 'package-lock.json': locked({}, {}) },
      new: { 'package.json': app({ a: '^1.0.0' }) },
    },
  ],
  [
    'a fixture',
    both(
      { 'package-lock.json': locked({}, {}), 'package.json': app({}, { workspaces: ['**'] }) },
      { 'test/fixtures/a/package.json': app({}) },
      { 'test/fixtures/a/package.json': app({ a: '^1.0.0' }) },
    ),
  ],
];

const only = ['lockfile-drift'];

test.each(INVALID)('reports: %s', async (_name, change, expected) => {
  const result = await runChecks(release, change, { only });
  expect(places(result.reports)).toEqual(expected);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test.each(VALID)('stays quiet: %s', async (_name, change) => {
  const result = await runChecks(release, change, { only });
  expect(result.reports).toEqual([]);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test.each([
  ['package-lock.json', '{ not json'],
  ['package-lock.json', '{"packages": 3}'],
  ['yarn.lock', '<<<<<<< HEAD'],
  ['pnpm-lock.yaml', 'importers: [\n'],
])('a %s that cannot be read is a gap, not a crash', async (file, text) => {
  const change = both({ [file]: text }, { 'package.json': app({}) }, { 'package.json': app({ a: '^1.0.0' }) });
  const result = await runChecks(release, change, { only });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toMatchObject([{ path: file, reason: expect.stringContaining('cannot be read') }]);
});

test('a plain diff carries no lockfile: said, and nothing claimed', async () => {
  const change = both({}, { 'package.json': app({}) }, { 'package.json': app({ a: '^1.0.0' }) });
  const result = await runChecks(release, change, { only, contents: 'diff-only' });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toHaveLength(1);
});

test('quotes the removed line on the old side, and says what refuses it', async () => {
  const change = both(
    { 'pnpm-lock.yaml': pnpm({ a: '^1.0.0', b: '^1.0.0' }) },
    { 'package.json': app({ a: '^1.0.0', b: '^1.0.0' }) },
    { 'package.json': app({ a: '^1.0.0' }) },
  );
  const { reports } = await runChecks(release, change, { only });
  expect(reports).toMatchObject([
    {
      evidence: '"b": "^1.0.0"',
      location: { side: 'old', startLine: 6 },
      failureScenario: { command: 'pnpm install --frozen-lockfile' },
    },
  ]);
});
