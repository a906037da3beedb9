import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HistoryLog, HistoryLog as Log, openHistory } from '../../history/log.ts';
import { openDatabase } from '../../history/file/open.ts';
import {
  finishCoordination,
  recordChangeSet,
  recordReport,
  startCoordination,
} from '../../history/write/record-coordination.ts';
import { changeSet, finding, decision, review, run } from './history-records.ts';
import type { BenchResult } from './result.ts';

const RUNS = 100_000;
const KEY = '0'.repeat(64);

/** What appending costs, and what a log of 100,000 runs costs to open and to list. Needs about 1 GB of temporary disk. */
export async function benchHistory(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-history-'));
  try {
    return [...appends(folder), ...large(join(folder, 'large.db'))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function appends(folder: string): BenchResult[] {
  const log = openHistory(join(folder, 'appends.db'));
  const recorder = log.startRun(run);
  const step = recorder.step({ kind: 'reviewer', name: 'security', key: KEY });
  const singly = perSecond(1000, () => recorder.recordFindings(step, [finding(0)]));
  const hundred = Array.from({ length: 100 }, (_, at) => finding(at));
  const batched = perSecond(100, () => recorder.recordFindings(step, hundred)) * 100;
  const whole = perSecond(100, () => recordRun(log));
  log.close();
  return [
    { name: 'history: appends, one durable transaction a row', value: singly, unit: 'rows/s' },
    { name: 'history: appends, one durable transaction for 100 rows', value: batched, unit: 'rows/s' },
    { name: 'history: whole runs recorded as the program does', value: whole, unit: 'runs/s' },
  ];
}

function large(path: string): BenchResult[] {
  const oldest = build(path);
  const opened = best(10, () => openHistory(path).close());
  const log = openHistory(path);
  const listed = best(10, () => log.runs({ limit: 20 }));
  const detailed = best(10, () => log.run(oldest));
  const told = best(3, () => log.findingStory('finding-5'));
  log.close();
  const of = 'of 100,000 runs';
  return [
    { name: `history: size of a log ${of}`, value: statSync(path).size / 1e6, unit: 'MB' },
    { name: `history: opening a log ${of}`, value: opened, unit: 'ms', aim: 'under 20' },
    { name: `history: listing the newest 20 ${of}`, value: listed, unit: 'ms', aim: 'under 50' },
    { name: `history: the oldest run ${of}`, value: detailed, unit: 'ms', aim: 'under 20' },
    { name: `history: the story of a finding raised in 10 ${of}`, value: told, unit: 'ms', aim: 'under 200' },
  ];
}

/** Fills a log in few large transactions; the rows are the same as one by one. Answers the oldest run. */
function build(path: string): string {
  const db = openDatabase(path);
  db.pragma('synchronous = OFF');
  const log = new Log(db, { path, now: () => new Date() });
  const oldest = recordRun(log);
  const thousand = db.transaction((from: number) => {
    for (let at = from; at < from + 1000; at += 1) recordRun(log, at);
  });
  for (let from = 1; from < RUNS; from += 1000) thousand(from);
  log.close();
  return oldest;
}

/** A run with one finding, the same in every 10,000th run. */
function recordRun(log: HistoryLog, at = 0): string {
  const recorder = log.startRun(run);
  recordChangeSet(recorder, changeSet);
  const step = recorder.step({ kind: 'reviewer', name: 'security', key: KEY });
  const findings = [finding(at % 10_000)];
  const report = {
    reviewer: 'security',
    required: true,
    status: 'ok' as const,
    reason: null,
    gaps: [],
    rules: null,
    read: [],
    findings,
  };
  recordReport(recorder, { step, report });
  const policy = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' as const };
  const coordination = startCoordination(recorder, { changeSet, sources: [], policy, reports: [{ step, report }] });
  finishCoordination(recorder, coordination, { decisions: [decision(at % 10_000)], review });
  const publication = recorder.recordIntent({ target: 'terminal', body: Buffer.from(`body ${at}`) });
  recorder.recordReceipt({ publication, state: 'receipt', reference: null });
  recorder.finish('finished', null);
  return recorder.runId;
}

function perSecond(times: number, action: () => void): number {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) action();
  return (times * 1000) / (performance.now() - start);
}

/** The shortest of several times, in milliseconds. */
function best(times: number, action: () => unknown): number {
  const once = (): number => {
    const start = performance.now();
    action();
    return performance.now() - start;
  };
  return Math.min(...Array.from({ length: times }, once));
}
