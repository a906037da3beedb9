import type { KnownState } from '../../../schemas/memory.ts';
import type { RememberedConcern } from '../../../schemas/review.ts';
import type { Severity } from '../../../schemas/severity.ts';
import type { ReviewOutput } from '../review-output.ts';
import type { PublishedBefore, PublishedThread } from './publication-facts.ts';

/** A concern of an earlier review: what this run found out about it, and what stands on the pull request. */
export interface Known {
  readonly now: RememberedConcern;
  /** Null where it stood in the summary only, or somebody deleted our comment. */
  readonly thread: PublishedThread | null;
  /** What its mark says; null where there is none. */
  readonly before: KnownState | null;
  /** Who disputed or dismissed it, and why, as its mark says. */
  readonly actor: string | null;
  readonly reason: string | null;
}

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, suggestion: 2 };

/** All that was published before, the most severe first. */
export function knownConcerns(output: ReviewOutput, before: PublishedBefore): Known[] {
  const threads = threadsByConcern(before);
  const listed = new Map(before.summary?.mark.concerns.map((one) => [one.comment.concern, one]));
  return (output.review.remembered ?? [])
    .map((now) => {
      const thread = threads.get(now.concern)?.[0] ?? null;
      const mark = thread?.mark ?? listed.get(now.concern);
      const { state = null, actor = null, reason = null } = mark ?? {};
      return { now, thread, before: state, actor, reason };
    })
    .toSorted((one, other) => RANKS[one.now.comment.severity] - RANKS[other.now.comment.severity]);
}

/** Our threads by what they are about; there may be two of one concern where two identities of ours met. */
export function threadsByConcern({ threads }: PublishedBefore): ReadonlyMap<string, readonly PublishedThread[]> {
  return Map.groupBy(threads, (thread) => thread.mark.comment.concern);
}

/** Whether it counts for the verdict: what could not be looked at does. */
export function counts({ now }: Known): boolean {
  return now.state === 'standing' || now.state === 'unknown';
}
