import type { PlannedComment } from '../../../schemas/publication.ts';
import { type WriteAttempt, isOnePending } from '../api/attempt-write.ts';
import type { GitHubError } from '../api/client.ts';
import { ObservedConstraints } from './observed-constraints.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import { createPending, discardPending } from './pending-review.ts';
import type { PostedState } from '../read/posted-state.ts';
import type { Degraded } from './published.ts';
import { pause, type Publishing } from './publishing.ts';
import { reconcile } from '../reconcile.ts';
import { eventOf, type ReviewGoal } from './review-goal.ts';
import { nextReviewStep, type ReviewStep } from './review-step.ts';
import { occupied, plainOnly, shortenedTo, stuck } from './review-troubles.ts';
import { addAll, removeAll, type ReviewWriting, submitWhole } from './review-writes.ts';

/** What is on the pull request after the review was brought about, and what of it is not as planned. */
export interface ReviewEnd {
  readonly posted: PostedState;
  readonly degraded: readonly Degraded[];
}

/** Most looks for a submission that GitHub took and does not show. */
const MOST_LOOKS = 20;
/** More reviews than this are never posted for one publication, whatever a look says. */
const MOST_SUBMISSIONS = 3;
/** GitHub says no for good when it says so this often. */
const MOST_REFUSALS = 10;

/** Brings the one review about: whatever is missing is done step by step, and every step begins with a look. */
export async function publishReview(
  publishing: Publishing,
  goal: ReviewGoal,
  { patienceMs, first }: { readonly patienceMs: number; readonly first?: PostedState | undefined },
): Promise<ReviewEnd> {
  const bringing = new ReviewReconciler(publishing, goal, patienceMs);
  const posted = await reconcile<PostedState, ReviewStep>(publishing, bringing, enoughToBegin(first, goal));
  return { posted, degraded: bringing.degraded() };
}

/**
 * A look of a moment ago is enough to take the lock: GitHub gives it once, and what it is taken for is looked at again before it is
 * submitted. Everything else that a look decides takes one of its own.
 */
function enoughToBegin(first: PostedState | undefined, goal: ReviewGoal): PostedState | undefined {
  if (first === undefined) return undefined;
  return nextReviewStep(first, goal, new ObservedConstraints())?.kind === 'create' ? first : undefined;
}

class ReviewReconciler {
  readonly again = 'each';
  readonly #writing: ReviewWriting;
  readonly #lessons = new ObservedConstraints();
  readonly #patienceMs: number;
  #shortened: readonly PlannedComment[] = [];
  #waitedMs = 0;
  #looks = 0;
  #submissions = 0;
  #refusals = 0;

  constructor(publishing: Publishing, goal: ReviewGoal, patienceMs: number) {
    this.#writing = { publishing, goal, lessons: this.#lessons };
    this.#patienceMs = patienceMs;
  }

  readonly look = (): Promise<PostedState> => readPostedState(this.#writing.publishing);

  readonly next = (posted: PostedState): ReviewStep | null => {
    this.#lessons.confirm(posted);
    const step = nextReviewStep(posted, this.#writing.goal, this.#lessons);
    if (step !== null) this.#checkHope(step);
    return step;
  };

  readonly act = async (step: ReviewStep): Promise<WriteAttempt<unknown>> => {
    const { publishing, goal } = this.#writing;
    switch (step.kind) {
      case 'wait':
        return this.#wait(step.for);
      case 'discard':
        return discardPending(publishing, step.review);
      case 'remove':
        return removeAll(this.#writing, step);
      case 'create':
        return createPending(publishing, goal, step.comments);
      case 'add':
        return addAll(this.#writing, step);
      case 'submit': {
        this.#submissions += 1;
        const { end, shortened } = await submitWhole(this.#writing, step);
        this.#shortened = shortened;
        return end;
      }
    }
  };

  /** What GitHub refuses for good ends the review; the rest are lessons, and the next look decides. */
  readonly refused = (step: ReviewStep, error: GitHubError): void => {
    this.#refusals += 1;
    const isFinal = !error.isValidation && (!error.isGone || step.kind === 'create');
    if (error.isRateLimit || this.#refusals > MOST_REFUSALS || (isFinal && step.kind !== 'submit')) throw error;
    if (step.kind === 'create' && !isOnePending(error))
      this.#lessons.suspectCreation(step.comments.length === 0, error);
    if (step.kind !== 'submit') return;
    const event = eventOf(this.#writing.goal, this.#lessons);
    this.#lessons.suspect({ review: step.review, of: { event, message: error.message } });
  };

  degraded(): readonly Degraded[] {
    const { publishing, goal } = this.#writing;
    return [
      ...(this.#lessons.eventRefused && goal.review !== null ? [plainOnly(publishing.where, goal.review.event)] : []),
      ...this.#shortened.map((comment) => shortenedTo(publishing.where, comment)),
    ];
  }

  /** Throws where going on would lead nowhere. */
  #checkHope(step: ReviewStep): void {
    const { where } = this.#writing.publishing;
    const { uncreatable, unsubmittable } = this.#lessons;
    if (unsubmittable !== null) throw stuck(where, unsubmittable);
    if (step.kind === 'create' && uncreatable !== null) throw uncreatable;
    if (step.kind === 'create' && this.#submissions >= MOST_SUBMISSIONS)
      throw stuck(where, 'what it takes does not stay');
    if (step.kind !== 'wait') return;
    if (step.for === 'stranger' && this.#waitedMs >= this.#patienceMs) throw occupied(where, this.#patienceMs);
    if (step.for === 'view' && ++this.#looks > MOST_LOOKS) throw stuck(where, 'it took it and does not show it');
  }

  async #wait(what: 'stranger' | 'view'): Promise<WriteAttempt<null>> {
    const { publishing } = this.#writing;
    if (what === 'stranger' && this.#waitedMs === 0)
      publishing.onNotice('Another program that shares our identity holds a pending review: waiting for it.');
    await pause(publishing);
    if (what === 'stranger') this.#waitedMs += publishing.pauseMs;
    return { kind: 'done', value: null };
  }
}
