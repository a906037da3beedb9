import type { Posted } from './posted.ts';
import type { Landed, Published } from './published.ts';
import { concernOf, isAdoptable, missingFrom, type ReviewGoal, submittedAt } from './review-goal.ts';

/** What became of the review. */
export interface ReviewOutcome {
  readonly state: Exclude<Published['state'], 'failed'>;
  readonly url: string | null;
  readonly landed: readonly Landed[];
}

/** Reads the outcome off the pull request alone, so that it is the same after a crash as without one. */
export function outcomeOf(posted: Posted, goal: ReviewGoal): ReviewOutcome {
  const planned = new Set<string | null>((goal.review?.comments ?? []).map(({ mark }) => mark.comment.concern));
  const reviews = submittedAt(posted, goal.head);
  const holdsOurs = (review: (typeof reviews)[number]) =>
    review.mark.inBody?.some((concern) => planned.has(concern)) === true ||
    posted.threads.some((thread) => thread.review === review.id && planned.has(concernOf(thread)));
  const mine = reviews.findLast(({ mark }) => mark.publication === goal.publication);
  if (mine === undefined && posted.head !== goal.head) return { state: 'superseded', url: null, landed: [] };
  const others = goal.review === null ? [] : reviews.filter((review) => holdsOurs(review) || isAdoptable(review, goal));
  const review = mine ?? others.at(-1) ?? null;
  const inReview = new Map(
    posted.threads.filter((thread) => thread.review === review?.id).map((thread) => [concernOf(thread), thread]),
  );
  const missing = new Set<string | null>(missingFrom(posted, goal).map(({ mark }) => mark.comment.concern));
  const landed = [...planned].flatMap((concern): Landed[] => {
    if (concern === null || missing.has(concern)) return [];
    const thread = inReview.get(concern);
    if (thread !== undefined) return [{ concern, as: thread.isOnFile ? 'file' : 'lines' }];
    return [{ concern, as: review?.mark.inBody?.includes(concern) === true ? 'body' : 'already-there' }];
  });
  const state = mine !== undefined ? 'published' : review === null ? 'nothing-new' : 'adopted';
  return { state, url: review?.url ?? null, landed };
}
