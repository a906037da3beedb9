/** How long what is waited for may do nothing, and how long it may take. */
export interface Pace {
  readonly silenceMs: number;
  /** Less than this is no progress. */
  readonly leastBytesPerSecond: number;
  /** However fast it is, it ends within this. */
  readonly wholeMs: number;
}

/** What was waited for did not come, or not at a pace with which it would come to its end. */
export class NoProgress extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NoProgress';
  }
}

/** How often is looked. */
const LOOK_MS = 500;

/**
 * Watches a number of bytes that grows, and tells once when it no longer grows fast enough: a byte every ten seconds is no life. Returns
 * what ends the watch. `began` is when the work began, by `performance.now()`.
 */
export function watchProgress(
  { silenceMs, leastBytesPerSecond, wholeMs }: Pace,
  {
    bytes,
    onStandstill,
    began = performance.now(),
  }: {
    readonly bytes: () => number;
    readonly onStandstill: (why: NoProgress) => void;
    readonly began?: number;
  },
): () => void {
  const least = Math.max(1, (leastBytesPerSecond * silenceMs) / 1000);
  let mark = { at: performance.now(), bytes: bytes() };
  const look = () => {
    const now = performance.now();
    const seen = bytes();
    if (seen - mark.bytes >= least) mark = { at: now, bytes: seen };
    const isStill = now - mark.at > silenceMs;
    if (!isStill && now - began <= wholeMs) return;
    clearInterval(timer);
    const pace = `it sends less than ${leastBytesPerSecond} bytes a second for ${silenceMs / 1000} s`;
    onStandstill(new NoProgress(isStill ? pace : `one answer takes longer than ${wholeMs / 1000} s`));
  };
  const timer = setInterval(look, Math.min(LOOK_MS, silenceMs));
  timer.unref();
  return () => clearInterval(timer);
}

/** Settles as the answer does, or rejects when it has not begun in time. */
export function answeredInTime<T>(answer: Promise<T>, { silenceMs }: Pick<Pace, 'silenceMs'>): Promise<T> {
  return new Promise((done, fail) => {
    const late = () => fail(new NoProgress(`no answer within ${silenceMs / 1000} s`));
    const timer = setTimeout(late, silenceMs);
    answer.then(done, fail).finally(() => clearTimeout(timer));
  });
}
