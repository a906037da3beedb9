import type { PlannedComment } from '../../../schemas/publication.ts';
import type { PostedState, PostedReview, PostedText, PostedThread } from '../read/posted-state.ts';
import {
  concernOf,
  eventOf,
  isAdoptable,
  isMarked,
  type Constraints,
  type MarkedReview,
  missingFrom,
  type ReviewGoal,
  submittedAt,
  wayOf,
} from './review-goal.ts';

/** The next thing to do for the review. */
export type ReviewStep =
  /** For a pending review of somebody else with our identity, or until GitHub shows what it took. */
  | { readonly kind: 'wait'; readonly for: 'stranger' | 'view' }
  | { readonly kind: 'discard'; readonly review: PostedReview }
  | { readonly kind: 'remove'; readonly comments: readonly PostedText[] }
  /** Takes the lock; with all comments that go on lines, unless GitHub refused them as a whole. */
  | { readonly kind: 'create'; readonly comments: readonly PlannedComment[] }
  | { readonly kind: 'add'; readonly review: PostedReview; readonly comments: readonly PlannedComment[] }
  | { readonly kind: 'submit'; readonly review: PostedReview; readonly inBody: readonly PlannedComment[] };

/**
 * What to do next for the one review, seen from what is on the pull request; null when nothing is left. Pure, so that it is the
 * same whoever looks: a process that goes on, one that starts after a crash, or another one at the same time.
 */
export function nextReviewStep(posted: PostedState, goal: ReviewGoal, learned: Constraints): ReviewStep | null {
  const pending = posted.reviews.find((review) => review.state === 'PENDING') ?? null;
  const ours = pending === null ? null : ourPending(pending, posted);
  if (isHidden(posted, learned)) return { kind: 'wait', for: 'view' };
  if (ours !== null && ours.mark.head !== posted.head) return { kind: 'discard', review: ours };
  const doubles = doublesIn(posted, goal).filter(({ id }) => !learned.kept.has(id));
  if (doubles.length > 0) return { kind: 'remove', comments: doubles };
  if (posted.head !== goal.head) return null;
  const missing = missingFrom(posted, goal);
  if (missing.length === 0 && !isEventMissing(posted, goal, learned)) return leave(ours, posted, goal);
  if (pending === null)
    return {
      kind: 'create',
      comments: learned.batchRefused ? [] : missing.filter((comment) => wayOf(comment, learned) === 'lines'),
    };
  if (ours === null) return { kind: 'wait', for: 'stranger' };
  return complete({ pending: ours, posted, goal, learned, missing });
}

/** A pending review is ours when its mark says so and every comment in it is one of ours. */
function ourPending(pending: PostedReview, posted: PostedState): MarkedReview | null {
  return isMarked(pending) && threadsOf(pending, posted).every((thread) => concernOf(thread) !== null) ? pending : null;
}

function threadsOf(review: PostedReview, posted: PostedState): readonly PostedThread[] {
  return posted.threads.filter((thread) => thread.review === review.id);
}

function isHidden(posted: PostedState, { submitted }: Constraints): boolean {
  return submitted !== null && !posted.reviews.some((one) => one.number === submitted && one.state !== 'PENDING');
}

/** Comments that two processes of ours submitted at the same moment: the oldest stays, and so does what anybody answered to. */
function doublesIn(posted: PostedState, { head }: ReviewGoal): readonly PostedText[] {
  const visible = posted.threads.filter(
    ({ isPending, first: { mark } }) => !isPending && mark?.kind === 'concern' && mark.head === head,
  );
  return youngerOf(visible)
    .filter((thread) => !thread.hasOthers && thread.answers.length === 0)
    .map((thread) => thread.first);
}

/** All but the oldest thread of each concern. */
function youngerOf(threads: readonly PostedThread[]): readonly PostedThread[] {
  const seen = new Set<string | null>();
  return threads
    .toSorted((a, b) => a.first.number - b.first.number)
    .filter((thread) => {
      const isDouble = seen.has(concernOf(thread));
      seen.add(concernOf(thread));
      return isDouble;
    });
}

/** Whether a review has to be there for what it is, not for its comments. */
function isEventMissing(posted: PostedState, goal: ReviewGoal, learned: Constraints): boolean {
  if (goal.review === null) return false;
  const event = eventOf(goal, learned);
  const reviews = submittedAt(posted, goal.head).filter((review) => isAdoptable(review, goal));
  if (event === 'COMMENT') return goal.review.comments.length === 0 && goal.review.body !== '' && reviews.length === 0;
  const state = event === 'APPROVE' ? 'APPROVED' : 'CHANGES_REQUESTED';
  // A person who dismissed it did not ask for it again.
  return !reviews.some((review) => review.state === state || review.state === 'DISMISSED');
}

/** A pending review of ours that nobody needs is deleted, unless a process that we know nothing of may still be filling it. */
function leave(ours: MarkedReview | null, posted: PostedState, goal: ReviewGoal): ReviewStep | null {
  if (ours === null) return null;
  const isKnown = ours.mark.publication === goal.publication || goal.known.has(ours.mark.publication);
  const visible = new Set(posted.threads.filter((thread) => !thread.isPending).map(concernOf));
  const isSpent = threadsOf(ours, posted).every((thread) => visible.has(concernOf(thread)));
  return isKnown || isSpent ? { kind: 'discard', review: ours } : null;
}

interface Held {
  readonly pending: MarkedReview;
  readonly posted: PostedState;
  readonly goal: ReviewGoal;
  readonly learned: Constraints;
  readonly missing: readonly PlannedComment[];
}

/** We hold the pending review: nothing twice in it, nothing missing from it, then out. */
function complete({ pending, posted, goal, learned, missing }: Held): ReviewStep {
  const threads = threadsOf(pending, posted);
  const wanted = new Set<string | null>(missing.map(({ mark }) => mark.comment.concern));
  const visible = new Set(posted.threads.filter((thread) => !thread.isPending).map(concernOf));
  const surplus = [
    ...youngerOf(threads),
    ...threads.filter(
      (thread) => !wanted.has(concernOf(thread)) && (visible.has(concernOf(thread)) || isForgotten(thread, goal)),
    ),
  ].map((thread) => thread.first);
  const removable = [...new Set(surplus)].filter(({ id }) => !learned.kept.has(id));
  if (removable.length > 0) return { kind: 'remove', comments: removable };
  const held = new Set(threads.map(concernOf));
  const open = missing.filter(({ mark }) => !held.has(mark.comment.concern));
  const comments = open.filter((comment) => wayOf(comment, learned) !== 'body');
  if (comments.length > 0) return { kind: 'add', review: pending, comments };
  return { kind: 'submit', review: pending, inBody: open };
}

/** Left by a publication that we know and that did not come to its end; one that we do not know may be at work right now. */
function isForgotten({ first: { mark } }: PostedThread, { publication, known }: ReviewGoal): boolean {
  return mark?.kind === 'concern' && (mark.publication === publication || known.has(mark.publication));
}
