import type { StatisticsDocument } from '../../../schemas/learning/statistics.ts';
import type { ToldStore } from '../../../schemas/fleet/fleet-statistics.ts';
import type { ToldRun } from '../gather-runs.ts';

/** What a report is made of. */
export interface ReportContents {
  readonly statistics: StatisticsDocument;
  /** The newest runs, for a closer look. */
  readonly runs: readonly ToldRun[];
  /** When it was made, in ISO 8601. */
  readonly madeAt: string;
  /** Whether runs of long ago lie in archives that were not looked into. */
  readonly leavesOut?: boolean;
  /** The repositories, where the page is about several. */
  readonly stores?: readonly ToldStore[];
}
