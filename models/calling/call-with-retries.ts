import { abortedError, orAborted } from './abort.ts';
import { journaledAttempt, type AttemptContext } from './journaled-attempt.ts';
import { BreakerOpenError } from './breaker.ts';
import type { ModelHealth } from './health.ts';
import type { CallResult } from '../model-caller.ts';
import { type Model, ModelError, type ModelRequest } from '../model.ts';
import { retryPolicy, whyNoRetry } from './retries.ts';

export interface RetryContext extends AttemptContext {
  readonly health: ModelHealth;
  /** Another model can be asked after this one. */
  readonly hasNext: boolean;
}

/** Asks one model until it answers or asking again makes no sense. Throws a `ModelError` that says why, or what the journal threw. */
export async function callWithRetries(model: Model, request: ModelRequest, context: RetryContext): Promise<CallResult> {
  const { health, hasNext, signal, limits, clock } = context;
  const breaker = health.breakerOf(model);
  const failures: ModelError[] = [];
  let inFlight: Promise<unknown> = Promise.resolve();

  const once = async (): Promise<CallResult> => {
    if (signal.aborted) throw abortedError(signal.reason);
    const last = failures.at(-1);
    // The wait between two tries took some of the time that was left when it began.
    if (last !== undefined && clock() + limits.minimumRemainingMs > limits.deadlineAt) throw last;
    const run = breaker.run(
      () => {
        const trying = journaledAttempt(model, request, context);
        inFlight = trying.catch(() => undefined);
        return trying;
      },
      { whileProbed: hasNext ? 'refuse' : 'wait' },
    );
    return run.catch((error: unknown) => {
      if (error instanceof ModelError) failures.push(error);
      throw error;
    });
  };
  try {
    // Waits of the policies cannot be aborted; an attempt can, and its end is written down before anyone hears of it.
    return await orAborted(retryPolicy(context).execute(once, signal), signal);
  } catch (error) {
    await inFlight;
    throw error instanceof ModelError && error.kind !== 'aborted' ? inWords(error, failures, context) : error;
  }
}

/** Says after how many tries the model was given up, and why. */
function inWords(error: ModelError, failures: readonly ModelError[], context: RetryContext): ModelError {
  if (!error.isRetryable) return error;
  const tries = failures.filter((failure) => !(failure instanceof BreakerOpenError)).length;
  const why = whyNoRetry(error, context) ?? 'it was tried often enough';
  const { kind, status, retryAfterMs, requestId } = error;
  return new ModelError({
    kind,
    message: `${error.message} (${tries === 1 ? '1 try' : `${tries} tries`}; ${why})`,
    cause: error,
    ...(status === null ? {} : { status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(requestId === null ? {} : { requestId }),
  });
}
