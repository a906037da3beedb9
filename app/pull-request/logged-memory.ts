import type { HistoryLog } from '../../history/log.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import type { SummaryMark } from '../../schemas/publication.ts';
import type { LoggedMemory } from './memory.ts';

/** A pull request as the log names it. */
export const changeOf = (label: string) => ({ source: 'pull-request', label }) as const;

/** What the log knows of a pull request. */
export function loggedMemory(log: HistoryLog, label: string): LoggedMemory {
  const change = changeOf(label);
  return {
    comments: log
      .publishedOn(change)
      .flatMap(({ publication, comments }) => comments.map((one) => ({ ...one, publication }))),
    rejected: log.rejectedOn(change),
    outcomes: log.outcomesOn(change),
  };
}

/** Every publication on a pull request that the log knows, arrived or not. */
export function knownPublications(log: Pick<HistoryLog, 'publicationsOn'>, label: string): string[] {
  return log.publicationsOn(changeOf(label)).map(({ publication }) => publication.id);
}

/** The two ends of a change as a review saw it: the tip of its base, and its head. */
export interface ReviewedEnds {
  readonly base: ObjectId;
  readonly head: ObjectId;
}

/**
 * What the newest review that looked at everything saw, or null. The log knows best; the summary on the pull request stands in where it
 * is newer, since a log may be lost with its runner. A review by checks alone says nothing about what a model would find.
 */
export function lastReviewed(
  log: Pick<HistoryLog, 'publicationsOn' | 'lastComplete'>,
  label: string,
  summary: Pick<SummaryMark, 'publication' | 'complete' | 'base' | 'head'> | null,
): ReviewedEnds | null {
  const last = log.lastComplete(changeOf(label));
  const isUnknown = summary !== null && !knownPublications(log, label).includes(summary.publication);
  if (isUnknown && summary.complete && (last === null || summary.publication > last.run)) {
    return { base: summary.base, head: summary.head };
  }
  if (last === null || last.baseCommit === null || last.coverage !== 'full') return null;
  return { base: last.baseCommit, head: last.headCommit };
}
