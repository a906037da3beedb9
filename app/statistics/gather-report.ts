import type { HistoryLog } from '../../history/log.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { gatherRuns } from './gather-runs.ts';
import { gatherStatistics } from './gather-statistics.ts';
import type { ReportContents } from './page/report-contents.ts';

/** Runs that can be looked at closely. The page stops before it becomes too large. */
export const MOST_RUNS = 200;

/** Everything that the page of a log tells. */
export function gatherReport(
  log: Pick<HistoryLog, 'ask' | 'past' | 'run'>,
  {
    since,
    trust,
    now,
    isWhole = true,
  }: {
    readonly since: string | null;
    readonly trust?: TrustDomain;
    readonly now: Date;
    /** Whether what lies in archives of the store is in the log. */
    readonly isWhole?: boolean;
  },
): ReportContents {
  return {
    statistics: gatherStatistics(log, { since, ...(trust === undefined ? {} : { trust }) }),
    runs: gatherRuns(log, { since, most: MOST_RUNS }),
    madeAt: now.toISOString(),
    leavesOut: !isWhole && log.past.knownArchives().length > 0,
  };
}
