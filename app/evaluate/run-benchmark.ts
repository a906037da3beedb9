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
  #promisedMicroUsd = 0;

  constructor(limitUsd: number) {
    this.limitUsd = limitUsd;
  }

  get spentMicroUsd(): number {
    return this.#spentMicroUsd;
  }

  get leftUsd(): number {
    return Math.max(0, this.limitUsd - (this.#spentMicroUsd + this.#promisedMicroUsd) / 1e6);
  }

  spend(microUsd: number): void {
    this.#spentMicroUsd += microUsd;
  }

  /** The configuration with no more to spend than is left. */
  within(config: Config): Config {
    return limitedTo(config, this.leftUsd);
  }

  /** The same for one of so many that spend side by side. What it may spend is nobody else's until it says what it did. */
  share(config: Config, lanes: number): { readonly config: Config; readonly spent: (microUsd: number) => void } {
    const limited = limitedTo(config, this.leftUsd / lanes);
    const promised = (limited.budget.run.usd ?? 0) * 1e6;
    this.#promisedMicroUsd += promised;
    return {
      config: limited,
      spent: (microUsd) => {
        this.#promisedMicroUsd -= promised;
        this.spend(microUsd);
      },
    };
  }
}

function limitedTo(config: Config, leftUsd: number): Config {
  const usd = Math.min(config.budget.run.usd ?? leftUsd, leftUsd);
  return { ...config, budget: { ...config.budget, run: { ...config.budget.run, usd } } };
}

/** A run that costs less is not worth beginning. */
const LEAST_USD = 0.0001;

/** Reviews that wait for their batches side by side: each has an analysing process of its own, of some 200 MB. */
const BATCHED_AT_ONCE = 4;
const lanesOf = ({ place }: Pick<BenchmarkWish, 'place'>): number => (place.batch ? BATCHED_AT_ONCE : 1);

/**
 * Reviews every change of a benchmark with one configuration into a history of its own: one after the other, or some side by side where batches are waited
 * for. What is there already, by the same program and the same configuration, stays; an answer that was paid for before is in the log. One that fails is
 * told and leaves the others.
 */
export async function runBenchmark(wish: BenchmarkWish): Promise<BenchmarkEnd> {
  const { changes, place, history, budget, onNotice, signal } = wish;
  const lists = { missing: [] as string[], left: [] as string[], failed: [] as { change: string; reason: string }[] };
  let [reviewed, alreadyThere] = [0, 0];
  let [digest, config]: [string, Config | null] = ['', null];
  const log = openHistory(history);
  const inOrder = new Map(changes.map(({ label }, at) => [label, at]));
  const byOrder = (one: string, other: string) => (inOrder.get(one) ?? 0) - (inOrder.get(other) ?? 0);
  try {
    const there = completeRuns(log);
    const waiting = [...changes.entries()];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(...next);
    };
    const one = async (at: number, change: BenchmarkChange): Promise<void> => {
      signal.throwIfAborted();
      const workspace = await openBenchmarkChange(change, place);
      if (workspace === null) return void lists.missing.push(change.label);
      try {
        config = workspace.effective.config;
        digest = stepKey(config);
        if (there.has(keyOf({ label: change.label, configDigest: digest }))) alreadyThere += 1;
        else if (budget.leftUsd < LEAST_USD && !config.offline) lists.left.push(change.label);
        else {
          onNotice(`${at + 1} of ${changes.length}: ${change.label}, ${budget.leftUsd.toFixed(2)} USD left`);
          await reviewOne(workspace, log, wish, change.label);
          reviewed += 1;
        }
      } catch (error) {
        if (signal.aborted) throw error;
        lists.failed.push({ change: change.label, reason: describeCause(error) });
      } finally {
        await workspace.close();
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: lanesOf(wish) }, lane));
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
    return {
      digest,
      config: config ?? DEFAULT_CONFIG,
      reviewed,
      alreadyThere,
      missing: lists.missing.toSorted(byOrder),
      left: lists.left.toSorted(byOrder),
      failed: lists.failed.toSorted((first, second) => byOrder(first.change, second.change)),
    };
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

async function reviewOne(workspace: Workspace, log: HistoryLog, wish: BenchmarkWish, label: string): Promise<void> {
  const { budget, history, scores, onNotice, signal } = wish;
  const { config } = workspace.effective;
  if (needsNetwork(config)) useNetwork();
  const share = budget.share(config, lanesOf(wish));
  const limited = { ...workspace, effective: { ...workspace.effective, config: share.config } };
  const problems: Problem[] = [];
  const onProgress = () => undefined;
  const runsOf = () => log.runs({ limit: MOST_RUNS }).filter(({ run }) => run.label === label);
  const before = new Set(runsOf().map(({ run }) => run.id));
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
    const made = runsOf().filter(({ run }) => !before.has(run.id));
    const costs = made.flatMap(({ run }) => log.usageOfRun(run.id).models);
    share.spent(costs.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0));
  }
  for (const { message } of problems) onNotice(message);
}
