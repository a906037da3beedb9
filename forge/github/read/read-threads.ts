import type { ReplyMark } from '../../../schemas/publication.ts';
import { loginOf } from './actor.ts';
import { verifyMarker } from './verify-marker.ts';
import type { GitHub } from '../api/client.ts';
import type { OwnThread, ThreadReaction } from './conversation.ts';
import type { Viewer } from './identity.ts';
import { pagesOf } from '../api/pages.ts';
import {
  type Comment,
  MORE_COMMENTS,
  MORE_REACTIONS,
  MoreThreadComments,
  MoreReactions,
  type Thread,
  type User,
} from './thread-schema.ts';

interface OwnThreads {
  readonly threads: readonly OwnThread[];
  readonly replies: readonly ReplyMark[];
  readonly tampered: readonly string[];
}

/** A thread and all of its comments. */
export interface WholeThread {
  readonly thread: Thread;
  readonly all: readonly Comment[];
}

/** Threads that the viewer opened with a concern. What is still pending, and what others wrote or edited, is nobody's word of ours. */
export async function ownThreadsOf(github: GitHub, whole: readonly WholeThread[], viewer: Viewer): Promise<OwnThreads> {
  const threads: OwnThread[] = [];
  const replies: ReplyMark[] = [];
  const tampered: string[] = [];
  for (const { thread, all } of whole) {
    const [first, ...later] = all.filter(({ state }) => state === 'SUBMITTED');
    const answers = later.flatMap((comment) => verifyMarker(comment, viewer, tampered) ?? []);
    const marks = answers.flatMap(({ mark }) => (mark.kind === 'reply' ? [mark] : []));
    replies.push(...marks);
    const opener = first === undefined ? null : verifyMarker(first, viewer, tampered);
    if (first === undefined || opener?.mark.kind !== 'concern') continue;
    const { mark, rest } = opener;
    threads.push({
      id: thread.id,
      comment: first.fullDatabaseId,
      body: rest,
      mark,
      url: first.url,
      isResolved: thread.isResolved,
      resolvedBy: personOf(thread.resolvedBy, viewer),
      replies: later.map((comment) => ({
        author: loginOf(comment.author),
        isBot: comment.author?.__typename === 'Bot',
        isViewer: comment.viewerDidAuthor,
        body: comment.body,
        at: comment.createdAt,
      })),
      reactions: await allReactions(github, thread, { comment: first.id, viewer }),
      answered: marks.some(({ to }) => to === `disagreement:${mark.comment.concern}`),
    });
  }
  return { threads, replies, tampered };
}

/** All comments of a thread. */
export function commentsIn(github: GitHub, { id, comments }: Thread): Promise<readonly Comment[]> {
  return pagesOf(async (after) => {
    const { node } = await github.query(MoreThreadComments, MORE_COMMENTS, { id, after });
    return node?.comments ?? null;
  }, comments);
}

/** Of the comment that opens the thread. */
async function allReactions(
  github: GitHub,
  { opener }: Thread,
  { comment, viewer }: { readonly comment: string; readonly viewer: Viewer },
): Promise<readonly ThreadReaction[]> {
  const [first] = opener.nodes ?? [];
  if (first === undefined || first === null) return [];
  const reactions = await pagesOf(async (after) => {
    const { node } = await github.query(MoreReactions, MORE_REACTIONS, { id: comment, after });
    return node?.reactions ?? null;
  }, first.reactions);
  return reactions.map(({ content, user }) => ({ author: personOf(user, viewer), content }));
}

function personOf(user: User | null, viewer: Viewer): string | null {
  if (user === null) return null;
  return user.databaseId === viewer.databaseId ? viewer.login : user.login;
}
