import { progressMeter } from '../../processes/progress.ts';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { abortedError } from './abort.ts';
import type { DialectChanges } from '../../schemas/model.ts';
import type { CallLimits } from './limits.ts';
import {
  type Model,
  ModelError,
  type ModelRequest,
  type ModelResponse,
  type ModelTimeouts,
  type ModelUsage,
} from '../model.ts';
import { idleTimeout } from './idle-timeout.ts';

export interface TimedRequestOptions {
  readonly limits: CallLimits;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly onFirstEvent: () => void;
  readonly dialect: DialectChanges;
  readonly step: string;
}

/** How sending ended. `begun`: the answer had begun, so an attempt that failed may have been paid for. */
export type TimedResult =
  | { readonly state: 'ok'; readonly response: ModelResponse }
  | {
      readonly state: 'failed';
      readonly error: ModelError;
      readonly begun: boolean;
      /** What was counted by then; null where nothing was. */
      readonly usage: ModelUsage | null;
    };

/** Sends a request once, within its time. Never throws, and never waits for a model that does not heed its signal. */
export async function timedRequest(
  model: Model,
  request: ModelRequest,
  options: TimedRequestOptions,
): Promise<TimedResult> {
  const { limits, clock, signal, dialect, step } = options;
  const { callMs, silenceMs, progressMs } = patienceWith(model, limits);
  const timeoutMs = Math.max(0, Math.min(callMs, limits.deadlineAt - clock()));
  // A model on this machine may read a long prompt for minutes in silence; only its stream may not pause. Bytes and pings say that a server
  // lives, and not that it gets on: that is watched for by itself.
  const silence = idleTimeout(signal, { silenceMs, fromStart: !model.local });
  const standstill = idleTimeout(silence.signal, { silenceMs: progressMs, fromStart: !model.local });
  const gotOn = progressMeter((limits.leastCharactersPerSecond * progressMs) / 1000);
  let begun = false;
  let usage: ModelUsage | null = null;
  const failed = (error: ModelError): TimedResult => ({ state: 'failed', error, begun, usage });
  const onActivity = () => {
    begun = true;
    silence.heard();
  };
  const onFirstEvent = () => {
    onActivity();
    standstill.heard();
    options.onFirstEvent();
  };
  const policy = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  let timedOut = false;
  policy.onTimeout(() => {
    timedOut = true;
  });
  try {
    const told = {
      onFirstEvent,
      onActivity,
      onProgress: (characters: number) => void (gotOn(characters) && standstill.heard()),
      onUsage: (counted: ModelUsage) => {
        usage = counted;
      },
      dialect,
      step,
    };
    const ask = (inner: AbortSignal) => model.call(request, { signal: inner, ...told });
    return { state: 'ok', response: await policy.execute((_context, inner) => ask(inner), standstill.signal) };
  } catch (error) {
    // A call that we ended fails in whatever words the provider's library has for it; what counts is why we ended it.
    const { id } = model.capability;
    if (signal.aborted) return failed(abortedError(signal.reason));
    if (silence.isSilent) return failed(tooLate(`${id} sent nothing for ${seconds(silenceMs)}`));
    if (standstill.isSilent) return failed(tooLate(`${id} did not get on for ${seconds(progressMs)}`));
    if (timedOut) return failed(tooLate(`${id} did not finish within ${seconds(timeoutMs)}`));
    return failed(error instanceof ModelError ? error : unforeseen(id, error));
  } finally {
    standstill.stop();
    silence.stop();
  }
}

/** What bounds one attempt: the usual limits, unless the operator said something else of the model's provider. */
function patienceWith({ timeouts = {} }: Model, limits: CallLimits): Required<ModelTimeouts> {
  return {
    callMs: timeouts.callMs ?? limits.callTimeoutMs,
    silenceMs: timeouts.silenceMs ?? limits.inactivityMs,
    // Who waits longer for a byte waits as long for a piece.
    progressMs: timeouts.progressMs ?? Math.max(limits.progressMs, timeouts.silenceMs ?? 0),
  };
}

function tooLate(message: string): ModelError {
  return new ModelError({ kind: 'timeout', message });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

function unforeseen(id: string, cause: unknown): ModelError {
  return new ModelError({ kind: 'bad-answer', message: `${id} failed in an unforeseen way: ${String(cause)}`, cause });
}
