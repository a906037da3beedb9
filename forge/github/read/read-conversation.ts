import type { GitHub } from '../api/client.ts';
import type { Conversation } from './conversation.ts';
import { viewerOf } from './identity.ts';
import type { PullRequestRef } from './pull-request.ts';
import { readOwnComments } from './read-own-comments.ts';
import { readThreads } from './read-threads.ts';

/**
 * Reads everything of ours on a pull request, and what people answered. Marks are believed only in comments that our own identity wrote
 * and nobody else edited.
 */
export async function readConversation(github: GitHub, ref: PullRequestRef): Promise<Conversation> {
  const viewer = await viewerOf(github);
  const inThreads = await readThreads(github, ref, viewer);
  const own = await readOwnComments(github, ref, viewer);
  return {
    viewer,
    threads: inThreads.threads,
    summary: own.summary,
    replies: [...inThreads.replies, ...own.replies],
    tampered: [...inThreads.tampered, ...own.tampered],
  };
}
