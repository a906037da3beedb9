import type { ReplyMark } from '../../../schemas/publication.ts';
import type { OwnSummary } from './conversation.ts';
import type { Viewer } from './identity.ts';
import type { RawText } from './posted-schema.ts';
import { verifyMarker } from './verify-marker.ts';

interface OwnComments {
  readonly summary: OwnSummary | null;
  readonly replies: readonly ReplyMark[];
  readonly tampered: readonly string[];
}

/** What we wrote in the conversation itself: the summary, and answers to commands. */
export function ownCommentsOf(comments: readonly RawText[], viewer: Viewer): OwnComments {
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
