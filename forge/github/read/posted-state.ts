import type { Mark } from '../../../schemas/publication.ts';

/** A comment or review of our own on a pull request. */
export interface PostedText {
  /** GraphQL id. */
  readonly id: string;
  /** REST id; the smaller one of two is the older. */
  readonly number: number;
  /** As GitHub has it, the hidden line included. */
  readonly body: string;
  /** Without the hidden line. */
  readonly text: string;
  /** What the hidden line says, whoever wrote it there last: enough to find a comment again. */
  readonly written: Mark | null;
  /** What the hidden line says where nobody else edited the comment: enough to believe it. */
  readonly mark: Mark | null;
  readonly url: string;
}

export interface PostedReview extends PostedText {
  readonly state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';
}

/** A thread that we opened. */
export interface PostedThread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly isOnFile: boolean;
  /** Nobody but us sees it yet. */
  readonly isPending: boolean;
  /** GraphQL id of its review. */
  readonly review: string | null;
  /** What opens it. */
  readonly first: PostedText;
  /** What we said in it later. */
  readonly answers: readonly PostedText[];
  /** Whether anybody else wrote in it. */
  readonly hasOthers: boolean;
}

/** All that we have on a pull request at one moment, what is still pending included. */
export interface PostedState {
  readonly head: string;
  readonly reviews: readonly PostedReview[];
  readonly threads: readonly PostedThread[];
  /** What we said in threads that somebody else opened. */
  readonly elsewhere: readonly PostedText[];
  /** Our comments in the conversation. */
  readonly comments: readonly PostedText[];
}
