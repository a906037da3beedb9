import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop as stopEsbuild } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { ACTION_PROGRAMS, bundle } from '../../scripts/action/bundle.ts';
import { PackageList } from '../../app/action/package-list.ts';
import { installAction } from '../support/act.ts';
import { GitRepository } from '../support/git-repository.ts';
import { startGitHub } from '../support/github/github.ts';
import { startModelServer } from '../support/model-server.ts';
import { json } from '../support/model-server/reply.ts';
import { machineEnvironment } from '../support/machine-environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'dist');

const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .map((name) => join(DIST, name))
  .filter((path) => statSync(path).isFile());

afterAll(stopEsbuild);

test('the whole bundle is under 30 MB', () => {
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  process.stdout.write(`the Action's bundle: ${(bytes / 1e6).toFixed(1)} MB in ${files.length} files\n`);
  expect(bytes).toBeLessThan(30e6);
});

test('the same sources make the same bytes, without Probot', async () => {
  const [one, other] = await Promise.all([bundle(ROOT, ACTION_PROGRAMS), bundle(ROOT, ACTION_PROGRAMS)]);
  expect([...other.files]).toEqual([...one.files]);
  expect(one.packages).toEqual(expect.arrayContaining(['@octokit/rest', 'zod']));
  expect(
    one.packages.filter((name) =>
      /probot|^express$|^pino|^commander$|prom-client|^pg|^graphile|^@opentelemetry\/(?:sdk|exporter|resources)/.test(
        name,
      ),
    ),
  ).toEqual([]);
});

test('no text of a bundled program names the machine that it was made on', () => {
  const programs = files.filter((path) => path.endsWith('.js'));
  expect(programs.filter((path) => readFileSync(path, 'utf8').includes(ROOT))).toEqual([]);
});

interface Step {
  readonly action: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: unknown;
  readonly folder: string;
}

/** Runs the main step as the runner would. */
async function main({ action, environment, event, folder }: Step) {
  for (const name of ['output', 'state', 'summary']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
  const child = spawn(process.execPath, [join(action, 'dist', 'app', 'action', 'main.js')], {
    cwd: folder,
    env: {
      ...machineEnvironment(),
      HOME: folder,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_REPOSITORY: 'octo/project',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      RUNNER_TEMP: folder,
      'INPUT_GITHUB-TOKEN': 'ghs_x',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const add = (text: Buffer) => (log += text.toString('utf8'));
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const [code] = await once(child, 'close');
  const written = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { code, log, summary: written('summary'), output: written('output') };
}

test('the first line of the log says what runs, and the folder of the job is left as it was', async () => {
  const action = installAction();
  const { path: folder } = new GitRepository();
  try {
    const { code, log } = await main({ action, environment: {}, event: {}, folder });
    expect(log.split('\n')[0]).toMatch(/^docket \d+\.\d+\.\d+: started on /);
    expect(code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith('docket-'))).toEqual([]);
  } finally {
    rmSync(action, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

test('models are asked with the key of the input, which goes nowhere else', async () => {
  const action = installAction();
  const home = new GitRepository();
  const models = await startModelServer({ respond: () => json({ findings: [], answers: [] }) });
  const scene = await openScene();
  try {
    const { code, log, output } = await main({
      action,
      environment: {
        ...scene.environment,
        'INPUT_ANTHROPIC-API-KEY': 'sk-ant-of-the-input',
        INPUT_CONFIG: `providers: { anthropic: { kind: anthropic, baseUrl: '${models.url}', keyVariable: ANTHROPIC_API_KEY } }`,
      },
      event: scene.event,
      folder: home.path,
    });
    expect(code, log).toBe(0);
    expect(models.calls).toBeGreaterThan(0);
    expect(models.requests.filter(({ headers }) => !JSON.stringify(headers).includes('sk-ant-of-the-input'))).toEqual(
      [],
    );
    expect(models.requests.map(({ raw }) => raw).join('')).not.toContain('ghs_');
    expect(scene.github.requests.filter(({ body }) => JSON.stringify(body).includes('sk-ant'))).toEqual([]);
    expect(log.split('\n').filter((line) => line.includes('sk-ant'))).toEqual(['::add-mask::sk-ant-of-the-input']);
    expect(/cost-usd<<.*\n(.*)/.exec(output)?.[1]).toMatch(/^0\.(?!000000)\d{6}$/);
  } finally {
    home.remove();
    rmSync(action, { recursive: true, force: true });
    await scene.close();
    await models.close();
  }
});

/** A pull request that changes one harmless line, and what a runner says about it. */
async function openScene() {
  const git = new GitRepository();
  git.commit('base', { 'src/list.js': 'export const list = (dir) => dir;\n' });
  git.git('checkout', '--quiet', '-b', 'change');
  git.commit('head', { 'src/list.js': 'export const list = (dir) => dir + 1;\n' });
  const github = await startGitHub();
  const repository = github.addRepository({ owner: 'octo', name: 'project', from: git.path });
  const permissions = { contents: 'read', pull_requests: 'write', checks: 'write' } as const;
  return {
    github,
    event: github.payloads.pullRequest('opened', github.openPull({ repository, from: 'change' })),
    environment: {
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      'INPUT_GITHUB-TOKEN': github.token({ identity: 'actions', permissions }),
    },
    close: async () => {
      git.remove();
      await github.close();
    },
  };
}

test('an analyser that cannot be fetched is skipped with the reason, and the review is incomplete', async () => {
  const action = installAction();
  const home = new GitRepository();
  const scene = await openScene();
  try {
    withoutOxlint(join(action, 'dist', 'packages.json'));
    const { event } = scene;
    const environment = { ...scene.environment, npm_config_registry: 'http://127.0.0.1:9/' };
    const { code, log, summary } = await main({ action, environment, event, folder: home.path });
    expect(code, log).toBe(3);
    expect(log).toMatch(/^::warning title=Docket::oxlint will not look at this change: .*could not be fetched/m);
    expect(summary).toMatch(/oxlint is not there/);
    expect(scene.github.state.checkRuns.map(({ conclusion }) => conclusion)).toEqual(['failure']);
  } finally {
    home.remove();
    rmSync(action, { recursive: true, force: true });
    await scene.close();
  }
});

/** As on a machine for which the linter's native part is not bundled. */
function withoutOxlint(path: string): void {
  const list = PackageList.parse(JSON.parse(readFileSync(path, 'utf8')));
  const platform = 'linux-x64';
  const files = list.files.filter((file) => !file.path.startsWith('@oxlint/binding-'));
  const [some] = list.downloads;
  const download = { ...some, platform, tool: 'oxlint' };
  writeFileSync(path, JSON.stringify(PackageList.parse({ files, downloads: [download] })));
}
