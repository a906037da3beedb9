import type { FinalOutcome, OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import type { Review } from '../../schemas/review.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import type { Tables } from '../tables/tables.ts';
import { importedExamples } from './imported-outcomes.ts';
import { reviewOf } from './recorded-run.ts';

/** What became of comments long ago says little of the reviewers of today, and each costs a fraction of a millisecond to look up. */
const MOST = 2_000;

/**
 * What became of published findings, newest first, each concern once by its newest outcome. What was said on somebody's own machine counts
 * there alone.
 */
export function outcomeExamples(tables: Tables, trust: TrustDomain): readonly OutcomeExample[] {
  const reviews = new Map<string, Review | null>();
  const reviewOfRun = (run: string) => {
    if (!reviews.has(run)) reviews.set(run, reviewOf(tables, run));
    return reviews.get(run) ?? null;
  };
  const told = new Set<string>();
  const own = tables.outcomes.newestFinal({ limit: MOST, local: trust === 'local' }).flatMap(({ outcome }) => {
    const { concern, kind, at } = outcome;
    if (!isFinal(kind) || told.has(concern)) return [];
    told.add(concern);
    const decision = tables.decisions.lastPublished(concern);
    const row = tables.findings.byFinding(decision?.decision.finding ?? '').find(({ run }) => run === decision?.run);
    if (decision === null || row === undefined) return [];
    const { finding } = row;
    const review = reviewOfRun(decision.run);
    const terms = review?.comments.find((comment) => comment.concern === concern)?.score?.terms;
    const points = terms?.filter(({ term }) => term !== 'past').reduce((sum, term) => sum + term.points, 0);
    const status = review?.reviewers.find(({ reviewer }) => reviewer === finding.reviewer);
    const model = finding.origin === 'model' ? (status?.model?.models[0] ?? null) : null;
    const path = finding.location?.path ?? null;
    return [{ finding, path, model, points: points ?? null, kind, at, imported: false }];
  });
  return [...own, ...importedExamples(tables)];
}

function isFinal(kind: string): kind is FinalOutcome {
  return kind !== 'claimed';
}
