import type { GitHub } from '../../forge/github/api/client.ts';
import type { PullRequestRef } from '../../forge/github/read/pull-request.ts';
import { readConversation, type ReadConversation } from '../../forge/github/read/read-conversation.ts';

/** Reads what was said on a pull request, as often as it is needed and no oftener. */
export interface ConversationReader {
  /** As it is this very moment. */
  fresh(): Promise<ReadConversation>;
  /** As it was at the last look, where that is only moments ago. */
  recent(): Promise<ReadConversation>;
}

/**
 * A remark that came so shortly before the review may as well have come after it: whoever writes it has not seen the review, and what
 * it asks for is an event of its own.
 */
const RECENT_MS = 10_000;

export function createConversationReader(github: GitHub, ref: PullRequestRef, clock: () => number): ConversationReader {
  let last: { readonly at: number; readonly read: ReadConversation } | null = null;
  const fresh = async () => {
    const at = clock();
    last = { at, read: await readConversation(github, ref) };
    return last.read;
  };
  return { fresh, recent: async () => (last !== null && clock() - last.at <= RECENT_MS ? last.read : fresh()) };
}
