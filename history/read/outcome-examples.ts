import type { FinalOutcome, OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import { z } from 'zod';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { type ArchivedOutcome, type ArchivedSaying, archiveNote } from '../archive/archive-note.ts';
import type { OutcomeRow } from '../tables/outcomes.ts';
import type { Tables } from '../tables/tables.ts';
import { importedExamples } from './imported-outcomes.ts';
import { fromJson } from '../tables/row.ts';

/** What became of comments long ago says little of the reviewers of today, and each costs a fraction of a millisecond to look up. */
const MOST_OUTCOMES = 2_000;

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
 * What became of published findings, newest first, each concern once by its newest outcome, whether its run is here or in an archive. What was said on
 * somebody's own machine counts there alone.
 */
export function outcomeExamples(tables: Tables, trust: TrustDomain): readonly OutcomeExample[] {
  const note = archiveNote(tables);
  const sayings = createSayings(tables);
  const told = new Set<string>();
  const here = tables.outcomes.newestFinal({ limit: MOST_OUTCOMES, local: trust === 'local' }).flatMap(finalOutcome);
  const archived = (note?.outcomes ?? []).filter(({ local }) => trust === 'local' || !local);
  const own = newestOutcomes([...here, ...archived]).flatMap(({ concern, kind, at }) => {
    if (told.has(concern)) return [];
    told.add(concern);
    const said = laterSaying(sayings.last(concern), note?.sayings[concern] ?? null)?.said ?? null;
    return said === null ? [] : [{ ...said, kind, at, imported: false }];
  });
  return [...own, ...importedExamples(tables)];
}

/** A final outcome and its place in the log. */
type PlacedOutcome = Omit<ArchivedOutcome, 'local'>;

/** Null of what was merely claimed. */
export function finalOutcome({ id, run, sequence, outcome }: OutcomeRow): PlacedOutcome[] {
  const { concern, kind, at } = outcome;
  return isFinal(kind) ? [{ id, run, sequence, concern, kind, at }] : [];
}

/** Each once, newest run first, no more than a fit looks at. */
export function newestOutcomes<Placed extends PlacedOutcome>(outcomes: readonly Placed[]): readonly Placed[] {
  return [...new Map(outcomes.map((one) => [one.id, one])).values()]
    .toSorted((a, b) => compareText(b.run, a.run) || b.sequence - a.sequence)
    .slice(0, MOST_OUTCOMES);
}

/** Of two, the one of the later run. */
export function laterSaying(one: ArchivedSaying | null, other: ArchivedSaying | null): ArchivedSaying | null {
  if (one === null || other === null) return one ?? other;
  return other.run > one.run ? other : one;
}

/** Looks up how concerns were published; each review is opened once. */
export function createSayings(tables: Tables) {
  const reviews = new Map<string, Scored | null>();
  const reviewOfRun = (run: string) => {
    if (!reviews.has(run)) reviews.set(run, scoredReview(tables, run));
    return reviews.get(run) ?? null;
  };
  const saying = (concern: string, { run, finding: id }: { run: string; finding: string }): ArchivedSaying => {
    const found = tables.findings.saidIn(run, id);
    if (found === null) return { run, said: null };
    const { location, ...finding } = found;
    const review = reviewOfRun(run);
    const terms = review?.comments.find((comment) => comment.concern === concern)?.score?.terms;
    const points = terms?.filter(({ term }) => term !== 'past').reduce((sum, term) => sum + term.points, 0);
    const status = review?.reviewers.find(({ reviewer }) => reviewer === finding.reviewer);
    const model = finding.origin === 'model' ? (status?.model?.models[0] ?? null) : null;
    return { run, said: { finding, path: location?.path ?? null, model, points: points ?? null } };
  };
  return {
    /** How a concern was published last; null when it never was. */
    last(concern: string): ArchivedSaying | null {
      const published = tables.decisions.lastPublished(concern);
      return published === null ? null : saying(concern, published);
    },
  };
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
