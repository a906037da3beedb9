import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docket } from '../support/docket.ts';
import type { GitRepository } from '../support/git-repository.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { runs } from '../support/soak.ts';
import { askerOf, operatorFile, sensitiveChange, specialist } from './model-review-fixture.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { endWithTest } from '../support/end-with-test.ts';
import { leftProcessesOf } from '../support/processes.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';

let repository: GitRepository;
let folder: string;
let server: ModelServer;

beforeAll(async () => {
  repository = sensitiveChange();
  folder = mkdtempSync(join(tmpdir(), 'docket-stop-'));
  // The judge thinks for ever: what is stopped then has everything but its word.
  server = await startModelServer({
    respond: (request) =>
      askerOf(request) === 'judge' ? { kind: 'stall', when: 'after-headers' } : specialist(request),
  });
});

afterAll(async () => {
  await server.close();
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Stopped {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a review and sends a signal when `when` resolves. */
async function stopWhen(signal: NodeJS.Signals, history: string, when: () => Promise<unknown>): Promise<Stopped> {
  const config = operatorFile(folder, 'anthropic', server.url);
  const args = ['review', 'main...work', '--config', config, '--history', join(folder, history)];
  const child = endWithTest(
    spawn(process.execPath, [DOCKET_ENTRY, ...args], {
      cwd: repository.path,
      env: { ...machineEnvironment(), HOME: repository.path, CI: 'true' },
    }),
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString('utf8')));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString('utf8')));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  await when();
  child.kill(signal);
  return { code: await ended, stdout, stderr };
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(50);
}

const MOMENTS = runs(2, 20);

test.for(Array.from({ length: MOMENTS }, (_, index) => index))(
  'stopped early, at moment %i: it ends, says so once, publishes nothing and leaves nothing behind',
  async (index) => {
    const moment = 150 + (1200 * index) / MOMENTS;
    const result = await stopWhen(index % 2 === 0 ? 'SIGTERM' : 'SIGINT', `early-${index}.db`, () => wait(moment));
    expect(result.stdout).toBe('');
    expect(result.stderr).not.toMatch(/unexpected failure|^\s+at /m);
    expect(result.code).not.toBe(0);
    expect(await leftProcessesOf(repository.path)).toEqual([]);
  },
);

test('stopped while the judge thinks: nothing is published, and the run is recorded as aborted', async () => {
  const judged = () => server.requests.some((request) => askerOf(request) === 'judge');
  const result = await stopWhen('SIGINT', 'judge.db', () => until(judged));
  expect(judged()).toBe(true);
  expect([result.code, result.stdout]).toEqual([130, '']);
  expect(result.stderr).toContain('stopped by SIGINT');
  expect(result.stderr).not.toMatch(/EPIPE|ECONNRESET/);
  const { stdout } = await docket(['log', '--history', join(folder, 'judge.db')], { cwd: repository.path });
  expect(stdout).toMatch(/aborted/);
  expect(await leftProcessesOf(repository.path)).toEqual([]);
});
