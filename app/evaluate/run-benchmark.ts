import { performance } from 'node:perf_hooks';
import { openHistory, type HistoryLog } from '../../history/log.ts';
import { stepKey } from '../../history/write/record-coordination.ts';
import { describeCause, type Problem } from '../../schemas/problem.ts';
import type { Config } from '../../schemas/config.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Run } from '../../schemas/run.ts';
import { analysisIn } from '../composition-root.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { needsNetwork, useNetwork } from '../config/network.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import { review } from '../review.ts';
import type { Publisher } from '../publisher.ts';
import { DOCKET_VERSION } from '../version.ts';
import type { Workspace } from '../workspace.ts';
import { type BenchmarkPlace, openBenchmarkChange } from './benchmark-change.ts';
import type { BenchmarkChange } from './read-labels.ts';

/** What is reviewed, and what it may cost. */
export interface BenchmarkWish {
  readonly changes: readonly BenchmarkChange[];
  readonly place: BenchmarkPlace;
  /** Where runs are recorded; a run that is there already is not made again. */
  readonly history: string;
  readonly budget: EvaluationBudget;
  readonly scores: ModelScores;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** How the reviews of one configuration went. */
export interface BenchmarkEnd {
  /** Of its configuration. */
  readonly digest: string;
  readonly config: Config;
  readonly reviewed: number;
  readonly alreadyThere: number;
  /** Neither a diff nor a clone of them is there. */
  readonly missing: readonly string[];
  /** The money was at its end. */
  readonly left: readonly string[];
  readonly failed: readonly { readonly change: string; readonly reason: string }[];
}

/** Money for a whole evaluation: whatever is asked, of whatever configuration, is taken from it. */
export class EvaluationBudget {
  readonly limitUsd: number;
  #spentMicroUsd = 0;

  constructor(limitUsd: number) {
    this.limitUsd = limitUsd;
  }

  get spentMicroUsd(): number {
    return this.#spentMicroUsd;
  }

  get leftUsd(): number {
    return Math.max(0, this.limitUsd - this.#spentMicroUsd / 1e6);
  }

  spend(microUsd: number): void {
    this.#spentMicroUsd += microUsd;
  }

  /** The configuration with no more to spend than is left. */
  within(config: Config): Config {
    const usd = Math.min(config.budget.run.usd ?? this.leftUsd, this.leftUsd);
    return { ...config, budget: { ...config.budget, run: { ...config.budget.run, usd } } };
  }
}

/** A run that costs less is not worth beginning. */
const LEAST_USD = 0.0001;

/**
 * Reviews every change of a benchmark with one configuration, one after the other, into a history of its own. What is there already, by the same program
 * and the same configuration, stays; an answer that was paid for before is in the log. One that fails is told and leaves the others.
 */
export async function runBenchmark(wish: BenchmarkWish): Promise<BenchmarkEnd> {
  const { changes, place, history, budget, onNotice, signal } = wish;
  const [missing, left, failed]: [string[], string[], { change: string; reason: string }[]] = [[], [], []];
  let [reviewed, alreadyThere] = [0, 0];
  let [digest, config]: [string, Config | null] = ['', null];
  const log = openHistory(history);
  try {
    const there = completeRuns(log);
    for (const [at, change] of changes.entries()) {
      signal.throwIfAborted();
      const workspace = await openBenchmarkChange(change, place);
      if (workspace === null) {
        missing.push(change.label);
        continue;
      }
      try {
        config = workspace.effective.config;
        digest = stepKey(config);
        if (there.has(keyOf({ label: change.label, configDigest: digest }))) alreadyThere += 1;
        else if (budget.leftUsd < LEAST_USD && !config.offline) left.push(change.label);
        else {
          onNotice(`${at + 1} of ${changes.length}: ${change.label}, ${budget.leftUsd.toFixed(2)} USD left`);
          await reviewOne(workspace, log, wish);
          reviewed += 1;
        }
      } catch (error) {
        if (signal.aborted) throw error;
        failed.push({ change: change.label, reason: describeCause(error) });
      } finally {
        await workspace.close();
      }
    }
    return { digest, config: config ?? DEFAULT_CONFIG, reviewed, alreadyThere, missing, left, failed };
  } finally {
    log.close();
  }
}

const MOST_RUNS = 100_000;

/** The runs of this program that came to an end with all that models were to be asked; what money or a failure cut short is made again. */
function completeRuns(log: HistoryLog): ReadonlySet<string> {
  const done = log
    .runs({ limit: MOST_RUNS })
    .filter(
      ({ run, state, review: made }) => state === 'finished' && made !== null && run.docketVersion === DOCKET_VERSION,
    );
  return new Set(done.flatMap(({ run }) => (wasAsked(log.recordedInput(run.id)) ? [keyOf(run)] : [])));
}

function wasAsked({ reports, unverified }: CoordinatorInput): boolean {
  return (
    unverified === undefined &&
    reports.every(({ model }) => model === undefined || model.status === 'ok' || model.status === 'not-asked')
  );
}

function keyOf({ label, configDigest }: Pick<Run, 'label' | 'configDigest'>): string {
  return JSON.stringify([label, configDigest]);
}

const NOBODY: Publisher = { target: 'evaluation', render: async () => '', publish: async () => null };

async function reviewOne(workspace: Workspace, log: HistoryLog, wish: BenchmarkWish): Promise<void> {
  const { budget, history, scores, onNotice, signal } = wish;
  const { config } = workspace.effective;
  if (needsNetwork(config)) useNetwork();
  const limited = { ...workspace, effective: { ...workspace.effective, config: budget.within(config) } };
  const problems: Problem[] = [];
  const onProgress = () => undefined;
  const before = new Set(log.runs({ limit: 1 }).map(({ run }) => run.id));
  try {
    await review({
      config,
      analysis: await analysisIn(limited, { recording: null, reviewers: null, scores, onProgress, signal }),
      history: { log, path: history },
      publisher: NOBODY,
      trust: 'local',
      outside: async () => [],
      // Each change is judged by itself: what was said of the others, of other repositories, must not matter.
      past: [],
      trackRecord: null,
      suppressions: [],
      problems,
      onProgress,
      signal,
      clock: () => performance.now(),
    });
  } finally {
    const [newest] = log.runs({ limit: 1 });
    if (newest !== undefined && !before.has(newest.run.id)) {
      const { models } = log.usageOfRun(newest.run.id);
      budget.spend(models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0));
    }
  }
  for (const { message } of problems) onNotice(message);
}
