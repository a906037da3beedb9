import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endWithTest } from '../support/end-with-test.ts';
import { GitRepository } from '../support/git-repository.ts';
import { expectLeftByKilled } from '../support/left-by-killed.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { leftProcessesOf } from '../support/processes.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';

/** An operator's plugin whose check starts a busy program and is then busy itself, without a pause. */
const BUSY = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
export const plugin = { name: 'docket-busy', configure: (context) => context.registerReviewer({
  id: 'busy', description: 'Is busy.', rules: { some: { summary: 'x', severity: 'warning', confidence: 500 } },
  checks: [{ id: 'busy', run: async () => {
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'inherit' });
    writeFileSync('busy-now', '');
    for (;;);
  } }],
}) };`;

const plugin = join(dirname(DOCKET_ENTRY), '../../node_modules/docket-busy');
const folder = mkdtempSync(join(tmpdir(), 'docket-killed-'));
let repository: GitRepository;

beforeAll(() => {
  mkdirSync(plugin, { recursive: true });
  writeFileSync(
    join(plugin, 'package.json'),
    '{"name":"docket-busy","version":"1.0.0","type":"module","exports":"./index.js"}',
  );
  writeFileSync(join(plugin, 'index.js'), BUSY);
  writeFileSync(join(folder, 'operator.yml'), 'plugins: [docket-busy]\n');
  repository = new GitRepository();
  repository.commit('base', { 'a.js': 'export const a = 1;\n' });
  repository.commit('change', { 'a.js': 'export const a = 2;\n' });
});

afterAll(() => {
  repository.remove();
  for (const path of [plugin, folder]) rmSync(path, { recursive: true, force: true });
});

test.for(['SIGKILL', 'SIGHUP', 'SIGTERM'] as const)(
  '%s to a review whose analysis is busy leaves no process',
  async (signal) => {
    expectLeftByKilled();
    const flag = join(repository.path, 'busy-now');
    const args = [
      'review',
      'HEAD~1..HEAD',
      '--offline',
      '--config',
      join(folder, 'operator.yml'),
      '--history',
      join(folder, `${signal}.db`),
    ];
    const child = endWithTest(
      spawn(process.execPath, [DOCKET_ENTRY, ...args], {
        cwd: repository.path,
        stdio: 'ignore',
        env: { ...machineEnvironment(), HOME: repository.path, CI: 'true' },
      }),
    );
    const ended = new Promise((done) => child.once('close', done));
    await expect.poll(() => existsSync(flag)).toBe(true);
    rmSync(flag);
    child.kill(signal);
    await ended;
    expect(await leftProcessesOf(repository.path)).toEqual([]);
  },
);
