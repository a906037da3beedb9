import type { PullRequest } from '../../forge/github/read/pull-request.ts';
import type { Config } from '../../schemas/config.ts';

/** What is known before anything of the change is read. */
export interface GateFacts {
  readonly pull: Pick<PullRequest, 'state' | 'draft' | 'labels' | 'author'>;
  readonly config: Config['pullRequests'];
  /** The label that the event is about; null when it is about something else. */
  readonly label: string | null;
  /** Who paused the reviews of this pull request. */
  readonly pausedBy: string | null;
  /** Somebody with the right to it asked for this very review. */
  readonly asked: boolean;
  /** The change is another one than the head's check was about: it is held against another base now. */
  readonly baseChanged: boolean;
}

/** Why there is no review. `check` is what the check run of the head says then; null leaves the head without one. */
export interface Closed {
  readonly reason: string;
  readonly check: {
    readonly conclusion: 'success' | 'failure';
    readonly title: string;
    readonly summary: string;
  } | null;
}

/** Whether a pull request is reviewed at all: null when it is. */
export function gate({ pull, config, label, pausedBy, asked, baseChanged }: GateFacts): Closed | null {
  if (label !== null && label !== config.skipLabel) return closed(`the label ${label} means nothing to a review`);
  if (pull.state === 'closed') return closed('the pull request is closed');
  if (pull.labels.includes(config.skipLabel)) {
    return {
      reason: `it has the label ${config.skipLabel}`,
      check: {
        conclusion: 'success',
        title: `Not reviewed: label ${config.skipLabel}`,
        summary: 'Nobody looked at this change. Take the label off to have it reviewed.',
      },
    };
  }
  if (asked) return null;
  if (pull.draft && !config.drafts) return closed('it is a draft');
  if (pull.author.isBot && !config.bots) {
    const reason = `it was opened by a bot, ${pull.author.login}`;
    const title = 'Not reviewed: opened by a bot';
    return { reason, check: { conclusion: 'success', title, summary: 'Nobody looked at this change.' } };
  }
  // The check of an unreviewed head stays missing, so that a required check goes on blocking until somebody resumes.
  if (pausedBy === null) return null;
  const reason = `its reviews were paused by ${pausedBy}`;
  if (!baseChanged) return closed(reason);
  // The head may have a check already, which speaks of another change.
  const title = 'Not reviewed: paused, and the base has changed';
  return { reason, check: { conclusion: 'failure', title, summary: 'Write `/docket review` or `/docket resume`.' } };
}

const closed = (reason: string): Closed => ({ reason, check: null });
