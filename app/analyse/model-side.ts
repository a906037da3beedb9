import { BatchDesk } from '../../models/batches/batch-desk.ts';
import { createBudget } from '../../models/calling/budget.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import { createFailoverCaller } from '../../models/calling/call-with-failover.ts';
import { chooseModels, entriesInUse, type ModelChoice } from '../../models/selection/choose-models.ts';
import { createModelHealth } from '../../models/calling/health.ts';
import { CALL_LIMITS } from '../../models/calling/limits.ts';
import { verifierOf } from '../../models/selection/depth.ts';
import { type ModelChain, patienceOf } from '../../models/selection/model-chain.ts';
import type { ModelCaller } from '../../models/model-caller.ts';
import type { Model } from '../../models/model.ts';
import { createRecordedModel } from '../../models/recording/recorded-model.ts';
import type { Recording } from '../../models/recording/recording.ts';
import { type ModelPassLimits, passLimitsFor } from '../../reviewers/model-pass/limits.ts';
import type { ModelTask } from '../../reviewers/model-pass/plan.ts';
import type { Config } from '../../schemas/config.ts';
import type { ModelScores } from './model-scores.ts';
import { BatchSettings, ModelTier } from '../../schemas/model.ts';

/** A judge's time where models have the usual speed: it comes last, and what it does not answer stays as it was. */
const JUDGE_MS = 5 * 60_000;

/** For who waits by the hour. */
const BATCH_HEARTBEAT_MS = 10 * 60_000;

export interface ModelSideOptions {
  readonly config: Config;
  /** The value of an environment variable that holds a key. */
  readonly secret: (variable: string) => string | undefined;
  readonly scores: ModelScores;
  /** Answers in place of every model. */
  readonly recording: Recording | null;
  readonly journal: CallJournal;
  readonly onWaiting: (text: string) => void;
}

/** The models of one run. All callers share a budget, breakers and the run's retries. */
export interface ModelSide {
  readonly choice: ModelChoice;
  /** The limits of a pass of so many conversations: wider where a model is slow, or its server has them one after the other. */
  limitsFor(conversations: number): ModelPassLimits;
  /** Time for the judge, all of its conversations together. */
  readonly judgeMs: number;
  callerFor(task: ModelTask, timeLeftMs: number): ModelCaller;
  /** The judge's of what these tasks found, at least as deep as their models; null when no model can be asked. */
  judge(timeLeftMs: number, found: readonly ModelTask[]): ModelCaller | null;
}

/** Chooses the models and puts everything around them. Throws `InputError` for names that do not exist. */
export function createModelSide(options: ModelSideOptions): ModelSide {
  const { config, secret, scores, recording, journal, onWaiting } = options;
  // A recording needs no key: nobody is asked.
  const choice =
    recording === null
      ? chooseModels(config, secret, (name) => scores[name] ?? null)
      : chooseModels(config, () => 'recorded');
  const budget = createBudget({ limits: config.budget, spent: () => journal.spent() });
  const health = createModelHealth({ clock: () => Date.now() });
  const batch = recording === null ? batchSettings(config) : null;
  const desk = batch === null ? null : new BatchDesk({ journal, waitMs: batch.waitMs, say: onWaiting });
  const played = new Map<string, Model>();
  const replay = (model: Model, from: Recording): Model => {
    const known = played.get(model.capability.id) ?? createRecordedModel(from, model.capability.id);
    played.set(model.capability.id, known);
    return known;
  };
  /** Stand-ins answered for themselves in the recorded run, behind a refusal for example. */
  const playedChain = (first: Model, rest: readonly Model[], from: Recording): [Model, ...Model[]] => [
    replay(first, from),
    ...rest.flatMap((one) => (from.models.some(({ id }) => id === one.capability.id) ? [replay(one, from)] : [])),
  ];
  const unbatched = new Set<string>();
  /** Those that have batches are asked by them. The same ones follow in the ordinary way only where the operator allows what that costs. */
  const askedChain = (models: readonly [Model, ...Model[]]): [Model, ...Model[]] => {
    const inBatch = (model: Model): Model => {
      const { id } = model.capability;
      const batched = desk?.batched(model) ?? null;
      if (desk !== null && batched === null && !unbatched.has(id))
        onWaiting(`${id} has no batches: it is asked at once, at its usual price`);
      if (batched === null) unbatched.add(id);
      return batched ?? model;
    };
    const [first, ...rest] = models;
    const asked: [Model, ...Model[]] = [inBatch(first), ...rest.map(inBatch)];
    if (batch?.ordinary !== true) return asked;
    return [...asked, ...models.filter(({ capability }) => !unbatched.has(capability.id))];
  };
  const callerOf = ({ models: [first, ...rest] }: ModelChain, tier: ModelTier, timeLeftMs: number): ModelCaller =>
    createFailoverCaller({
      chain: recording === null ? askedChain([first, ...rest]) : playedChain(first, rest, recording),
      journal,
      effort: config.effort[tier],
      limits: {
        ...CALL_LIMITS,
        deadlineAt: Date.now() + timeLeftMs,
        ...(desk === null ? {} : { heartbeatMs: BATCH_HEARTBEAT_MS }),
      },
      budget,
      health,
      onHeartbeat: ({ step, model, waitedMs }) =>
        onWaiting(`${step} has been waiting for ${model} for ${Math.round(waitedMs / 1000)} s`),
    });
  const chainFor = (task: ModelTask): ModelChain => {
    if (choice.kind !== 'models') throw new Error(choice.reason);
    const tier = ModelTier.safeParse(task.model);
    return tier.success ? choice.tiers[tier.data] : choice.forTask(task.reviewers[0]);
  };
  const tierOf = (model: ModelTask['model']): ModelTier => ModelTier.safeParse(model).data ?? 'standard';
  const asked = recording === null ? entriesInUse(config, secret) : [];
  const patienceMs = Math.max(
    batch?.waitMs ?? 0,
    ...asked.map(({ provider }) => (patienceOf(provider).call ?? 0) * 1000),
  );
  const atOnce = Math.min(...asked.map(({ capability }) => capability.atOnce ?? Number.POSITIVE_INFINITY));
  return {
    choice,
    limitsFor: (conversations) => passLimitsFor(patienceMs, Math.max(1, Math.ceil(conversations / atOnce))),
    judgeMs: Math.max(JUDGE_MS, patienceMs),
    callerFor: (task, timeLeftMs) => callerOf(chainFor(task), tierOf(task.model), timeLeftMs),
    judge: (timeLeftMs, found) => {
      if (choice.kind !== 'models') return null;
      const chain = verifierOf(choice.forTask('judge'), found.map(chainFor), ({ models: [first] }) => first.capability);
      const wanted = config.reviewerModels['judge'] ?? 'deep';
      return callerOf(chain, ModelTier.safeParse(wanted).data ?? 'deep', timeLeftMs);
    },
  };
}

/** How the operator wants to wait; null where not. */
function batchSettings({ batch }: Config): { readonly waitMs: number; readonly ordinary: boolean } | null {
  if (batch === false) return null;
  const { minutes, ordinary } = BatchSettings.parse(batch === true ? {} : batch);
  return { waitMs: minutes * 60_000, ordinary };
}
