import type { PullRequest } from '../../forge/github/read/pull-request.ts';
import type { Config } from '../../schemas/config.ts';
import { fitsName } from './name-pattern.ts';

/** What is known before anything of the change is read. */
export interface GateFacts {
  readonly pull: Pick<PullRequest, 'state' | 'draft' | 'labels' | 'author' | 'title' | 'base'>;
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

/**
 * Whether a pull request is reviewed at all: null when it is. What its author can bring about (title, branches, being a draft, the lack of a
 * label) never makes a check that passes; that takes a label or a list of logins, which only people with more rights can write.
 */
export function gate(facts: GateFacts): Closed | null {
  const { pull, config, label, pausedBy, asked } = facts;
  if (label !== null && label !== config.skipLabel && label !== config.requiredLabel) {
    return closed(`the label ${label} means nothing to a review`);
  }
  if (pull.state === 'closed') return closed('the pull request is closed');
  if (pull.labels.includes(config.skipLabel)) {
    return passed(`it has the label ${config.skipLabel}`, {
      title: `Not reviewed: label ${config.skipLabel}`,
      summary: 'Nobody looked at this change. Take the label off to have it reviewed.',
    });
  }
  if (asked) return null;
  if (pull.draft && !config.drafts) return closed('it is a draft');
  const leftOut = reasonToLeaveOut(facts);
  if (leftOut !== null) return unseen(facts, leftOut, 'left out, and the base has changed');
  if (isNamed(pull, config)) {
    return passed(`it was opened by ${pull.author.login}`, {
      title: `Not reviewed: opened by ${pull.author.login}`,
      summary: 'Nobody looked at this change.',
    });
  }
  return pausedBy === null
    ? null
    : unseen(facts, `its reviews were paused by ${pausedBy}`, 'paused, and the base has changed');
}

/** What the configuration does not have reviewed, by what a pull request says of itself. */
function reasonToLeaveOut({ pull, config }: GateFacts): string | null {
  const { onRequest, requiredLabel, baseBranches, skipTitles, bots } = config;
  if (onRequest) return 'reviews are made on request';
  if (requiredLabel !== null && !pull.labels.includes(requiredLabel)) return `it lacks the label ${requiredLabel}`;
  if (baseBranches.length > 0 && !baseBranches.some((pattern) => fitsName(pattern, pull.base.branch))) {
    return `its base is ${pull.base.branch}`;
  }
  const title = pull.title.toLowerCase();
  const word = skipTitles.find((text) => title.includes(text.toLowerCase()));
  if (word !== undefined) return `its title has ${JSON.stringify(word)}`;
  return pull.author.isBot && !bots && !isNamed(pull, config) ? `it was opened by a bot, ${pull.author.login}` : null;
}

function isNamed({ author }: GateFacts['pull'], { skipAuthors }: GateFacts['config']): boolean {
  return skipAuthors.some((login) => login.toLowerCase() === author.login.toLowerCase());
}

/**
 * The check of an unreviewed head stays missing, so that a required check goes on blocking. Where the base was changed the head may have a
 * check already, which speaks of another change.
 */
function unseen({ baseChanged }: GateFacts, reason: string, why: string): Closed {
  if (!baseChanged) return closed(reason);
  const summary = 'Write `/docket review` or `/docket resume`.';
  return { reason, check: { conclusion: 'failure', title: `Not reviewed: ${why}`, summary } };
}

const passed = (reason: string, check: { readonly title: string; readonly summary: string }): Closed => ({
  reason,
  check: { conclusion: 'success', ...check },
});

const closed = (reason: string): Closed => ({ reason, check: null });
