import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { HealthLimits } from './limits.ts';
import { ModelError, type ModelErrorKind } from '../model.ts';

/** The provider is in trouble. A rate limit is not among them: it is an answer, and says itself when to come back. */
const TROUBLE: readonly ModelErrorKind[] = ['overloaded', 'server', 'timeout', 'connection', 'cut'];
/** The provider answered, if only to refuse: a probe that ends so has found it well. */
const SIGNS_OF_LIFE: readonly ModelErrorKind[] = [
  'rate-limited',
  'auth',
  'context-overflow',
  'bad-request',
  'bad-answer',
];

/** Nothing was sent: the model failed too often, and its pause is not over. */
export class BreakerOpenError extends ModelError {}

/**
 * The breaker of one model. After some failures in a row nothing is sent for a while, then a single probe; everyone else waits for
 * what the probe finds, or is refused at once.
 */
export class Breaker {
  readonly #name: string;
  readonly #clock: () => number;
  readonly #policy;
  #openUntil = 0;

  constructor(name: string, limits: HealthLimits, clock: () => number) {
    this.#name = name;
    this.#clock = clock;
    this.#policy = circuitBreaker(
      handleWhen((error) => this.#isFailure(error)),
      { halfOpenAfter: limits.breakerOpenMs, breaker: new ConsecutiveBreaker(limits.breakerFailures) },
    );
    this.#policy.onBreak(() => {
      this.#openUntil = clock() + limits.breakerOpenMs;
    });
  }

  /** Runs the attempt or throws a `BreakerOpenError`. With `whileProbed: 'refuse'` a probe under way counts as open. */
  async run<T>(attempt: () => Promise<T>, { whileProbed }: { readonly whileProbed: 'wait' | 'refuse' }): Promise<T> {
    if (whileProbed === 'refuse' && this.#policy.state === CircuitState.HalfOpen) throw this.#open();
    try {
      return await this.#policy.execute(attempt);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#open() : error;
    }
  }

  #isFailure(error: unknown): boolean {
    const kind = error instanceof ModelError ? error.kind : null;
    // A probe that was aborted or could not be written down found out nothing, so the pause goes on.
    if (this.#policy.state === CircuitState.HalfOpen) return kind === null || !SIGNS_OF_LIFE.includes(kind);
    return kind !== null && TROUBLE.includes(kind);
  }

  #open(): BreakerOpenError {
    const retryAfterMs = Math.max(0, this.#openUntil - this.#clock());
    const message = `${this.#name} failed several times in a row and is left alone for another ${Math.ceil(retryAfterMs / 1000)} s`;
    return new BreakerOpenError({ kind: 'overloaded', message, retryAfterMs });
  }
}
