import type { Review } from '../../schemas/review.ts';
import type { Run, RunState } from '../../schemas/run.ts';
import { reviewOf } from './recorded-run.ts';
import type { Tables } from '../tables/tables.ts';

/** One line of the list of runs. */
export interface RunSummary {
  readonly run: Run;
  /** `started` for a run that is still at work, or that died. */
  readonly state: RunState;
  readonly endedAt: string | null;
  readonly note: string | null;
  /** Null when the run made no review. */
  readonly review: Pick<Review, 'verdict' | 'coverage' | 'counts'> | null;
}

/** How a run ended and what it said, in short. */
export function summarise(tables: Tables, run: Run): RunSummary {
  const last = tables.runEvents.ofRun(run.id).at(-1);
  const review = reviewOf(tables, run.id);
  return {
    run,
    state: last?.state ?? 'started',
    endedAt: last === undefined || last.state === 'started' ? null : last.at,
    note: last?.note ?? null,
    review: review === null ? null : { verdict: review.verdict, coverage: review.coverage, counts: review.counts },
  };
}
