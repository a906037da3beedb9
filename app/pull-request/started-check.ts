import { completeCheck } from '../../forge/github/checks/complete-check.ts';
import { ownCheckRuns } from '../../forge/github/checks/own-check-runs.ts';
import { readPullRequest } from '../../forge/github/read/pull-request.ts';
import { startCheck, type StartedRun } from '../../forge/github/checks/start-check.ts';
import { InputError, Problem, describeCause } from '../../schemas/problem.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { neutraliseMarkdown } from '../output/text/neutralise.ts';
import type { PullContext } from './context.ts';
import type { IntentOutcome, PullRequestHost } from './host.ts';
import type { PullRequestName, RepositoryName } from './intent.ts';

/**
 * Shows on the head that a review is under way, lets it be made, and sees to it that the check ends: a review ends its own, everything
 * else ends here as a failure with the reason. A check that waits for ever would block a merge for ever.
 */
export async function withCheck(
  context: PullContext,
  work: (started: StartedRun | null) => Promise<IntentOutcome>,
): Promise<IntentOutcome> {
  const { host, ref, pull, powers } = context;
  const { github, signal, runUrl, onProgress } = host;
  const repository = { owner: ref.owner, name: ref.name };
  const place = { repository, head: pull.head.commit, name: powers.pullRequests.checkName };
  const started = await startCheck(github, {
    ...place,
    ...(runUrl === null ? {} : { detailsUrl: runUrl }),
    onNotice: (text) => onProgress({ kind: 'notice', text }),
    signal,
  });
  const id = started?.id ?? null;
  if (id !== null) host.onCheckStarted?.({ ...place, id });
  try {
    const result = await work(started);
    const isOver = result.kind === 'superseded' && id !== null;
    if (isOver) await fail(host, place, { title: 'Not reviewed: the pull request has moved on', text: result.reason });
    else if (id !== null && (result.published?.checkUrl ?? null) === null) await endIfOpen(host, place, result);
    return result;
  } catch (error) {
    if (id !== null) await failWith(host, place, error);
    throw error;
  }
}

/** Says in the check of the head why it cannot even be decided whether there is a review: the configuration is broken, for example. */
export async function tellInCheck(ref: PullRequestName, host: PullRequestHost, error: Problem): Promise<void> {
  const { pull, name } = await readPlace();
  if (pull === null) return;
  const repository = { owner: ref.owner, name: ref.name };
  await failWith(host, { repository, head: pull.head.commit, name }, error);

  async function readPlace() {
    const name = nameOfCheck(host);
    try {
      return { pull: await readPullRequest(host.github, ref), name };
    } catch (second) {
      // Then that is what went wrong, and `error` tells it.
      if (second instanceof Problem) return { pull: null, name };
      throw second;
    }
  }
}

/** As the operator calls it; the usual name where it is the operator's own configuration that cannot be read. */
function nameOfCheck({ environment, configFile: file, flags }: PullRequestHost): string {
  try {
    return loadConfig({ environment, repository: null, file, flags }).config.pullRequests.checkName;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return DEFAULT_CONFIG.pullRequests.checkName;
  }
}

interface Place {
  readonly repository: RepositoryName;
  readonly head: string;
  readonly name: string;
}

/** A review that could not be published may have ended its check all the same; where it did not, nobody else will. */
async function endIfOpen(host: PullRequestHost, place: Place, { problems }: IntentOutcome): Promise<void> {
  const text = problems.map(textOf).join('\n\n') || 'The log of this run says more.';
  try {
    const runs = await ownCheckRuns(host.github, place);
    if (runs.every(({ status }) => status === 'completed')) return;
    await fail(host, place, { title: 'Not finished: the review could not be published', text });
  } catch (error) {
    host.onProgress({ kind: 'notice', text: `the check stays unfinished: ${textOf(error)}` });
  }
}

/** The error itself is the one to tell; that the check cannot be ended either is a notice beside it. */
async function failWith(host: PullRequestHost, place: Place, error: unknown): Promise<void> {
  try {
    await fail(host, place, { title: 'Not reviewed: Docket failed', text: textOf(error) });
  } catch (second) {
    host.onProgress({ kind: 'notice', text: `the check stays unfinished: ${textOf(second)}` });
  }
}

async function fail(
  { github, signal }: PullRequestHost,
  { name, ...place }: Place,
  { title, text }: { readonly title: string; readonly text: string },
): Promise<void> {
  const check = { name, conclusion: 'failure' as const, title, summary: neutraliseMarkdown(text), annotations: [] };
  await completeCheck(github, { ...place, check, signal });
}

function textOf(error: unknown): string {
  if (!(error instanceof Problem)) return describeCause(error);
  return [error.message, error.where, error.remedy].filter((part) => part !== undefined).join('\n\n');
}
