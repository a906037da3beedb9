import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReviewDocument } from '../../schemas/review-output.ts';
import { docket } from '../support/docket.ts';
import type { GitRepository } from '../support/git-repository.ts';
import { expectLeftByKilled } from '../support/left-by-killed.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { runs } from '../support/soak.ts';
import { operatorFile, sensitiveChange, specialist } from './model-review-fixture.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';

expectLeftByKilled();

/** How often a review is killed. */
const MOMENTS = runs(2, 30);

let repository: GitRepository;
let folder: string;
let server: ModelServer;
let undisturbed: ReviewDocument;
/** How long an undisturbed review takes here and now: the moments are spread over it. */
let usualMs: number;

const argsFor = (history: string) => [
  'review',
  'main...work',
  '--json',
  '--config',
  operatorFile(folder, 'anthropic', server.url),
  '--history',
  join(folder, history),
];

beforeAll(async () => {
  repository = sensitiveChange();
  folder = mkdtempSync(join(tmpdir(), 'docket-resume-'));
  server = await startModelServer({ respond: specialist, latency: { firstEventMs: 40, totalMs: 80 } });
  const began = performance.now();
  const { stdout } = await docket(argsFor('undisturbed.db'), { cwd: repository.path });
  usualMs = performance.now() - began;
  undisturbed = ReviewDocument.parse(JSON.parse(stdout));
});

afterAll(async () => {
  await server.close();
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a review and kills it and everything it started, without warning. */
async function killAfter(ms: number, history: string): Promise<void> {
  const child = spawn(process.execPath, [DOCKET_ENTRY, ...argsFor(history)], {
    cwd: repository.path,
    env: { ...machineEnvironment(), HOME: repository.path, CI: 'true' },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((done) => child.on('close', done));
  const timer = setTimeout(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It was faster than the moment.
    }
  }, ms);
  await ended;
  clearTimeout(timer);
}

/** How often a request got an answer that was recorded, for the request that got the most. */
function mostAnswersToOneRequest(history: string): number {
  const db = new Database(join(folder, history), { readonly: true });
  try {
    const row = db
      .prepare(
        "SELECT max(answers) AS most FROM (SELECT count(*) AS answers FROM model_calls WHERE state = 'ok' GROUP BY request_digest)",
      )
      .get() as { most: number };
    return row.most;
  } finally {
    db.close();
  }
}

test.for(Array.from({ length: MOMENTS }, (_, index) => index))(
  'killed at moment %i: no finished call is made again, and the review is the same',
  async (index) => {
    const history = `killed-${index}.db`;
    // Spread over the whole review, with some jitter; twice in a row, so that a resumed run is killed too.
    const moment = (usualMs * (index + Math.random())) / MOMENTS;
    await killAfter(moment, history);
    await killAfter(usualMs * Math.random(), history);

    const result = await docket(argsFor(history), { cwd: repository.path });
    const document = ReviewDocument.parse(JSON.parse(result.stdout));
    expect(document.review, `killed after ${moment} ms`).toEqual(undisturbed.review);
    expect(document.decisions).toEqual(undisturbed.decisions);
    expect(mostAnswersToOneRequest(history)).toBe(1);

    const calls = server.calls;
    const again = await docket(argsFor(history), { cwd: repository.path });
    expect(server.calls).toBe(calls);
    expect(ReviewDocument.parse(JSON.parse(again.stdout)).review).toEqual(undisturbed.review);
  },
);
