import { z } from 'zod';
import type { ReplyMark } from '../../../schemas/publication.ts';
import { Actor, DatabaseId } from './actor.ts';
import { untilThere } from './until-there.ts';
import { verifyMarker } from './verify-marker.ts';
import type { GitHub } from '../api/client.ts';
import type { OwnSummary } from './conversation.ts';
import type { Viewer } from './identity.ts';
import { pageOf } from './posted-schema.ts';
import { pagesOf } from '../api/pages.ts';
import type { PullRequestRef } from './pull-request.ts';

const COMMENTS = `query DocketComments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId body url lastEditedAt viewerDidAuthor editor { __typename login } }
      }
    }
  }
}`;

const Comment = z.object({
  fullDatabaseId: DatabaseId,
  body: z.string(),
  url: z.string(),
  lastEditedAt: z.string().nullable(),
  viewerDidAuthor: z.boolean(),
  editor: Actor.nullable(),
});
const Answer = z.object({
  repository: z.object({ pullRequest: z.object({ comments: pageOf(Comment) }).nullable() }).nullable(),
});

interface OwnComments {
  readonly summary: OwnSummary | null;
  readonly replies: readonly ReplyMark[];
  readonly tampered: readonly string[];
}

/** What we wrote in the conversation itself: the summary, and answers to commands. */
export async function readOwnComments(github: GitHub, ref: PullRequestRef, viewer: Viewer): Promise<OwnComments> {
  const { owner, name, number } = ref;
  const comments = await pagesOf(async (after) => {
    const answer = await untilThere(
      github,
      () => github.query(Answer, COMMENTS, { owner, name, number, after }),
      ({ repository }) => (repository?.pullRequest ?? null) !== null,
    );
    return answer.repository?.pullRequest?.comments ?? null;
  });
  const summaries: OwnSummary[] = [];
  const replies: ReplyMark[] = [];
  const tampered: string[] = [];
  for (const comment of comments) {
    const own = verifyMarker(comment, viewer, tampered);
    if (own === null) continue;
    const { mark, rest } = own;
    if (mark.kind === 'summary')
      summaries.push({ comment: comment.fullDatabaseId, body: rest, mark, url: comment.url });
    else if (mark.kind === 'reply') replies.push(mark);
  }
  // Two runs may both have made one; publishing keeps the oldest.
  const [summary = null] = summaries.toSorted((one, other) => one.comment - other.comment);
  return { summary, replies, tampered };
}
