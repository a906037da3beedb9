import { completeCheck } from '../../forge/github/checks/complete-check.ts';
import { ownCheckRuns } from '../../forge/github/checks/own-check-runs.ts';
import { readPullRequest } from '../../forge/github/read/pull-request.ts';
import type { PlannedCheck } from '../../schemas/publication.ts';
import { loadConfig } from '../config/load-config.ts';
import { intentOutcome } from './intent-outcome.ts';
import type { IntentOutcome, PullRequestHost } from './host.ts';
import type { Intent } from './intent.ts';

type MergeGroup = Extract<Intent, { kind: 'merge-group' }>;

/** How our check of a pull request ended. */
interface Ended {
  readonly number: number;
  readonly head: string;
  /** Null where there is no finished check of ours. */
  readonly conclusion: string | null;
}

/**
 * Concludes the check on the head of a merge group, which a required check blocks without it. The group holds reviewed commits on top of each
 * other: it passes when our checks on the pull requests in it passed, and is not reviewed a second time.
 */
export async function checkMergeGroup(
  { repository, head, headRef }: MergeGroup,
  host: PullRequestHost,
): Promise<IntentOutcome> {
  const { github, environment, configFile: file, flags, signal } = host;
  const { config } = loadConfig({ environment, repository: null, file, flags });
  const name = config.pullRequests.checkName;
  const ended: Ended[] = [];
  for (const number of pullsIn(headRef)) {
    const pull = await readPullRequest(github, { ...repository, number });
    const [newest] = await ownCheckRuns(github, { repository, head: pull.head.commit, name });
    ended.push({ number, head: pull.head.commit, conclusion: newest?.conclusion ?? null });
  }
  const check = groupCheck(ended, name);
  await completeCheck(github, { repository, head, check, signal });
  return intentOutcome('merge-group', `${check.conclusion}: ${check.title}`);
}

/** The numbers in the name of a group's branch: `refs/heads/gh-readonly-queue/main/pr-7-<commit>`. */
export function pullsIn(headRef: string): number[] {
  const last = headRef.split('/').at(-1) ?? '';
  return [...new Set(Array.from(last.matchAll(/(?:^|-)pr-(\d{1,9})(?=-)/g), (found) => Number(found[1])))];
}

/** A group passes only when every pull request in it has a check of ours that passed. */
export function groupCheck(ended: readonly Ended[], name: string): PlannedCheck {
  const line = ({ number, head, conclusion }: Ended) =>
    `- #${number} at \`${head.slice(0, 10)}\`: ${conclusion ?? 'no finished check'}`;
  const summary = ended.map(line).join('\n');
  const bad = ended.find(({ conclusion }) => conclusion !== 'success');
  const base = { name, annotations: [] };
  if (ended.length === 0) {
    const text = 'The name of the branch of this merge group names no pull request.';
    return { ...base, conclusion: 'failure', title: 'No pull request found in this merge group', summary: text };
  }
  if (bad === undefined) return { ...base, conclusion: 'success', title: 'Reviewed before it was queued', summary };
  const title =
    bad.conclusion === null
      ? `#${bad.number} was not reviewed at its newest commit`
      : `The check of #${bad.number} did not pass`;
  return { ...base, conclusion: 'failure', title, summary };
}
