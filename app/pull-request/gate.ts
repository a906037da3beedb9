import type { PullRequest } from '../../forge/github/pull-request.ts';
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
}

/** Why there is no review. `check` is what the check run of the head says then; null leaves the head without one. */
export interface Closed {
  readonly reason: string;
  readonly check: { readonly title: string; readonly summary: string } | null;
}

/** Whether a pull request is reviewed at all: null when it is. */
export function gate({ pull, config, label, pausedBy, asked }: GateFacts): Closed | null {
  if (label !== null && label !== config.skipLabel) return closed(`the label ${label} means nothing to a review`);
  if (pull.state === 'closed') return closed('the pull request is closed');
  if (pull.labels.includes(config.skipLabel)) {
    return {
      reason: `it has the label ${config.skipLabel}`,
      check: {
        title: `Not reviewed: label ${config.skipLabel}`,
        summary: 'Nobody looked at this change. Take the label off to have it reviewed.',
      },
    };
  }
  if (asked) return null;
  if (pull.draft && !config.drafts) return closed('it is a draft');
  if (pull.author.isBot && !config.bots) {
    const reason = `it was opened by a bot, ${pull.author.login}`;
    return { reason, check: { title: 'Not reviewed: opened by a bot', summary: 'Nobody looked at this change.' } };
  }
  // The check of an unreviewed head stays missing, so that a required check goes on blocking until somebody resumes.
  return pausedBy === null ? null : closed(`its reviews were paused by ${pausedBy}`);
}

const closed = (reason: string): Closed => ({ reason, check: null });
