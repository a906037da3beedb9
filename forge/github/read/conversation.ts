import type { ConcernMark, ReplyMark, SummaryMark } from '../../../schemas/publication.ts';
import type { Viewer } from './identity.ts';

/** What stands on a pull request between us and people, all pages of it. */
export interface Conversation {
  readonly viewer: Viewer;
  /** Threads that we opened with a concern, oldest first. */
  readonly threads: readonly OwnThread[];
  readonly summary: OwnSummary | null;
  /** The marks of all our replies, in threads and in the conversation. */
  readonly replies: readonly ReplyMark[];
  /** Addresses of comments of ours that somebody else edited: their marks are not believed, and they are in no other list. */
  readonly tampered: readonly string[];
}

/** A thread that we opened, and what people made of it. */
export interface OwnThread {
  /** GraphQL id. */
  readonly id: string;
  /** REST id of the comment that opens it. */
  readonly comment: number;
  /** Its text without the mark. */
  readonly body: string;
  readonly mark: ConcernMark;
  readonly url: string;
  readonly isResolved: boolean;
  readonly resolvedBy: string | null;
  /** Everything after the first comment, oldest first. */
  readonly replies: readonly ThreadReply[];
  /** Reactions to the first comment. */
  readonly reactions: readonly ThreadReaction[];
  /** Whether we have answered a disagreement about this concern. */
  readonly answered: boolean;
}

interface ThreadReply {
  /** Null for an account that is gone. */
  readonly author: string | null;
  readonly isBot: boolean;
  readonly isViewer: boolean;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ThreadReaction {
  readonly author: string | null;
  /** GraphQL's word: `THUMBS_DOWN`. */
  readonly content: string;
}

/** The one summary comment. */
export interface OwnSummary {
  /** REST id. */
  readonly comment: number;
  /** Its text without the mark. */
  readonly body: string;
  readonly mark: SummaryMark;
  readonly url: string;
}
