import { limitWork, type PassedLimit, type WorkClock } from '../../processes/work-limit.ts';

/** How a piece of foreign code ended. */
export type TimedOutcome = { readonly kind: 'ok' } | { readonly kind: 'failed'; readonly cause: unknown };

export interface TimeoutOptions {
  readonly timeoutMs: number;
  /** With it the limit is one of work by this clock, and time itself is only the last resort. Default: a limit of time. */
  readonly clock?: WorkClock;
  /** What is cut off, for the message: `the check secrets`. */
  readonly what: string;
  /** Aborting it cuts the work off too. */
  readonly signal?: AbortSignal;
}

/**
 * Runs foreign code to its end, or cuts it off. Always resolves: a throw, a rejection (however late), a hang and an abort are results. Code
 * that never yields to the event loop cannot be cut off here.
 */
export async function runWithTimeout(
  work: (signal: AbortSignal) => Promise<void> | void,
  options: TimeoutOptions,
): Promise<TimedOutcome> {
  const controller = new AbortController();
  const cut = Promise.withResolvers<never>();
  const cutOff = (cause: unknown): void => {
    controller.abort(cause);
    cut.reject(cause);
  };
  const onAbort = (): void => cutOff(options.signal?.reason);
  const onLimit = ({ kind, ms }: PassedLimit): void =>
    cutOff(
      new Error(
        `${options.what} did not finish within ${ms / 1000} s${kind === 'work' ? ' of processor time' : ''} and was cut off`,
      ),
    );

  if (options.signal?.aborted) return { kind: 'failed', cause: options.signal.reason };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const unlimit = limitBy(options, onLimit);
  try {
    // The race also listens to the loser, so that a rejection after the cut is no unhandled one.
    await Promise.race([start(work, controller.signal), cut.promise]);
    return { kind: 'ok' };
  } catch (cause) {
    return { kind: 'failed', cause };
  } finally {
    unlimit();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function limitBy({ timeoutMs, clock }: TimeoutOptions, passed: (limit: PassedLimit) => void): () => void {
  if (clock !== undefined) return limitWork(timeoutMs, clock, passed);
  const timer = setTimeout(() => passed({ kind: 'wall', ms: timeoutMs }), timeoutMs);
  return () => clearTimeout(timer);
}

/** A synchronous throw becomes a rejection like any other. */
async function start(work: (signal: AbortSignal) => Promise<void> | void, signal: AbortSignal): Promise<void> {
  await work(signal);
}

/** One line for people about whatever was thrown. */
export function causeOnOneLine(cause: unknown): string {
  try {
    const text = cause instanceof Error ? cause.message || cause.name : String(cause);
    return text.replace(/\s+/g, ' ').trim() || 'no reason given';
  } catch {
    return 'something that cannot be described was thrown';
  }
}
