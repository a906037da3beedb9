import type { PlannedPublication } from '../../../schemas/publication.ts';
import type { GitHub } from '../api/client.ts';
import type { StartedRun } from '../checks/start-check.ts';
import type { PostedState } from '../read/posted-state.ts';
import type { PullRequestRef } from '../read/pull-request.ts';

/** What is to be said on a pull request, by whom, and what the log knows of earlier attempts. */
export interface PublishRequest {
  readonly github: GitHub;
  readonly ref: PullRequestRef;
  readonly plan: PlannedPublication;
  /** The row id of the intent: marks carry it, so that a later run knows what this one wrote. */
  readonly publication: string;
  /** Publications of this pull request that the log knows; a review of another one is adopted only when it says the same. */
  readonly known: readonly string[];
  /** The check that was begun for this publication. */
  readonly started?: StartedRun;
  /** What was there a moment ago. It is enough to begin with; whatever is made is looked at again before anybody sees it. */
  readonly first?: PostedState;
  /** How long a pending review of somebody else with our identity is waited for. */
  readonly patienceMs: number;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Something that could not be done; the caller makes a problem of it, so that nobody takes the publication for whole. */
export interface Degraded {
  readonly what: string;
  readonly where: string;
  readonly remedy: string;
}

/** Where a planned comment ended: on lines, on its file, in the review's own text, or it had been said before. */
export interface Landed {
  readonly concern: string;
  readonly as: 'lines' | 'file' | 'body' | 'already-there';
}

export interface Published {
  /**
   * `published`: the review was submitted by this publication. `adopted`: another one had said it all on the same commit.
   * `nothing-new`: there was nothing to say. `superseded`: the head has moved, nothing was written. `failed`: the review is not
   * there, and `degraded` says why.
   */
  readonly state: 'published' | 'adopted' | 'nothing-new' | 'superseded' | 'failed';
  readonly reviewUrl: string | null;
  readonly summaryUrl: string | null;
  readonly checkUrl: string | null;
  /** A comment that is missing here landed nowhere; then `degraded` is not empty. */
  readonly landed: readonly Landed[];
  readonly degraded: readonly Degraded[];
}
