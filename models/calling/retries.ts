import {
  ExponentialBackoff,
  halfJitterGenerator,
  handleWhen,
  retry,
  type IBackoff,
  type IBackoffFactory,
  type IRetryBackoffContext,
  type RetryPolicy,
} from 'cockatiel';
import { BreakerOpenError } from './breaker.ts';
import type { ModelHealth } from './health.ts';
import type { CallLimits } from './limits.ts';
import { ModelError } from '../model.ts';

export interface RetryRules {
  readonly limits: CallLimits;
  readonly health: ModelHealth;
  readonly clock: () => number;
  /** Another model can be asked after this one. */
  readonly hasNext: boolean;
}

/** Why the same model is not asked again after this error; null when it is. */
export function whyNoRetry(error: ModelError, { limits, health, clock, hasNext }: RetryRules): string | null {
  if (!error.isRetryable) return 'asking again would not help';
  const open = error instanceof BreakerOpenError;
  const waitMs = error.retryAfterMs ?? 0;
  if (hasNext && open) return 'another model is asked';
  if (hasNext && error.allowsFailover && waitMs > limits.longestWaitBeforeFailoverMs) {
    return `it asks for a wait of ${Math.ceil(waitMs / 1000)} s, and another model can be asked`;
  }
  if (clock() + waitMs + limits.minimumRemainingMs > limits.deadlineAt) {
    return `less than ${limits.minimumRemainingMs / 1000} s of its time would remain`;
  }
  // Waiting for a breaker sends nothing, so it takes nothing from the run's retries.
  if (!open && health.retriesLeft <= 0) return 'the retries of this run are used up';
  return null;
}

/** Tries again where that may help, after the wait that the provider asked for, or a growing one of our own. */
export function retryPolicy(rules: RetryRules): RetryPolicy {
  const { limits, health } = rules;
  const own = new ExponentialBackoff({
    generator: halfJitterGenerator,
    initialDelay: limits.firstDelayMs,
    maxDelay: limits.longestDelayMs,
  });
  const policy = retry(
    handleWhen((error) => error instanceof ModelError && whyNoRetry(error, rules) === null),
    { maxAttempts: limits.retriesPerModel, backoff: notBeforeTold(own) },
  ).dangerouslyUnref();
  // Unreferenced, because the library's wait cannot be aborted; the heartbeat keeps the process alive meanwhile.
  policy.onRetry((reason) => {
    if ('error' in reason && !(reason.error instanceof BreakerOpenError)) health.takeRetry();
  });
  return policy;
}

type RetryContext = IRetryBackoffContext<unknown>;

/** The wait that was asked for comes first and our own after it, so that seven reviewers told the same do not come back at once. */
function notBeforeTold(own: IBackoffFactory<unknown>): IBackoffFactory<RetryContext> {
  return {
    next(context: RetryContext): IBackoff<RetryContext> {
      const wait = own.next(context);
      const error = 'error' in context.result ? context.result.error : null;
      const told = error instanceof ModelError ? (error.retryAfterMs ?? 0) : 0;
      return { ...notBeforeTold(wait), duration: told + wait.duration };
    },
  };
}
