import { Breaker } from './breaker.ts';
import { HEALTH_LIMITS, type HealthLimits } from './limits.ts';
import { type Learned, nextStep, NOTHING_LEARNED } from './learn-dialect.ts';
import type { Model, ModelError } from '../model.ts';

/** What all callers of a run know together about the models: one breaker a model, how it is spoken to, and how many retries are left. */
export interface ModelHealth {
  breakerOf(model: Model): Breaker;
  learnedOf(model: Model): Learned;
  /**
   * Takes a refusal in. What is done about it, in words for the journal, where it is told by a row of the table (`learn-dialect.ts`): a new
   * step, or one that was taken while the question was under way. Null where nothing is learned.
   */
  learn(model: Model, spoken: Learned, refusal: ModelError): string | null;
  readonly retriesLeft: number;
  takeRetry(): void;
}

/** Make one for each run and give it to every caller: a breaker that only one reviewer knows would open too late. */
export function createModelHealth({
  limits = HEALTH_LIMITS,
  clock = () => Date.now(),
}: { readonly limits?: HealthLimits; readonly clock?: () => number } = {}): ModelHealth {
  const breakers = new Map<string, Breaker>();
  const dialects = new Map<string, Learned>();
  const keyOf = ({ capability: { provider, id }, host }: Model): string => JSON.stringify([provider, id, host]);
  const learnedOf = (model: Model): Learned => dialects.get(keyOf(model)) ?? NOTHING_LEARNED;
  let retriesLeft = limits.retriesPerRun;
  return {
    breakerOf(model) {
      const key = keyOf(model);
      const breaker = breakers.get(key) ?? new Breaker(model.capability.id, limits, clock);
      breakers.set(key, breaker);
      return breaker;
    },
    learnedOf,
    learn(model, spoken, refusal) {
      const step = nextStep(model, spoken, refusal);
      if (step === null) return null;
      const known = learnedOf(model);
      const added = nextStep(model, known, refusal);
      // Where nothing is to be added, another call was told the same while this one was under way.
      if (added !== null) dialects.set(keyOf(model), { changes: added.changes, steps: [...known.steps, added] });
      return `from now on asked differently: ${step.name}`;
    },
    get retriesLeft() {
      return retriesLeft;
    },
    takeRetry() {
      retriesLeft -= 1;
    },
  };
}
