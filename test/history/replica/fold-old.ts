import { foldTails } from '../../../history/replica/fold.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import type { Retention } from '../../../history/write/retain.ts';

const KEEP_ALL: Retention = { days: null, megabytes: null };

/** Folds as `docket history fold` does, except that a single old run is enough for an archive, and one new one of each domain stays. */
export const foldOld = (tools: ReplicaTools, retention: Retention = KEEP_ALL) =>
  foldTails(tools, { atLeast: 0, archiving: { retention, least: 1, remembered: 1 } });
