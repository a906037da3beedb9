import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { HistoryLog } from '../../history/log.ts';
import {
  finishCoordination,
  recordChangeSet,
  recordJudge,
  recordReport,
  startCoordination,
  stepKey,
} from '../../history/write/record-coordination.ts';
import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { Run } from '../../schemas/run.ts';
import { aRun } from './records.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-history-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A connection without any of the log's own settings, as another program would have it. */
export function rawConnection(path: string): Database.Database {
  const db = new Database(path);
  onTestFinished(() => void db.close());
  return db;
}

/** Records a whole run the way the program does; answers its id. */
export function recordRun(
  log: HistoryLog,
  {
    input,
    output,
    run = {},
    arrives = 'receipt',
    ends = 'finished',
  }: {
    readonly input: CoordinatorInput;
    readonly output: Coordination;
    readonly run?: Partial<Run>;
    readonly arrives?: 'receipt' | 'failed';
    readonly ends?: 'finished' | 'aborted';
  },
): string {
  const recorder = log.startRun(aRun(run));
  recordChangeSet(recorder, input.changeSet);
  const reports = input.reports.map((report) => {
    const step = recorder.step({ kind: 'reviewer', name: report.reviewer, key: stepKey(report.reviewer) });
    const recorded = { step, report };
    recordReport(recorder, recorded);
    return recorded;
  });
  if (input.judge !== undefined) {
    recordJudge(recorder, recorder.step({ kind: 'judge', name: 'judge', key: stepKey(input.judge) }), input.judge);
  }
  const step = startCoordination(recorder, { ...input, reports });
  finishCoordination(recorder, step, output);
  const publication = recorder.recordIntent({ target: 'terminal', body: Buffer.from('the review') });
  recorder.recordReceipt({ publication, state: arrives, reference: null });
  recorder.finish(ends, null);
  return recorder.runId;
}
