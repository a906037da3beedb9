import type { ModelCaller } from '../../models/model-caller.ts';
import { type ModelCapability, promptForm } from '../../schemas/model.ts';
import { causeOnOneLine } from '../runner/run-with-timeout.ts';
import { askTask, type TaskContext, type TaskResult, unanswered } from './ask-task.ts';
import type { BriefSubject } from './prompt/brief-text.ts';
import { SYSTEM_CLOCK, tooLate } from './deadline.ts';
import { MODEL_PASS_LIMITS } from './limits.ts';
import type { ModelTask } from './plan.ts';
import type { ToldCounts } from './reading-account.ts';
import { sharedPrompt, type SharedPrompt } from './prompt/shared-prompt.ts';
import { evidencePack } from './pack/evidence-pack.ts';
import { pastReading } from './pack/past-findings.ts';
import { createToolbox, recordedReading, type ToolCache } from './tools/toolbox.ts';
import { ServerTurns } from './server-turns.ts';
import { WarmUpGate } from './warm-up-gate.ts';
import type { ModelPassOptions } from './model-pass-options.ts';

/** Has all planned conversations, each settled for itself, within the time for all of them. */
export async function runTasks(
  options: ModelPassOptions,
  onSettled: (result: TaskResult) => void,
): Promise<TaskResult[]> {
  const { plan, clock = SYSTEM_CLOCK } = options;
  const { overallMs } = { ...MODEL_PASS_LIMITS, ...options.limits };
  const endsAt = clock.now() + overallMs;
  const overall = new AbortController();
  const stopTimer = clock.startTimer(overallMs, () =>
    overall.abort(tooLate({ what: 'the model halves together', ms: overallMs })),
  );
  const signal = AbortSignal.any([options.signal, overall.signal]);
  const contextOf = contexts({ options, signal, leftMs: () => endsAt - clock.now() });
  try {
    return await Promise.all(
      plan.tasks.map(async (task) => {
        const result = await settled(task, contextOf);
        onSettled(result);
        return result;
      }),
    );
  } finally {
    stopTimer();
  }
}

/** A task that cannot even begin has failed like any other. */
async function settled(task: ModelTask, contextOf: (task: ModelTask) => TaskContext): Promise<TaskResult> {
  try {
    return await askTask(task, contextOf(task));
  } catch (cause) {
    return unanswered(task, 'failed', causeOnOneLine(cause));
  }
}

interface ContextsOptions {
  readonly options: ModelPassOptions;
  readonly signal: AbortSignal;
  readonly leftMs: () => number;
}

/** What conversations on one model share: the prompt to the byte, the warm-up gate, and what tools have answered. */
function contexts({ options, signal, leftMs }: ContextsOptions): (task: ModelTask) => TaskContext {
  const { plan, clock = SYSTEM_CLOCK } = options;
  const { reviewerMs } = { ...MODEL_PASS_LIMITS, ...options.limits };
  const findings = options.reports.flatMap((report) => report.findings);
  const prompts = new Map<string, Promise<SharedPrompt>>();
  const gates = new Map<string, WarmUpGate>();
  const turns = new Map<string, ServerTurns>();
  const counts = new Map<string, ToldCounts>();
  const cache: ToolCache = new Map();
  const ranking = { findings, sensitivePaths: plan.sensitivePaths };
  const pack = (task: ModelTask, capability: ModelCapability): Promise<string> => {
    const kept = { journal: options.journal, step: task.reviewers[0], cache };
    const past = pastReading(options.changeSet, options.past ?? [], kept);
    return evidencePack({ ...ranking, world: options, capability, recorded: recordedReading(options, kept), past });
  };
  return (task) => {
    const { capability } = options.callerFor(task, leftMs());
    const { provider, id, contextTokens, tools, minimumCacheTokens, atOnce } = capability;
    const prompt = remembered(prompts, `${contextTokens} ${tools} ${promptForm(capability)}`, () =>
      sharedPrompt({ ...ranking, ...options, capability, pack: () => pack(task, capability) }),
    );
    return {
      subjects: task.reviewers.map((reviewer) => subjectOf(reviewer, options)),
      prompt,
      gate: remembered(gates, `${provider}/${id}`, () => new WarmUpGate(minimumCacheTokens === null)),
      turns: remembered(turns, `${provider}/${id}`, () => new ServerTurns(atOnce)),
      told: remembered(counts, `${provider}/${id}`, () => []),
      toolbox: createToolbox(options, {
        journal: options.journal,
        step: task.reviewers[0],
        cache,
        form: promptForm(capability),
      }),
      callerFor: (timeLeftMs): ModelCaller => options.callerFor(task, timeLeftMs),
      timeLeftMs: () => Math.min(leftMs(), Math.max(...task.reviewers.map(reviewerMs))),
      signal,
      clock,
      onStart: (model) => {
        for (const reviewer of task.reviewers)
          options.onProgress?.({ kind: 'model-started', reviewer: shownName(reviewer, task), model });
      },
    };
  };
}

/** A reviewer as whoever waits sees its conversations: a second one is told apart. */
export function shownName(reviewer: string, { angles }: Pick<ModelTask, 'angles'>): string {
  return angles === undefined ? reviewer : `${reviewer}, second reading`;
}

function subjectOf(id: string, { reviewers, reports }: ModelPassOptions): BriefSubject {
  const reviewer = reviewers.find((one) => one.id === id);
  if (reviewer?.brief === undefined) throw new Error(`${id} has no brief for a model`);
  const { rules, brief } = reviewer;
  return { reviewer: { id, rules, brief }, found: reports.find((report) => report.reviewer === id)?.findings ?? [] };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
