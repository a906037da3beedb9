import { Breaker } from './breaker.ts';
import { HEALTH_LIMITS, type HealthLimits } from './limits.ts';
import type { Model } from '../model.ts';

/** What all callers of a run know together about the models: one breaker a model, and how many retries are left. */
export interface ModelHealth {
  breakerOf(model: Model): Breaker;
  readonly retriesLeft: number;
  takeRetry(): void;
}

/** Make one for each run and give it to every caller: a breaker that only one reviewer knows would open too late. */
export function createModelHealth({
  limits = HEALTH_LIMITS,
  clock = () => Date.now(),
}: { readonly limits?: HealthLimits; readonly clock?: () => number } = {}): ModelHealth {
  const breakers = new Map<string, Breaker>();
  let retriesLeft = limits.retriesPerRun;
  return {
    breakerOf(model) {
      const { provider, id } = model.capability;
      const key = JSON.stringify([provider, id, model.host]);
      const breaker = breakers.get(key) ?? new Breaker(id, limits, clock);
      breakers.set(key, breaker);
      return breaker;
    },
    get retriesLeft() {
      return retriesLeft;
    },
    takeRetry() {
      retriesLeft -= 1;
    },
  };
}
