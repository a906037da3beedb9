import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatherReport } from '../../app/statistics/gather-report.ts';
import { reportPage } from '../../app/statistics/page/report-page.ts';
import { type HistoryLog, openHistory } from '../../history/log.ts';
import type { Statistics } from '../../history/read/statistics/statistics.ts';
import type { BenchResult } from './result.ts';
import { writeSimulatedLog } from './simulated-log.ts';

const UNTIL = Date.UTC(2026, 10, 1);
const NEWEST = 1000;

/** What `docket stats` asks, each by itself. */
const QUESTIONS: Readonly<Record<string, (statistics: Statistics) => unknown>> = {
  'how runs ended': (of) => of.runs(),
  'how long runs took': (of) => of.runSeconds(),
  'how long the steps of the newest runs took': (of) => of.stepSeconds(NEWEST),
  'what the newest reviews looked at': (of) => of.reviews(NEWEST),
  'outcomes by rule': (of) => of.rules(),
  'outcomes by folder': (of) => of.folders(50),
  'outcomes by month': (of) => of.outcomes(),
  'what models did': (of) => [of.calls(), of.reusedCalls()],
  'calls that were cut off': (of) => of.cutCalls(),
  'lives of findings': (of) => [of.raised(), of.decided()],
  'how published findings ended': (of) => of.endsOfPublished(),
};

/** What is asked of a log of 100,000 runs, and the report of it; the size of the page of 1,000. Needs some minutes and 2 GB. */
export async function benchReport(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-report-'));
  try {
    const [large, small] = [join(folder, 'large.db'), join(folder, 'small.db')];
    writeSimulatedLog(large, { runs: 100_000, seed: 1, until: UNTIL });
    writeSimulatedLog(small, { runs: 1000, seed: 1, until: UNTIL });
    return [
      { name: 'report: size of a log of 100,000 runs', value: statSync(large).size / 1e6, unit: 'MB' },
      ...measureLog(large),
      { name: 'report: page of 1,000 runs', value: withLog(small, pageOf).length / 1e6, unit: 'MB', aim: 'under 2' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The figures of one log. */
export function measureLog(path: string): BenchResult[] {
  return withLog(path, (log) => [
    ...Object.entries(QUESTIONS).map(([name, ask]) => ({
      name: `report: ${name}, CPU`,
      value: leastCpu(5, () => log.ask(null, ask)),
      unit: 'ms',
      aim: 'under 300',
    })),
    {
      name: 'report: reliability, CPU',
      value: leastCpu(5, () => log.past.outcomeExamples('local')),
      unit: 'ms',
      aim: 'under 300',
    },
    { name: 'report: the whole page, CPU', value: leastCpu(3, () => pageOf(log)), unit: 'ms', aim: 'under 5000' },
  ]);
}

function pageOf(log: HistoryLog): string {
  return reportPage(gatherReport(log, { since: null, now: new Date(UNTIL) }));
}

function withLog<Answer>(path: string, look: (log: HistoryLog) => Answer): Answer {
  const log = openHistory(path, { readonly: true });
  try {
    return look(log);
  } finally {
    log.close();
  }
}

/** The least work of several times, in milliseconds on a processor: what else the machine does counts less so. */
function leastCpu(times: number, action: () => unknown): number {
  const once = () => {
    const start = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  return Math.min(...Array.from({ length: times }, once));
}
