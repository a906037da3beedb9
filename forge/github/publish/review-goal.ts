import type { PlannedComment, PlannedPublication } from '../../../schemas/publication.ts';
import type { PostedState, PostedReview, PostedThread } from '../read/posted-state.ts';

/** What the one review of a publication is to say. */
export interface ReviewGoal {
  readonly head: string;
  readonly publication: string;
  readonly known: ReadonlySet<string>;
  readonly review: PlannedPublication['review'];
}

/** What GitHub answered to this process and does not show when it is looked at. */
export interface Constraints {
  /** It refused the whole batch without saying for which comment. */
  readonly batchRefused: boolean;
  /** The best way in which it did not take a comment, by concern. */
  readonly refused: ReadonlyMap<string, 'lines' | 'file'>;
  /** It does not let us approve or request changes. */
  readonly eventRefused: boolean;
  /** Ids of comments that it does not let us delete. */
  readonly kept: ReadonlySet<string>;
  /** REST id of the review that it took from us; it may take a moment until it shows. */
  readonly submitted: number | null;
}

/** How a comment goes out, after what GitHub refused. */
export function wayOf(
  { place, mark }: PlannedComment,
  { refused }: Pick<Constraints, 'refused'>,
): 'lines' | 'file' | 'body' {
  const path = place.kind === 'lines' ? place.at.path : place.path;
  const no = refused.get(mark.comment.concern);
  // Bytes that are not UTF-8 cannot be named in JSON.
  if (no === 'file' || !path.isWellFormed()) return 'body';
  return place.kind === 'file' || place.at.endLine === null || no === 'lines' ? 'file' : 'lines';
}

/** The event that the review gets. */
export function eventOf({ review }: ReviewGoal, learned: Constraints): 'COMMENT' | 'REQUEST_CHANGES' | 'APPROVE' {
  return learned.eventRefused ? 'COMMENT' : (review?.event ?? 'COMMENT');
}

/** The planned comments that nobody can read on the pull request yet. */
export function missingFrom(posted: PostedState, goal: ReviewGoal): readonly PlannedComment[] {
  const inBody = new Set(
    submittedAt(posted, goal.head).flatMap(({ mark }) => (mark.inBody === undefined ? [] : mark.inBody)),
  );
  const standing = new Set(posted.threads.filter((thread) => isThere(thread, goal)).map(concernOf));
  return (goal.review?.comments ?? []).filter(
    ({ mark: { comment } }) => !standing.has(comment.concern) && !inBody.has(comment.concern),
  );
}

/** A concern that was settled on an earlier head and came back is new; one that was settled on this head is not raised again. */
function isThere(thread: PostedThread, { head }: ReviewGoal): boolean {
  const { mark } = thread.first;
  if (thread.isPending || mark?.kind !== 'concern') return false;
  return mark.head === head || mark.state === 'raised' || mark.state === 'claimed';
}

/** What a thread of ours is about; null where that is not to be believed. */
export function concernOf({ first: { mark } }: PostedThread): string | null {
  return mark?.kind === 'concern' ? mark.comment.concern : null;
}

/** A review of ours whose mark is to be believed. */
export interface MarkedReview extends PostedReview {
  readonly mark: Extract<NonNullable<PostedReview['mark']>, { kind: 'review' }>;
}

/** Our submitted reviews of this head, oldest first. */
export function submittedAt(posted: PostedState, head: string): readonly MarkedReview[] {
  return posted.reviews
    .filter((review) => review.state !== 'PENDING')
    .filter(isMarked)
    .filter(({ mark }) => mark.head === head)
    .toSorted((a, b) => a.number - b.number);
}

export function isMarked(review: PostedReview): review is MarkedReview {
  return review.mark?.kind === 'review';
}

/** Whether a review is our own publication's, one that the log knows, or one that says the very same. */
export function isAdoptable({ mark, text }: MarkedReview, { publication, known, review }: ReviewGoal): boolean {
  if (mark.publication === publication || known.has(mark.publication)) return true;
  return review !== null && text.trim().startsWith(review.body.trim()) && review.body.trim() !== '';
}
