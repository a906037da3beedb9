/** Time as an argument. */
export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Starts a timer and returns how to stop it. */
  startTimer(ms: number, onEnd: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  startTimer: (ms, onEnd) => {
    const timer = setTimeout(onEnd, ms);
    return () => clearTimeout(timer);
  },
};

export interface DeadlineOptions {
  readonly ms: number;
  /** What is cut off, for the message: `the model half of security`. */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Runs work that is cut off at its deadline or when the signal is aborted, whether it listens or not. Rejects with the reason. */
export async function withDeadline<T>(work: (signal: AbortSignal) => Promise<T>, options: DeadlineOptions): Promise<T> {
  const { signal, clock, ms } = options;
  signal.throwIfAborted();
  const controller = new AbortController();
  const cut = Promise.withResolvers<never>();
  const cutOff = (cause: unknown): void => {
    controller.abort(cause);
    cut.reject(cause);
  };
  const onAbort = (): void => cutOff(signal.reason);
  const stopTimer = clock.startTimer(ms, () => cutOff(tooLate(options)));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    // The race also listens to the loser, so that a rejection after the cut is no unhandled one.
    return await Promise.race([work(controller.signal), cut.promise]);
  } finally {
    stopTimer();
    signal.removeEventListener('abort', onAbort);
  }
}

/** What is said about work that was cut off. */
export function tooLate({ what, ms }: Pick<DeadlineOptions, 'what' | 'ms'>): Error {
  const time = ms >= 60_000 ? `${Math.round(ms / 6_000) / 10} min` : `${Math.round(ms / 100) / 10} s`;
  return new Error(`${what} did not finish within ${time}`);
}
