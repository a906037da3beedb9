import type { PlannedComment, ReviewMark } from '../../../schemas/publication.ts';
import { addThread } from './add-threads.ts';
import type { WriteAttempt } from '../api/attempt-write.ts';
import type { ObservedConstraints } from './observed-constraints.ts';
import { deleteComment, submitPending } from './pending-review.ts';
import type { Publishing } from './publishing.ts';
import { reviewBody } from './review-body.ts';
import { eventOf, type ReviewGoal, wayOf } from './review-goal.ts';
import type { ReviewStep } from './review-step.ts';

type StepOf<K extends ReviewStep['kind']> = Extract<ReviewStep, { readonly kind: K }>;

/** What the writes of a review share. */
export interface ReviewWriting {
  readonly publishing: Publishing;
  readonly goal: ReviewGoal;
  readonly lessons: ObservedConstraints;
}

const DONE: WriteAttempt<null> = { kind: 'done', value: null };

/** Deletes what stands twice or is not wanted; what GitHub does not let us delete is left from now on. */
export async function removeAll(
  { publishing, lessons }: ReviewWriting,
  { comments }: StepOf<'remove'>,
): Promise<WriteAttempt<unknown>> {
  for (const comment of comments) {
    const end = await deleteComment(publishing, comment);
    if (end.kind === 'unclear') return end;
    if (end.kind === 'refused' && end.error.isRateLimit) return end;
    if (end.kind === 'refused') lessons.kept.add(comment.id);
  }
  return DONE;
}

/** Adds what is missing, one by one. A refusal of a comment is a suspicion; any other one ends the round. */
export async function addAll(
  { publishing, goal, lessons }: ReviewWriting,
  { review, comments }: StepOf<'add'>,
): Promise<WriteAttempt<unknown>> {
  for (const comment of comments) {
    const way = wayOf(comment, lessons);
    if (way === 'body') continue;
    const end = await addThread(publishing, { review, comment, publication: goal.publication, as: way });
    if (end.kind === 'unclear') return end;
    if (end.kind === 'refused' && !end.error.isValidation) return end;
    if (end.kind === 'done' && end.value) continue;
    lessons.suspect({ review, of: { concern: comment.mark.comment.concern, as: way } });
  }
  return DONE;
}

/** What was submitted, and what of it had to be cut. */
export interface Submitted {
  readonly end: WriteAttempt<unknown>;
  readonly shortened: readonly PlannedComment[];
}

/** Submits the review with its final text; its mark names the concerns that stand there. */
export async function submitWhole(
  { publishing, goal, lessons }: ReviewWriting,
  { review, inBody }: StepOf<'submit'>,
): Promise<Submitted> {
  const { head, publication } = goal;
  const concerns = inBody.map(({ mark }) => mark.comment.concern);
  const named = concerns.length === 0 ? {} : { inBody: concerns };
  const mark: ReviewMark = { kind: 'review', publication, head, ...named };
  const { body, shortened } = reviewBody(mark, goal.review?.body ?? '', inBody);
  const end = await submitPending(publishing, { review, event: eventOf(goal, lessons), body });
  if (end.kind === 'done') lessons.submitted = review.number;
  return { end, shortened };
}
