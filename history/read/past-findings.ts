import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import type { Review } from '../../schemas/review.ts';
import type { Tables } from '../tables/tables.ts';
import { reviewOf } from './recorded-run.ts';

/** Older runs say little of the code of today, and each costs a fraction of a millisecond to read. */
export const REMEMBERED_RUNS = 300;
const MOST_FINDINGS = 500;

/** What reviews of one trust domain published, each concern once, newest first, with what became of it. */
export function pastFindings(tables: Tables, trust: TrustDomain): readonly PastFinding[] {
  const told = new Map<string, PastFinding>();
  for (const run of tables.runs.newestOf({ trust, limit: REMEMBERED_RUNS })) {
    if (told.size >= MOST_FINDINGS) break;
    for (const comment of readableReview(tables, run.id)?.comments ?? []) {
      if (told.has(comment.concern)) continue;
      const { finding, rule, severity, title, evidence, location } = comment;
      const last = tables.outcomes.ofConcern(comment.concern).at(-1)?.outcome ?? null;
      const said = { finding, rule, severity, title, evidence, path: location?.path ?? null };
      const outcome = { became: last?.kind ?? null, reason: last?.kind === 'dismissed' ? last.reason : null };
      told.set(comment.concern, { ...said, ...outcome, trust, at: run.startedAt });
    }
  }
  return [...told.values()].slice(0, MOST_FINDINGS);
}

/** A review whose bytes are damaged teaches nothing; no review of today stops for it. */
function readableReview(tables: Tables, run: string): Review | null {
  try {
    return reviewOf(tables, run);
  } catch (error) {
    if (error instanceof InfrastructureError) return null;
    throw error;
  }
}
