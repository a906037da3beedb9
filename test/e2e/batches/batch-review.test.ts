import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import { docket } from '../../support/docket.ts';
import type { GitRepository } from '../../support/git-repository.ts';
import { expectLeftByKilled } from '../../support/left-by-killed.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { type BatchServer, startBatchServer } from '../../support/model-server/batch-server.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';
import { batchedOperator, sensitiveChange, specialist, SPECIALISTS } from '../model-review-fixture.ts';

expectLeftByKilled();

let repository: GitRepository;
let folder: string;
let server: BatchServer;
let isOver = false;
let failing: string | null = null;

beforeAll(async () => {
  repository = sensitiveChange();
  folder = mkdtempSync(join(tmpdir(), 'docket-batches-'));
  server = await startBatchServer({
    row: (request) =>
      failing !== null && request.allText.includes(`# Your brief: ${failing}`)
        ? { kind: 'expired' }
        : { kind: 'reply', reply: specialist(request) },
    ended: () => isOver,
  });
});

afterAll(async () => {
  await server.close();
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Models whose batches cost half; 2,000 millionths of a dollar for an answer of this server at the full price. */
function argsFor(history: string): string[] {
  const path = batchedOperator(folder, 'anthropic', server.url);
  return ['review', 'main...work', '--json', '--batch', '--config', path, '--history', join(folder, history)];
}

function rowsOf<Row>(history: string, sql: string): Row[] {
  const path = join(folder, history);
  if (!existsSync(path)) return [];
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } catch {
    // Not written yet.
    return [];
  } finally {
    db.close();
  }
}

const sent = () => server.batches.flatMap(({ rows }) => rows.map(({ customId }) => customId));

test('a review that is killed while it waits for its batch finds it again, and each question is paid once, at half the price', async () => {
  const args = argsFor('killed.db');
  const child = spawn(process.execPath, [DOCKET_ENTRY, ...args], {
    cwd: repository.path,
    env: { ...machineEnvironment(), HOME: repository.path, CI: 'true' },
    stdio: 'ignore',
    detached: true,
  });
  const closed = new Promise((done) => child.on('close', done));
  const notes = "SELECT id FROM tool_calls WHERE tool = 'batch_note'";
  await expect
    .poll(() => sent().length > 0 && rowsOf('killed.db', notes).length === sent().length, { timeout: 30 * 60_000 })
    .toBe(true);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await closed;
  expect(sent()).toHaveLength(SPECIALISTS.length);

  isOver = true;
  const result = await docket(args, { cwd: repository.path });
  expect(result.stderr).toContain('waits in batch msgbatch_1 of standard-1, which was asked before');
  const { review, decisions } = ReviewDocument.parse(JSON.parse(result.stdout));
  expect(JSON.stringify(review)).toContain('Guests are logged in without a password');
  expect(decisions.length).toBeGreaterThan(0);
  expect(new Set(sent()).size).toBe(sent().length);
  expect(server.ordinary).toEqual([]);
  const costs = rowsOf<{ cost: number }>(
    'killed.db',
    "SELECT cost_micro_usd AS cost FROM model_calls WHERE state = 'ok'",
  );
  expect(costs).toEqual(sent().map(() => ({ cost: 1_000 })));
});

test('a row that expired makes its own pass incomplete, and no other', async () => {
  isOver = true;
  failing = 'quality';
  const result = await docket(argsFor('expired.db'), { cwd: repository.path });
  const text = JSON.stringify(ReviewDocument.parse(JSON.parse(result.stdout)).review);
  expect(text).toContain('The batch expired before it was answered');
  expect(text).toContain('Guests are logged in without a password');
  expect(result.stdout).toContain('incomplete');
});
