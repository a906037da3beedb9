import { ModelError } from '../model.ts';

export function abortedError(cause?: unknown): ModelError {
  return new ModelError({ kind: 'aborted', message: 'the call was aborted', cause });
}

/** Settles like `work`, or rejects as soon as the signal aborts. The work itself is not stopped by this. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(abortedError(signal.reason));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
