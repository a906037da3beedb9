import type { Command } from './command.ts';

/** A repository on the host that the event came from. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** A pull request of it. */
export interface PullRequestName extends RepositoryName {
  readonly number: number;
}

/** The comment that asks for something; review comments and issue comments are numbered apart. */
interface CommandComment {
  readonly id: number;
  readonly kind: 'issue' | 'review';
}

/** Somebody asks for something in a comment. Whether that person may is asked of GitHub, not read from the event. */
export interface CommandIntent {
  readonly kind: 'command';
  readonly pull: PullRequestName;
  readonly command: Command;
  readonly actor: string;
  readonly comment: CommandComment;
  /** The comment that opens the thread which this one stands in; null outside of threads. */
  readonly thread: number | null;
}

/** What an event wants of us. What the event says about the pull request itself is not in here: it is read anew. */
export type Intent =
  | {
      readonly kind: 'review';
      readonly pull: PullRequestName;
      /** For people: `opened`, `synchronize`. */
      readonly why: string;
      /** Look at everything anew, not only at what the newest commits touched. */
      readonly full: boolean;
      /** Somebody who may write in the repository asks for this very review. */
      readonly asked: boolean;
      /** The label that was put on or taken off; only the configuration knows whether it matters. */
      readonly label: string | null;
    }
  | CommandIntent
  | { readonly kind: 'closed'; readonly pull: PullRequestName }
  | {
      readonly kind: 'merge-group';
      readonly repository: RepositoryName;
      readonly head: string;
      readonly base: string;
      /** `refs/heads/gh-readonly-queue/main/pr-7-<commit>`. */
      readonly headRef: string;
    }
  /** A review of a pull request that the event does not name; exactly one must fit. */
  | {
      readonly kind: 'find';
      readonly repository: RepositoryName;
      /** `owner/name`; null where the event does not tell: then the commit alone must fit. */
      readonly headRepository: string | null;
      readonly headBranch: string | null;
      readonly headCommit: string;
    }
  | { readonly kind: 'ignore'; readonly reason: string };
