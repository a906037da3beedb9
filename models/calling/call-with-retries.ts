import { abortedError, orAborted } from './abort.ts';
import { journaledAttempt, type AttemptContext } from './journaled-attempt.ts';
import { BreakerOpenError } from './breaker.ts';
import type { CallResult } from '../model-caller.ts';
import { adviceOn } from './learn-dialect.ts';
import { type Model, ModelError, type ModelRequest } from '../model.ts';
import { requestDigest } from '../recording/request-digest.ts';
import { retryPolicy, whyNoRetry } from './retries.ts';

export interface RetryContext extends AttemptContext {
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
        const trying = spokenTo(model, request, context);
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

/**
 * One attempt, and further ones while a refusal teaches how the server wants to be asked: each costs nothing, each is journaled, and there
 * are no more than steps in the table. What was answered in the new dialect before is found again.
 */
async function spokenTo(model: Model, request: ModelRequest, context: RetryContext): Promise<CallResult> {
  const { health, journal, step } = context;
  for (;;) {
    const spoken = health.learnedOf(model);
    try {
      return await journaledAttempt(model, request, { ...context, spoken });
    } catch (error) {
      const isNew = health.learnedOf(model).steps.length > spoken.steps.length;
      if (!isNew || !(error instanceof ModelError) || error.kind !== 'bad-request') throw error;
      const { capability, host, local } = model;
      const { changes } = health.learnedOf(model);
      const recorded = await journal.recall(requestDigest(capability, request, changes), { step });
      if (recorded !== null) return { ...recorded, capability, host, local, reused: true };
    }
  }
}

/** Says after how many tries the model was given up, and why. */
function inWords(error: ModelError, failures: readonly ModelError[], context: RetryContext): ModelError {
  if (!error.isRetryable) return advised(error);
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

/** A refusal with what the operator can do about it. */
function advised(error: ModelError): ModelError {
  const advice = adviceOn(error);
  if (advice === null) return error;
  const { kind, status } = error;
  const message = `${error.message} (${advice})`;
  return new ModelError({ kind, message, cause: error, ...(status === null ? {} : { status }) });
}
