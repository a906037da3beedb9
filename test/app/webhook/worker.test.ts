import { afterEach, beforeEach, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intentOutcome } from '../../../app/pull-request/intent-outcome.ts';
import type { IntentOutcome } from '../../../app/pull-request/host.ts';
import { openGitCache } from '../../../app/webhook/git-cache.ts';
import { createLog } from '../../../app/webhook/log.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import { createMemorySeats } from '../../../app/webhook/limits/memory-seats.ts';
import { createWorkTurns } from '../../../app/webhook/limits/work-turns.ts';
import { createWorker } from '../../../app/webhook/worker.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-worker-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PAYLOAD = JSON.stringify({
  action: 'synchronize',
  number: 7,
  installation: { id: 1 },
  repository: { id: 2, name: 'shop', full_name: 'acme/shop', owner: { login: 'acme' } },
});
const PUBLISHED = {
  state: 'published',
  reviewUrl: null,
  summaryUrl: null,
  checkUrl: null,
  landed: [],
  degraded: [],
} as const;

async function end(outcome: IntentOutcome) {
  const log = createLog({ level: 'silent', scrubber: createScrubber([]), write: () => {} });
  const worker = createWorker({
    settings: { apiUrl: 'http://127.0.0.1:9', serverUrl: null, configFile: null, budgetCaps: [] },
    tokens: { tokenFor: async () => 'token' },
    installations: { require: async () => {}, forget: () => {} },
    gitCache: await openGitCache({ folder, mostBytes: 1000, log, now: Date.now }),
    seats: createMemorySeats(1000),
    turns: createWorkTurns(1),
    historyPathOf: () => join(folder, 'history.db'),
    handleIntent: async () => outcome,
    environment: {},
    scores: {},
    clock: () => 0,
    log,
  });
  const delivery = {
    id: 'one',
    event: 'pull_request',
    installation: 1,
    repository: 2,
    lane: 'acme/shop#7',
    kind: 'review',
  } as const;
  return worker.handle({ delivery, payload: PAYLOAD }, new AbortController().signal);
}

it('a review that did not arrive is not done: it is tried again', async () => {
  const lost = new InfrastructureError({ what: 'GitHub has trouble' });
  await expect(end(intentOutcome('reviewed', 'approved: nothing found', { problems: [lost] }))).rejects.toBe(lost);
});

it('a review that arrived is done, whatever else went wrong', async () => {
  const beside = new InfrastructureError({ what: 'the store does not answer' });
  const outcome = intentOutcome('reviewed', 'approved: nothing found', { problems: [beside], published: PUBLISHED });
  await expect(end(outcome)).resolves.toEqual({ kind: 'done', note: 'approved: nothing found' });
});
