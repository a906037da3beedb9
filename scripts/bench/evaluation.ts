import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../app/config/config.ts';
import { type GradingWish, gradeConfigurations } from '../../app/evaluate/evaluate.ts';
import { policyOf } from '../../app/plan.ts';
import { RunJournal } from '../../app/run-journal.ts';
import { coordinate } from '../../coordinator/coordinate.ts';
import { openDatabase } from '../../history/file/open.ts';
import { HistoryLog } from '../../history/log.ts';
import { coordinatorInput } from './coordinator-input.ts';
import type { BenchResult } from './result.ts';

const RUNS = 1000;
const FINDINGS = 30;

/** Grades two configurations on 1,000 recorded runs of 30 findings, intervals, comparison and a suggested threshold included. */
export async function benchEvaluation(count = RUNS): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-evaluation-'));
  try {
    const log = unsafeLog(join(folder, 'log.db'));
    for (let index = 0; index < count; index += 1) await record(log, `acme/shop#${index}`);
    const start = process.cpuUsage();
    const document = gradeConfigurations(log, wish());
    const { user, system } = process.cpuUsage(start);
    log.close();
    if (document.runs !== count || document.suggestion === null) throw new Error('not all runs were graded');
    const name = `eval: two configurations on ${count.toLocaleString('en')} recorded runs of ${FINDINGS} findings, CPU`;
    return [{ name, value: (user + system) / 1e6, unit: 's', aim: 'under 60' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Records without waiting for the disk after each row, which is what recording would take minutes for. */
function unsafeLog(path: string): HistoryLog {
  const db = openDatabase(path);
  db.pragma('synchronous = OFF');
  return new HistoryLog(db, { path, now: () => new Date() });
}

function wish(): GradingWish {
  const policy = policyOf(DEFAULT_CONFIG);
  const label = { id: 'k', real: true, text: 'the session leaks on timeout', place: null };
  const names = Array.from({ length: RUNS }, (_, index) => `acme/shop#${index}`);
  return {
    configurations: [
      { name: 'as recorded', policy: null, without: [] },
      {
        name: 'all of it',
        policy: { ...policy, openPercent: 0, openCheckPercent: 0, maxInlineComments: 50 },
        without: [],
      },
    ],
    last: RUNS,
    seed: 1,
    labels: { source: 'bench', byChange: new Map(names.map((name) => [name, [label]])) },
    fixes: null,
  };
}

async function record(log: HistoryLog, label: string): Promise<void> {
  const made = coordinatorInput(FINDINGS, { files: 5, lines: 60 });
  const input = { ...made, policy: policyOf(DEFAULT_CONFIG), changeSet: { ...made.changeSet, label } };
  const versions = { docketVersion: 'bench', coordinatorVersion: 'bench' };
  const { changeSet } = input;
  const facts = { changeSet, config: DEFAULT_CONFIG, trust: 'local' as const, versions, onTrouble: () => undefined };
  const run = await RunJournal.begin(log, facts);
  run.startReviewers(input.reports.map(({ reviewer }) => reviewer))(input.reports);
  run.coordinate(input, coordinate);
  run.finish('finished', null);
}
