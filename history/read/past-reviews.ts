import type { ChangeSet, ObjectId } from '../../schemas/change-set.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { RejectedConcern } from '../../schemas/memory.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { Review, ReviewComment } from '../../schemas/review.ts';
import type { Run } from '../../schemas/run.ts';
import { changeSetOf, reviewOf } from './recorded-run.ts';
import { publicationsOf, type PublicationRecord } from './run-detail.ts';
import type { Tables } from '../tables/tables.ts';

/** What was reviewed again and again: a pull request, a branch. Two changes that are called the same are one. */
export interface ReviewedChange {
  readonly source: ChangeSet['source'];
  readonly label: string;
}

/** A review that is known to have arrived. */
export interface PublishedReview {
  readonly run: Run;
  /** Id of the publication, as its intent was recorded. */
  readonly publication: string;
  readonly at: string;
  /** What the other side calls it. */
  readonly reference: string | null;
  readonly review: Review;
  /** The review's comments, each with the blob that its file had; null where that is not known. */
  readonly comments: readonly { readonly comment: ReviewComment; readonly blob: ObjectId | null }[];
}

/** The newest review that looked at everything and arrived: what was not touched since needs no second look. */
export interface CompleteReview {
  readonly run: string;
  readonly headCommit: ObjectId;
  /** The tip of the base branch at that time. */
  readonly baseCommit: ObjectId | null;
  /** A review by checks alone says nothing about what a model would find. */
  readonly coverage: Review['coverage'];
}

/** Everything that left Docket, or was about to, for this change, newest run first. */
export function publicationsOn(tables: Tables, change: ReviewedChange): PublicationRecord[] {
  return tables.runs.ofLabel(change).flatMap(({ id }) => publicationsOf(tables, id).toReversed());
}

/** The reviews of this change that arrived, newest first; those whose bytes were let go are left out. */
export function publishedOn(tables: Tables, change: ReviewedChange): PublishedReview[] {
  return tables.runs.ofLabel(change).flatMap((run) => {
    const receipt = receiptOf(tables, run.id);
    const review = receipt === null ? null : reviewOf(tables, run.id);
    if (receipt === null || review === null) return [];
    const changeSet = changeSetOf(tables, run.id);
    const comments = review.comments.map((comment) => ({ comment, blob: blobOf(changeSet, comment.location) }));
    const { publication, at, reference } = receipt;
    return [{ run, publication, at, reference, review, comments }];
  });
}

/** What the judge refuted in reviews of this change, each with the blob that its file had; what has none is left out. */
export function rejectedOn(tables: Tables, change: ReviewedChange): RejectedConcern[] {
  const rejected = new Map<string, RejectedConcern>();
  for (const run of tables.runs.ofLabel(change)) {
    const changeSet = changeSetOf(tables, run.id);
    const findings = new Map(tables.findings.ofRun(run.id).map(({ finding }) => [finding.id, finding]));
    for (const { decision } of tables.decisions.ofRun(run.id)) {
      const { state, concern, fingerprint } = decision;
      if (state.kind !== 'suppressed' || state.reason !== 'refuted') continue;
      const finding = findings.get(decision.finding);
      const blob = blobOf(changeSet, finding?.location ?? null);
      if (finding === undefined || blob === null || concern === null || fingerprint === null) continue;
      const { severity, title } = finding;
      const key = `${blob} ${concern} ${fingerprint}`;
      // Newest run first: the newest word on the same bytes is kept.
      if (!rejected.has(key)) rejected.set(key, { concern, fingerprint, blob, reason: state.bar, severity, title });
    }
  }
  return [...rejected.values()];
}

/** What became of this change's comments, in the order in which it was noticed. */
export function outcomesOn(tables: Tables, change: ReviewedChange): { run: string; outcome: Outcome }[] {
  return tables.outcomes.ofLabel(change).map(({ run, outcome }) => ({ run, outcome }));
}

/** Null when no review of this change looked at everything and arrived. */
export function lastComplete(tables: Tables, change: ReviewedChange): CompleteReview | null {
  for (const { id, baseCommit, headCommit } of tables.runs.ofLabel(change)) {
    if (headCommit === null || tables.runEvents.ofRun(id).at(-1)?.state !== 'finished') continue;
    const review = receiptOf(tables, id) === null ? null : reviewOf(tables, id);
    if (review === null || review.incompleteReasons.length > 0) continue;
    return { run: id, baseCommit, headCommit, coverage: review.coverage };
  }
  return null;
}

function receiptOf(tables: Tables, run: string) {
  return tables.publicationEvents.ofRun(run).findLast(({ state }) => state === 'receipt') ?? null;
}

function blobOf(changeSet: ChangeSet | null, at: Finding['location']): ObjectId | null {
  if (changeSet === null || at === null) return null;
  const file = [...changeSet.files, ...changeSet.filtered].find((one) =>
    at.side === 'old' ? one.oldPath === at.path : one.newPath === at.path,
  );
  return file === undefined ? null : file.newBlob;
}
