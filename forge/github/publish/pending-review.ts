import { z } from 'zod';
import type { PlannedComment } from '../../../schemas/publication.ts';
import { type WriteAttempt, attemptWrite } from '../api/attempt-write.ts';
import type { PostedReview, PostedText } from '../read/posted-state.ts';
import { type Publishing, repositoryOf } from './publishing.ts';
import { marked } from './review-body.ts';
import type { ReviewGoal } from './review-goal.ts';

const DELETE_COMMENT = `mutation DocketDeleteComment($id: ID!) {
  deletePullRequestReviewComment(input: { id: $id }) { clientMutationId }
}`;
const Deleted = z.object({ deletePullRequestReviewComment: z.unknown() });

/**
 * Makes the pending review: GitHub allows one for each identity and pull request, so it is the lock, and nobody else sees it, so it
 * is the batch. It is bound to the reviewed commit, wherever the head is by now.
 */
export function createPending(
  publishing: Publishing,
  { head, publication, review }: ReviewGoal,
  comments: readonly PlannedComment[],
): Promise<WriteAttempt<unknown>> {
  const { github, ref, signal } = publishing;
  return attemptWrite(signal, () =>
    github.rest.pulls.createReview({
      ...repositoryOf(publishing),
      pull_number: ref.number,
      commit_id: head,
      body: marked({ kind: 'review', publication, head }, review?.body ?? ''),
      comments: comments.map((comment) => batchComment(comment, publication)),
    }),
  );
}

function batchComment({ place, body, mark }: PlannedComment, publication: string) {
  // Whoever calls this has put aside what does not go on lines.
  const at =
    place.kind === 'lines' ? place.at : { path: place.path, side: 'new' as const, startLine: null, endLine: null };
  return {
    path: at.path,
    body: marked({ ...mark, publication }, body),
    ...(at.endLine === null ? {} : { line: at.endLine }),
    side: sideOf(at.side),
    ...(at.startLine === null || at.startLine === at.endLine
      ? {}
      : { start_line: at.startLine, start_side: sideOf(at.side) }),
  };
}

/** Our sides as GitHub names them. */
export function sideOf(side: 'old' | 'new'): 'LEFT' | 'RIGHT' {
  return side === 'old' ? 'LEFT' : 'RIGHT';
}

/** Deletes a pending review with its comments. One that was submitted meanwhile stays: GitHub refuses. */
export function discardPending(publishing: Publishing, review: PostedReview): Promise<WriteAttempt<unknown>> {
  const { github, ref, signal } = publishing;
  return attemptWrite(signal, () =>
    github.rest.pulls.deletePendingReview({
      ...repositoryOf(publishing),
      pull_number: ref.number,
      review_id: review.number,
    }),
  );
}

/** Deletes a comment of ours. By GraphQL: the REST API does not show pending ones. */
export function deleteComment({ github, signal }: Publishing, { id }: PostedText): Promise<WriteAttempt<unknown>> {
  return attemptWrite(signal, () => github.mutate(Deleted, DELETE_COMMENT, { id }));
}

/** What the review becomes. */
export interface Submission {
  readonly review: PostedReview;
  readonly event: 'COMMENT' | 'REQUEST_CHANGES' | 'APPROVE';
  readonly body: string;
}

/** Submits the pending review: the one moment in which everything in it becomes visible, and the notification is sent. */
export function submitPending(
  publishing: Publishing,
  { review, event, body }: Submission,
): Promise<WriteAttempt<unknown>> {
  const { github, ref, signal } = publishing;
  return attemptWrite(signal, () =>
    github.rest.pulls.submitReview({
      ...repositoryOf(publishing),
      pull_number: ref.number,
      review_id: review.number,
      event,
      body,
    }),
  );
}
