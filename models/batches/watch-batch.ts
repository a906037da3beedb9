import { setTimeout as pause } from 'node:timers/promises';
import { type Batches, type BatchRows, ModelError } from '../model.ts';
import type { BatchLimits } from './limits.ts';

export interface WatchOptions {
  readonly batches: Batches;
  readonly batch: string;
  readonly model: string;
  readonly limits: BatchLimits;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Waits for a batch with growing pauses and fetches its rows. Throws a `ModelError` where that cannot succeed, or what the signal says. */
export async function watchBatch(options: WatchOptions): Promise<BatchRows> {
  const { batches, batch, model, limits, say, signal } = options;
  let said = -1;
  let pauseMs = limits.firstPauseMs;
  for (;;) {
    try {
      const { ended, answered, of } = await batches.look(batch, soon(signal, limits));
      if (answered !== said) say(`batch ${batch} of ${model}: ${answered} of ${of} answered`);
      said = answered;
      if (ended) return await batches.rows(batch, soon(signal, limits));
    } catch (error) {
      signal.throwIfAborted();
      // Looking costs nothing, and what was sent is paid for: it is looked again for as long as anybody waits.
      if (!(error instanceof ModelError) || !mayPass(error)) throw error;
      say(`batch ${batch} of ${model} is asked for again: ${error.message}`);
    }
    await pause(pauseMs, undefined, { signal });
    pauseMs = Math.min(limits.longestPauseMs, pauseMs * limits.growth);
  }
}

const mayPass = ({ isRetryable, status }: ModelError): boolean => isRetryable || status === 429;

function soon(signal: AbortSignal, { requestMs }: BatchLimits): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(requestMs)]);
}
