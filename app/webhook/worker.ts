import type { GitHub } from '../../forge/github/api/client.ts';
import { findPullRequest } from '../../forge/github/read/find-pull-request.ts';
import type { Opening } from '../../forge/github/read/opening.ts';
import { NotThere } from '../../forge/github/read/until-there.ts';
import { InputError } from '../../schemas/problem.ts';
import type { Environment } from '../config/config.ts';
import type { ServerProcesses } from '../analyse/analysis-processes.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import { openingOf } from '../pull-request/context.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import type { RunObserver } from '../telemetry/run-observer.ts';
import type { IntentOutcome, PullRequestHost } from '../pull-request/host.ts';
import type { Intent } from '../pull-request/intent.ts';
import { admit, type Admitted, type AdmitParts } from './admit.ts';
import { deliveryFacts, pullLane, pullOfLane } from './facts.ts';
import type { GitCache } from './git-cache.ts';
import type { MemorySeats } from './limits/memory-seats.ts';
import { createRunBudget, type RunBudgetParts } from './limits/run-budget.ts';
import type { WorkTurn, WorkTurns } from './limits/work-turns.ts';
import type { DeliveryJob, JobEnd, JobHandler } from './job.ts';
import type { ServerLog } from './log.ts';
import type { ServeSettings } from './settings.ts';

export interface WorkerParts extends AdmitParts {
  readonly settings: Pick<ServeSettings, 'apiUrl' | 'serverUrl' | 'configFile' | 'budgetCaps'>;
  readonly gitCache: GitCache;
  /** Where analyses are made; absent: each in a process of its own. */
  readonly processes?: ServerProcesses;
  readonly seats: MemorySeats;
  readonly turns: WorkTurns;
  readonly tighten?: PullRequestHost['tighten'];
  /** Told when a cap of the operator left a run less than it wanted. */
  readonly onShort?: RunBudgetParts['onShort'];
  /** Told of every review that was made. */
  readonly onReviewed?: (output: ReviewOutput) => void;
  /** The log of a repository, by its number. */
  readonly historyPathOf: (repository: number) => string;
  /** Told of what happens in the run of a delivery; absent: nobody is. */
  readonly observe?: (delivery: DeliveryJob['delivery']) => RunObserver;
  readonly handleIntent: (intent: Intent, host: PullRequestHost) => Promise<IntentOutcome>;
  readonly environment: Environment;
  readonly scores: ModelScores;
  readonly clock: () => number;
}

/** Works on one delivery with the rights of its installation on its repository, and no others. */
export function createWorker(parts: WorkerParts): JobHandler {
  /** What was read to see where a pull request stands is what its review begins with. */
  const begun = new WeakMap<DeliveryJob, Begun>();
  return {
    standing: async (job, signal) => {
      const intent = intentOfJob(job);
      const admitted = await admit(job, parts, signal);
      const opening = needsHead(intent) ? await openingIfThere(admitted.github, intent) : null;
      begun.set(job, { admitted, opening: intent.kind === 'review' ? opening : null });
      return opening === null ? null : { head: opening.pull.head.commit, version: Date.parse(opening.pull.updatedAt) };
    },
    handle: async (job, signal) => {
      const intent = intentOfJob(job);
      const { admitted, opening } = begun.get(job) ?? { admitted: await admit(job, parts, signal), opening: null };
      begun.delete(job);
      if (intent.kind === 'find') return find(intent, admitted.github);
      const outcome = await handled(intent, { job, parts, admitted, opening, signal });
      if (outcome.kind === 'reviewed' && outcome.output !== null) parts.onReviewed?.(outcome.output);
      return endOf(outcome, job, parts.log);
    },
  };
}

interface Begun {
  readonly admitted: Admitted;
  readonly opening: Opening | null;
}

async function openingIfThere(
  github: GitHub,
  { pull }: Extract<Intent, { kind: 'review' | 'command' }>,
): Promise<Opening | null> {
  try {
    return await openingOf({ github }, pull);
  } catch (error) {
    // What is gone is told by whoever handles it.
    if (error instanceof NotThere) return null;
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
  return handled(intentOfJob(job), { job, parts, admitted: await admit(job, parts, signal), opening: null, signal });
}

interface Handling extends Begun {
  readonly job: DeliveryJob;
  readonly parts: WorkerParts;
  readonly signal: AbortSignal;
}

async function handled(intent: Intent, { job, parts, admitted, opening, signal }: Handling): Promise<IntentOutcome> {
  const { settings, gitCache, processes, seats, turns, log } = parts;
  const { github, token, repository, installation } = admitted;
  // Whoever waits for memory keeps nobody from working.
  const seat = await seats.take(installation, signal);
  const budget = budgetOf(job, parts);
  try {
    const turn = await turns.take(signal);
    try {
      return await withFolder(await gitCache.take(repository), turn);
    } finally {
      turn.end();
    }
  } finally {
    seat.leave();
    // What cannot be said now counts as it was written down last.
    await budget?.settle().catch((error: unknown) => {
      log.warn({ err: error, delivery: job.delivery.id }, 'what a run has spent could not be settled');
    });
  }

  async function withFolder(gitFolder: string, turn: WorkTurn): Promise<IntentOutcome> {
    try {
      return await parts.handleIntent(intent, {
        github,
        ...(opening === null ? {} : { opening }),
        environment: parts.environment,
        configFile: settings.configFile,
        flags: [],
        gitFolder,
        historyPath: parts.historyPathOf(repository),
        token,
        serverUrl: github.serverUrl,
        scores: parts.scores,
        ...(processes === undefined ? {} : { processes: processes.of(installation) }),
        ...(parts.tighten === undefined ? {} : { tighten: parts.tighten }),
        ...(budget === null ? {} : { budget }),
        pace: turn,
        ...(parts.observe === undefined ? {} : { observer: parts.observe(job.delivery) }),
        runUrl: null,
        onProgress: (event) => log.debug({ delivery: job.delivery.id, progress: event }, 'progress'),
        signal,
        clock: parts.clock,
      });
    } finally {
      await gitCache.release(repository);
    }
  }
}

function budgetOf(
  { delivery, hold }: DeliveryJob,
  { settings, onShort, log }: Pick<WorkerParts, 'settings' | 'onShort' | 'log'>,
): ReturnType<typeof createRunBudget> | null {
  if (hold === undefined || settings.budgetCaps.length === 0) return null;
  return createRunBudget({
    caps: settings.budgetCaps,
    hold,
    onShort: (cap, microUsd) => {
      log.warn(
        { delivery: delivery.id, lane: delivery.lane, cap, microUsd },
        'a budget leaves a run less than it wants',
      );
      onShort?.(cap, microUsd);
    },
  });
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
