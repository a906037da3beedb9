import { coordinate } from '../../coordinator/coordinate.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { KnownConcern } from '../../schemas/memory.ts';
import type { ReviewComment } from '../../schemas/review.ts';

/** What a review of this input leaves behind: its comments as the marks on a pull request carry them, without prose. */
export function publishedOf(input: CoordinatorInput, of: Partial<KnownConcern> = {}): KnownConcern[] {
  return coordinate(input).review.comments.map((comment) => knownOf(comment, of));
}

/** One published comment as it is remembered. */
export function knownOf(comment: ReviewComment, of: Partial<KnownConcern> = {}): KnownConcern {
  const withoutProse = { ...comment, explanation: '', failureScenario: null, replacement: null };
  return { comment: withoutProse, blob: null, state: 'raised', actor: null, reason: null, ...of };
}

/** Somebody's word on it. */
export const DISMISSED = { state: 'dismissed', actor: 'ann', reason: 'by design' } as const;
export const CLAIMED = { state: 'claimed', actor: 'bob', reason: "won't fix" } as const;
