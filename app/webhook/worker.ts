import { z } from 'zod';
import { type GitHub, GitHubError } from '../../forge/github/api/client.ts';
import { findPullRequest } from '../../forge/github/read/find-pull-request.ts';
import { untilThere } from '../../forge/github/read/until-there.ts';
import { InputError } from '../../schemas/problem.ts';
import type { Environment } from '../config/config.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import type { IntentOutcome, PullRequestHost } from '../pull-request/host.ts';
import type { Intent, PullRequestName } from '../pull-request/intent.ts';
import { admit, type Admitted, type AdmitParts } from './admit.ts';
import { deliveryFacts, pullLane, pullOfLane } from './facts.ts';
import type { GitCache } from './git-cache.ts';
import type { DeliveryJob, JobEnd, JobHandler, PullRequestHead } from './job.ts';
import type { ServerLog } from './log.ts';
import type { ServeSettings } from './settings.ts';

export interface WorkerParts extends AdmitParts {
  readonly settings: Pick<ServeSettings, 'apiUrl' | 'serverUrl' | 'configFile'>;
  readonly gitCache: GitCache;
  /** The log of a repository, by its number. */
  readonly historyPathOf: (repository: number) => string;
  readonly handleIntent: (intent: Intent, host: PullRequestHost) => Promise<IntentOutcome>;
  readonly environment: Environment;
  readonly scores: ModelScores;
  readonly clock: () => number;
}

const PullNow = z.object({ head: z.object({ sha: z.string() }), updated_at: z.string() });

/** Works on one delivery with the rights of its installation on its repository, and no others. */
export function createWorker(parts: WorkerParts): JobHandler {
  return {
    standing: async (job, signal) => {
      const intent = intentOfJob(job);
      const pull = needsHead(intent) ? intent.pull : null;
      const { github } = await admit(job, parts, signal);
      if (pull === null) return null;
      return readStanding(github, pull);
    },
    handle: async (job, signal) => {
      const intent = intentOfJob(job);
      const admitted = await admit(job, parts, signal);
      if (intent.kind === 'find') return find(intent, admitted.github);
      return endOf(await handled(intent, { job, parts, admitted, signal }), job, parts.log);
    },
  };
}

async function readStanding(github: GitHub, pull: PullRequestName): Promise<PullRequestHead | null> {
  const { owner, name: repo, number } = pull;
  try {
    const { data } = await untilThere(github, () =>
      github.rest.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { owner, repo, pull_number: number }),
    );
    const { head, updated_at: updated } = PullNow.parse(data);
    return { head: head.sha, version: Date.parse(updated) };
  } catch (error) {
    // What is gone is told by whoever handles it.
    if (error instanceof GitHubError && error.isGone) return null;
    throw error;
  }
}

/** Reviews, and the commands that ask for one, are about the head as it is when they begin. */
function needsHead(intent: Intent): intent is Extract<Intent, { kind: 'review' | 'command' }> {
  if (intent.kind === 'review') return true;
  return intent.kind === 'command' && (intent.command.name === 'review' || intent.command.name === 'full');
}

/** What a delivery asks for; what a search has found is a review of that pull request. */
function intentOfJob({ delivery, payload }: DeliveryJob): Intent {
  const { intent } = deliveryFacts({ ...delivery, payload });
  const pull = intent.kind === 'find' && delivery.kind === 'review' ? pullOfLane(delivery.lane) : null;
  return pull === null
    ? intent
    : { kind: 'review', pull, why: 'check re-requested', full: false, asked: false, label: null };
}

async function find(intent: Extract<Intent, { kind: 'find' }>, github: GitHub): Promise<JobEnd> {
  try {
    const { owner, name, number } = await findPullRequest(github, intent);
    return { kind: 'moved', lane: pullLane({ owner, name, number }), head: intent.headCommit };
  } catch (error) {
    // None or several: there is nothing to do, and GitHub was asked by somebody who can see that.
    if (error instanceof InputError) return { kind: 'ignored', note: error.message };
    throw error;
  }
}

/** Does what a delivery asks for, now, whether or not it came through the queue. */
export async function handleJob(job: DeliveryJob, parts: WorkerParts, signal: AbortSignal): Promise<IntentOutcome> {
  return handled(intentOfJob(job), { job, parts, admitted: await admit(job, parts, signal), signal });
}

interface Handling {
  readonly job: DeliveryJob;
  readonly parts: WorkerParts;
  readonly admitted: Admitted;
  readonly signal: AbortSignal;
}

async function handled(intent: Intent, { job, parts, admitted, signal }: Handling): Promise<IntentOutcome> {
  const { settings, gitCache, log } = parts;
  const { github, token, repository } = admitted;
  const gitFolder = await gitCache.take(repository);
  try {
    return await parts.handleIntent(intent, {
      github,
      environment: parts.environment,
      configFile: settings.configFile,
      flags: [],
      gitFolder,
      historyPath: parts.historyPathOf(repository),
      token,
      serverUrl: github.serverUrl,
      scores: parts.scores,
      runUrl: null,
      onProgress: (event) => log.debug({ delivery: job.delivery.id, progress: event }, 'progress'),
      signal,
      clock: parts.clock,
    });
  } finally {
    await gitCache.release(repository);
  }
}

function endOf(
  { kind, reason, problems, published }: IntentOutcome,
  { delivery }: DeliveryJob,
  log: ServerLog,
): JobEnd {
  for (const { message, where, remedy } of problems) {
    log.warn({ delivery: delivery.id, where, remedy }, `a problem: ${message}`);
  }
  // A review that did not arrive is no review: it is tried again, and what was found is not looked for a second time.
  const [first] = problems;
  if (kind === 'reviewed' && published === null && first !== undefined) throw first;
  return { kind: kind === 'superseded' || kind === 'ignored' ? kind : 'done', note: reason };
}
