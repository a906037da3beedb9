import { createBudget } from '../../models/calling/budget.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import { createFailoverCaller } from '../../models/calling/call-with-failover.ts';
import { chooseModels, entriesInUse, type ModelChoice } from '../../models/selection/choose-models.ts';
import { createModelHealth } from '../../models/calling/health.ts';
import { CALL_LIMITS } from '../../models/calling/limits.ts';
import type { ModelChain } from '../../models/selection/model-chain.ts';
import type { ModelCaller } from '../../models/model-caller.ts';
import type { Model } from '../../models/model.ts';
import { createRecordedModel } from '../../models/recording/recorded-model.ts';
import type { Recording } from '../../models/recording/recording.ts';
import type { ModelTask } from '../../reviewers/model-pass/plan.ts';
import type { Config } from '../../schemas/config.ts';
import type { ModelScores } from './model-scores.ts';
import { ModelTier } from '../../schemas/model.ts';

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
  /** The longest time that the operator gives one call of a model in use; 0 where nothing was said. */
  readonly patienceMs: number;
  callerFor(task: ModelTask, timeLeftMs: number): ModelCaller;
  /** The judge's; null when no model can be asked. */
  judge(timeLeftMs: number): ModelCaller | null;
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
  const played = new Map<string, Model>();
  const replay = (model: Model, from: Recording): Model => {
    const known = played.get(model.capability.id) ?? createRecordedModel(from, model.capability.id);
    played.set(model.capability.id, known);
    return known;
  };
  const callerOf = ({ models: [first, ...rest] }: ModelChain, timeLeftMs: number): ModelCaller =>
    createFailoverCaller({
      chain: recording === null ? [first, ...rest] : [replay(first, recording)],
      journal,
      limits: { ...CALL_LIMITS, deadlineAt: Date.now() + timeLeftMs },
      budget,
      health,
      onHeartbeat: ({ step, model, waitedMs }) =>
        onWaiting(`${step} has been waiting for ${model} for ${Math.round(waitedMs / 1000)} s`),
    });
  const patience =
    recording === null ? entriesInUse(config, secret).map(({ provider }) => provider.timeouts.call ?? 0) : [];
  return {
    choice,
    patienceMs: Math.max(0, ...patience) * 1000,
    callerFor: (task, timeLeftMs) => {
      if (choice.kind !== 'models') throw new Error(choice.reason);
      const tier = ModelTier.safeParse(task.model);
      return callerOf(tier.success ? choice.tiers[tier.data] : choice.forTask(task.reviewers[0]), timeLeftMs);
    },
    judge: (timeLeftMs) => (choice.kind === 'models' ? callerOf(choice.forTask('judge'), timeLeftMs) : null),
  };
}
