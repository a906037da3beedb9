import { z } from 'zod';
import type { PlannedComment } from '../../../schemas/publication.ts';
import { type WriteAttempt, attemptWrite } from '../api/attempt-write.ts';
import { sideOf } from './pending-review.ts';
import type { PostedReview } from '../read/posted-state.ts';
import type { Publishing } from './publishing.ts';
import { marked, withPlace } from './review-body.ts';

const ADD_THREAD = `mutation DocketAddThread($input: AddPullRequestReviewThreadInput!) {
  addPullRequestReviewThread(input: $input) { thread { id } }
}`;
const Added = z.object({
  addPullRequestReviewThread: z.object({ thread: z.object({ id: z.string() }).nullable() }).nullable(),
});

/** A comment and where it is to go. */
export interface ThreadToAdd {
  readonly review: PostedReview;
  readonly comment: PlannedComment;
  readonly publication: string;
  readonly as: 'lines' | 'file';
}

/**
 * Adds one comment to the pending review. Only GraphQL does that, and only GraphQL makes a comment on a whole file. Returns false
 * where GitHub made no thread without calling it an error.
 */
export function addThread(
  { github, signal }: Publishing,
  { review, comment, publication, as }: ThreadToAdd,
): Promise<WriteAttempt<boolean>> {
  const { place, mark, body } = comment;
  const full = { ...mark, publication };
  const input =
    place.kind === 'lines' && as === 'lines'
      ? { ...linesOf(place.at), body: marked(full, body), subjectType: 'LINE' }
      : {
          path: place.kind === 'file' ? place.path : place.at.path,
          body: marked(full, withPlace(comment, 'file')),
          subjectType: 'FILE',
        };
  return attemptWrite(signal, async () => {
    const added = await github.mutate(Added, ADD_THREAD, { input: { pullRequestReviewId: review.id, ...input } });
    return (added.addPullRequestReviewThread?.thread ?? null) !== null;
  });
}

function linesOf({ path, side, startLine, endLine }: Extract<PlannedComment['place'], { kind: 'lines' }>['at']) {
  const at = { path, line: endLine, side: sideOf(side) };
  return startLine === null || startLine === endLine ? at : { ...at, startLine, startSide: sideOf(side) };
}
