import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
let installed: string;
let repository: GitRepository;

const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: 'true' },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-package-'));
  npm(ROOT, 'pack', '--pack-destination', folder);
  const [tarball] = readdirSync(folder);
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  npm(empty, 'init', '--yes');
  npm(empty, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, tarball ?? ''));
  installed = join(empty, 'node_modules');
  repository = new GitRepository();
  repository.commit('one', { 'src/list.js': 'export const list = (dir) => dir;\n' });
  repository.commit('two', {
    'src/list.js':
      "import { exec } from 'node:child_process';\nexport const list = (request) => exec(`ls ${request.query.dir}`);\n",
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  repository.remove();
});

const entry = () => join(installed, 'docket', 'build', 'app', 'cli', 'docket.mjs');

test('the installed package reviews another repository', async () => {
  const result = await docket(['review', 'HEAD~1..HEAD', '--json'], { cwd: repository.path, entry: entry() });
  expect(result.code, result.stderr).toBe(0);
  const { review, problems } = JSON.parse(result.stdout);
  expect(problems).toEqual([]);
  expect(review.comments.map((comment: { rule: string }) => comment.rule)).toContain('security/command-injection');
  expect(review.incompleteReasons).toEqual([]);
  expect(review.reviewers.map((reviewer: { reviewer: string }) => reviewer.reviewer)).toHaveLength(7);
});

test('it is small, runs nothing when it is installed, and says what it holds', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  const packages = JSON.parse(readFileSync(join(installed, '.package-lock.json'), 'utf8')).packages as object;
  expect(bytes).toBeLessThan(95e6);
  expect(Object.keys(packages).length).toBeLessThanOrEqual(30);
  const home = join(installed, 'docket');
  const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: object };
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  const { components } = JSON.parse(readFileSync(join(home, 'build', 'sbom.cdx.json'), 'utf8')) as {
    components: readonly { readonly name: string; readonly version: string; readonly licenses?: object }[];
  };
  expect(components.filter(({ licenses }) => licenses === undefined)).toEqual([]);
  // Anthropic's SDK asks for the interface of OpenTelemetry; what sends is the App's alone.
  expect(
    components.map(({ name }) => name).filter((name) => /^@opentelemetry|^probot|^pino|^prom-client/.test(name)),
  ).toEqual(['@opentelemetry/api']);
  const notices = readFileSync(join(home, 'build', 'licences.txt'), 'utf8');
  expect(components.filter(({ name, version }) => !notices.includes(`${name} ${version} (`))).toEqual([]);
});

test('the App says which of its packages are not there', async () => {
  const result = await docket(['serve'], { cwd: repository.path, entry: entry() });
  expect([result.code, result.stderr]).toEqual([
    2,
    expect.stringContaining('npm install probot pino prom-client pg graphile-worker'),
  ]);
});

test('npm puts `docket` on the path', () => {
  const version = execFileSync(join(installed, '.bin', 'docket'), ['--version'], { encoding: 'utf8' });
  expect(version.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

const PLUGIN = `import { defineReviewer, type Plugin } from 'docket/reviewer';
const shouting = defineReviewer({
  id: 'shouting',
  description: 'Text in capitals.',
  rules: { capitals: { summary: 'A line in capitals.', severity: 'suggestion', confidence: 900 } },
  checks: [{
    id: 'capitals',
    async run(context) {
      for (const file of context.changeSet.files) {
        for (const line of file.hunks.flatMap((hunk) => hunk.lines)) {
          if (line.kind !== 'added' || line.newLine === null || !/^[A-Z !]+$/.test(line.text)) continue;
          context.report({
            rule: 'capitals',
            location: { path: file.newPath, side: 'new', startLine: line.newLine, endLine: line.newLine },
            evidence: line.text,
            title: 'This line shouts',
            explanation: 'Capitals are read as shouting.',
          });
        }
        context.looked(file.newPath);
      }
    },
  }],
});
export const plugin: Plugin = { name: 'docket-reviewer-shouting', configure: (context) => context.registerReviewer(shouting) };
`;

test("a third-party reviewer is written against the typed exports and found on the operator's list", async () => {
  const home = join(installed, 'docket-reviewer-shouting');
  mkdirSync(home);
  writeFileSync(join(home, 'plugin.ts'), PLUGIN);
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: 'docket-reviewer-shouting', type: 'module', exports: './plugin.js' }),
  );
  writeFileSync(
    join(home, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'nodenext', target: 'es2024', strict: true, types: [], skipLibCheck: false },
      files: ['plugin.ts'],
    }),
  );
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', home], { stdio: 'pipe' });
  const config = join(folder, 'config.yml');
  writeFileSync(config, 'plugins: [docket-reviewer-shouting, docket-reviewer-absent]\n');
  repository.commit('three', { 'notes.txt': 'READ THIS NOW!\n' });
  const result = await docket(['review', 'HEAD~1..HEAD', '--json', '--config', config], {
    cwd: repository.path,
    entry: entry(),
  });
  const { review } = JSON.parse(result.stdout);
  expect(review.comments.map((comment: { rule: string }) => comment.rule)).toContain('shouting/capitals');
  const absent = review.reviewers.find((one: { reviewer: string }) => one.reviewer === 'plugin.docket-reviewer-absent');
  expect(absent).toMatchObject({ status: 'failed', required: true });
  expect(result.code).toBe(3);
});

test('a plugin of that name in the reviewed repository is never loaded', async () => {
  const evil = new GitRepository();
  try {
    evil.commit('one', { 'a.txt': 'a\n' });
    evil.commit('two', {
      'a.txt': 'b\n',
      'node_modules/docket-reviewer-evil/package.json': JSON.stringify({
        name: 'docket-reviewer-evil',
        type: 'module',
        exports: './index.js',
      }),
      'node_modules/docket-reviewer-evil/index.js': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(evil.path, 'pwned'))}, ''); export const plugin = { name: 'evil' };`,
    });
    const config = join(folder, 'evil.yml');
    writeFileSync(config, 'plugins: [docket-reviewer-evil, ../evil, file:///tmp/evil.js]\n');
    const result = await docket(['review', 'HEAD~1..HEAD', '--config', config], { cwd: evil.path, entry: entry() });
    expect(result.code).toBe(3);
    expect(readdirSync(evil.path)).not.toContain('pwned');
  } finally {
    evil.remove();
  }
});

const OLD_NODE = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  try {
    return Number(execFileSync(path, ['--version'], { encoding: 'utf8' }).slice(1).split('.')[0]) < 24;
  } catch {
    return false;
  }
});

test.skipIf(OLD_NODE === undefined)('an older Node says so in one line', () => {
  const run = () =>
    execFileSync(OLD_NODE ?? '', [entry(), 'review'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  expect(run).toThrow(
    expect.objectContaining({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^docket needs Node 24 or newer, this is v\d+.*\n$/),
    }),
  );
});
