import type { ObjectId } from '../../../schemas/change-set.ts';
import type { Side } from '../../../schemas/location.ts';
import type { ConcernMark, SummaryMark } from '../../../schemas/publication.ts';

/** A thread of ours, as far as rendering wants to know it. */
export interface PublishedThread {
  /** GraphQL id. */
  readonly id: string;
  /** REST id of our comment that opens it. */
  readonly comment: number;
  /** Our comment without its mark. */
  readonly body: string;
  readonly mark: ConcernMark;
  readonly url: string;
  readonly isResolved: boolean;
  readonly replies: readonly {
    readonly author: string | null;
    readonly isBot: boolean;
    readonly isViewer: boolean;
    readonly body: string;
  }[];
  /** Whether a disagreement in it was answered before. */
  readonly answered: boolean;
}

/** What stands on the pull request already, as far as rendering wants to know it. */
export interface PublishedBefore {
  readonly threads: readonly PublishedThread[];
  readonly summary: { readonly mark: SummaryMark } | null;
  /** Addresses of comments of ours that somebody else edited. */
  readonly tampered?: readonly string[];
}

/** A break-glass that a person with the right to it asked for, bound to the head that is published. */
export interface BreakGlass {
  readonly actor: string;
  readonly reason: string;
}

/** Everything beside the review that decides what is said on a pull request. */
export interface PublicationFacts {
  /** The reviewed commit. */
  readonly head: ObjectId;
  /** The tip of the base branch. */
  readonly base: ObjectId;
  readonly conversation: PublishedBefore;
  readonly checkName: string;
  /** What the operator allows beyond comments. */
  readonly event: { readonly requestChanges: boolean; readonly approve: boolean };
  /** The redacted text of a file, for suggestions; null where it is not known. */
  readonly sources: (path: string, side: Side) => string | null;
  /** The blob of a file at the head; null where it is not known. */
  readonly blobs: (path: string) => ObjectId | null;
  /** The pull request's own address. */
  readonly pullUrl?: string | null | undefined;
  /** Where people find out more; shown in the summary. */
  readonly docsUrl?: string | null | undefined;
  readonly pausedBy: string | null;
  readonly breakGlass: BreakGlass | null;
}
