import type { FinalOutcome, OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import { z } from 'zod';
import type { TrustDomain } from '../../schemas/run.ts';
import type { Tables } from '../tables/tables.ts';
import { importedExamples } from './imported-outcomes.ts';
import { fromJson } from '../tables/row.ts';

/** What became of comments long ago says little of the reviewers of today, and each costs a fraction of a millisecond to look up. */
const MOST = 2_000;

/** What is looked at of a review: a thousand of them are opened before every run. The rest of it may be as old as it likes. */
const Scored = z.object({
  comments: z.array(
    z.object({
      concern: z.string(),
      score: z.object({ terms: z.array(z.object({ term: z.string(), points: z.int() })) }).optional(),
    }),
  ),
  reviewers: z.array(z.object({ reviewer: z.string(), model: z.object({ models: z.array(z.string()) }).optional() })),
});
type Scored = z.infer<typeof Scored>;

/**
 * What became of published findings, newest first, each concern once by its newest outcome. What was said on somebody's own machine counts
 * there alone.
 */
export function outcomeExamples(tables: Tables, trust: TrustDomain): readonly OutcomeExample[] {
  const reviews = new Map<string, Scored | null>();
  const reviewOfRun = (run: string) => {
    if (!reviews.has(run)) reviews.set(run, scoredReview(tables, run));
    return reviews.get(run) ?? null;
  };
  const told = new Set<string>();
  const own = tables.outcomes.newestFinal({ limit: MOST, local: trust === 'local' }).flatMap(({ outcome }) => {
    const { concern, kind, at } = outcome;
    if (!isFinal(kind) || told.has(concern)) return [];
    told.add(concern);
    const published = tables.decisions.lastPublished(concern);
    const said = published === null ? null : tables.findings.saidIn(published.run, published.finding);
    if (published === null || said === null) return [];
    const { location, ...finding } = said;
    const review = reviewOfRun(published.run);
    const terms = review?.comments.find((comment) => comment.concern === concern)?.score?.terms;
    const points = terms?.filter(({ term }) => term !== 'past').reduce((sum, term) => sum + term.points, 0);
    const status = review?.reviewers.find(({ reviewer }) => reviewer === finding.reviewer);
    const model = finding.origin === 'model' ? (status?.model?.models[0] ?? null) : null;
    const path = location?.path ?? null;
    return [{ finding, path, model, points: points ?? null, kind, at, imported: false }];
  });
  return [...own, ...importedExamples(tables)];
}

/** Null when the run has no review, or when its bytes have been let go. */
function scoredReview(tables: Tables, run: string): Scored | null {
  const artifact = tables.stepEvents.product(run, 'coordinate');
  const bytes = artifact === null ? null : tables.artifacts.bytes(artifact);
  return bytes === null ? null : fromJson(Scored, Buffer.from(bytes).toString('utf8'));
}

function isFinal(kind: string): kind is FinalOutcome {
  return kind !== 'claimed';
}
