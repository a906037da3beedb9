import { InfrastructureError } from '../../schemas/problem.ts';
import type { ReviewMark } from '../../schemas/publication.ts';
import { addThread } from './add-threads.ts';
import { type Attempt, isOnePending } from './attempt.ts';
import type { GitHubError } from './client.ts';
import { Lessons } from './learned.ts';
import { look } from './look.ts';
import { createPending, deleteComment, discardPending, submitPending } from './pending-review.ts';
import type { Posted } from './posted.ts';
import type { Degraded } from './published.ts';
import { pause, type Publishing } from './publishing.ts';
import { reconcile } from './reconcile.ts';
import { reviewBody } from './review-body.ts';
import { eventOf, type ReviewGoal, wayOf } from './review-goal.ts';
import { nextReviewStep, type ReviewStep } from './review-step.ts';

/** What is on the pull request after the review was brought about, and what of it is not as planned. */
export interface ReviewEnd {
  readonly posted: Posted;
  readonly degraded: readonly Degraded[];
}

/** Most looks for a submission that GitHub took and does not show. */
const MOST_LOOKS = 20;
/** More reviews than this are never posted for one publication, whatever a look says. */
const MOST_SUBMISSIONS = 3;

/** Brings the one review about: whatever is missing is done step by step, and every step begins with a look. */
export async function publishReview(publishing: Publishing, goal: ReviewGoal, patienceMs: number): Promise<ReviewEnd> {
  const bringing = new Bringing(publishing, goal, patienceMs);
  const posted = await reconcile<Posted, ReviewStep>(publishing, {
    again: 'each' as const,
    look: () => look(publishing),
    next: (now) => bringing.next(now),
    act: (step) => bringing.act(step),
    refused: (step, error) => bringing.refused(step, error),
  });
  return { posted, degraded: bringing.degraded(posted) };
}

class Bringing {
  readonly #publishing: Publishing;
  readonly #goal: ReviewGoal;
  readonly #lessons = new Lessons();
  readonly #patienceMs: number;
  #shortened: readonly string[] = [];
  #waitedMs = 0;
  #looks = 0;
  #submissions = 0;

  constructor(publishing: Publishing, goal: ReviewGoal, patienceMs: number) {
    this.#publishing = publishing;
    this.#goal = goal;
    this.#patienceMs = patienceMs;
  }

  next(posted: Posted): ReviewStep | null {
    this.#lessons.confirm(posted);
    const step = nextReviewStep(posted, this.#goal, this.#lessons);
    if (step === null) return null;
    if (step.kind === 'create' && this.#submissions >= MOST_SUBMISSIONS)
      throw this.#stuck('what it takes does not stay');
    if (step.kind === 'create' && this.#lessons.uncreatable !== null) throw this.#lessons.uncreatable;
    if (this.#lessons.unsubmittable !== null) throw this.#stuck(this.#lessons.unsubmittable);
    if (step.kind === 'wait' && step.for === 'stranger' && this.#waitedMs >= this.#patienceMs) throw this.#occupied();
    if (step.kind === 'wait' && step.for === 'view' && ++this.#looks > MOST_LOOKS)
      throw this.#stuck('it took the review and does not show it');
    return step;
  }

  async act(step: ReviewStep): Promise<Attempt<unknown>> {
    const publishing = this.#publishing;
    switch (step.kind) {
      case 'wait':
        if (step.for === 'stranger' && this.#waitedMs === 0)
          publishing.onNotice('Another program that shares our identity holds a pending review: waiting for it.');
        await pause(publishing);
        this.#waitedMs += publishing.pauseMs;
        return { kind: 'done', value: null };
      case 'discard':
        return discardPending(publishing, step.review);
      case 'remove':
        return this.#remove(step.comments);
      case 'create':
        return createPending(publishing, this.#goal, step.comments);
      case 'add':
        return this.#add(step);
      case 'submit':
        return this.#submit(step);
    }
  }

  /** A refusal of the review as a whole ends it; the others are lessons, and the next look decides. */
  refused(step: ReviewStep, error: GitHubError): void {
    if (step.kind === 'create') {
      if (!error.isValidation) throw error;
      if (!isOnePending(error)) this.#lessons.suspectCreation(step.comments.length === 0, error);
    } else if (step.kind === 'submit') {
      const event = eventOf(this.#goal, this.#lessons);
      this.#lessons.suspect({ review: step.review, of: { event, message: error.message } });
    }
  }

  degraded(posted: Posted): readonly Degraded[] {
    const { where } = this.#publishing;
    const event = this.#goal.review?.event;
    const isPlain = this.#lessons.eventRefused && posted.head === this.#goal.head;
    return [
      ...(isPlain && event !== undefined
        ? [
            {
              what: `GitHub refused the review as ${event}; it was submitted as a comment`,
              where,
              remedy:
                'An author cannot approve their own pull request, and Actions may approve only where the repository allows it.',
            },
          ]
        : []),
      ...this.#shortened.map((title) => ({
        what: `a comment did not fit into the review and was cut to its first line: ${title}`,
        where,
        remedy: 'The whole text is in the job summary and in the log.',
      })),
    ];
  }

  async #remove(comments: Extract<ReviewStep, { kind: 'remove' }>['comments']): Promise<Attempt<unknown>> {
    for (const comment of comments) {
      const end = await deleteComment(this.#publishing, comment);
      if (end.kind === 'refused') this.#lessons.kept.add(comment.id);
      if (end.kind === 'unclear') return end;
    }
    return { kind: 'done', value: null };
  }

  async #add({ review, comments }: Extract<ReviewStep, { kind: 'add' }>): Promise<Attempt<unknown>> {
    for (const comment of comments) {
      const way = wayOf(comment, this.#lessons);
      if (way === 'body') continue;
      const thread = { review, comment, publication: this.#goal.publication, as: way };
      const end = await addThread(this.#publishing, thread);
      if (end.kind === 'unclear') return end;
      if (end.kind === 'done' && end.value) continue;
      this.#lessons.suspect({ review, of: { concern: comment.mark.comment.concern, as: way } });
    }
    return { kind: 'done', value: null };
  }

  async #submit({ review, inBody }: Extract<ReviewStep, { kind: 'submit' }>): Promise<Attempt<unknown>> {
    const { head, publication } = this.#goal;
    const concerns = inBody.map(({ mark }) => mark.comment.concern);
    const mark: ReviewMark = {
      kind: 'review',
      publication,
      head,
      ...(concerns.length === 0 ? {} : { inBody: concerns }),
    };
    const { body, shortened } = reviewBody(mark, this.#goal.review?.body ?? '', inBody);
    this.#shortened = shortened.map((comment) => comment.mark.comment.title);
    const event = eventOf(this.#goal, this.#lessons);
    this.#submissions += 1;
    const end = await submitPending(this.#publishing, { review, event, body });
    if (end.kind === 'done') this.#lessons.submitted = review.number;
    return end;
  }

  #occupied(): InfrastructureError {
    return new InfrastructureError({
      what: `another program that shares our identity held a pending review for ${this.#patienceMs} ms`,
      where: this.#publishing.where,
      remedy: 'Submit or delete that review, or give Docket an identity of its own, then run again.',
    });
  }

  #stuck(message: string): InfrastructureError {
    return new InfrastructureError({
      what: `GitHub does not submit the review: ${message}`,
      where: this.#publishing.where,
      remedy: 'The pending review is kept and the next run goes on from it.',
    });
  }
}
