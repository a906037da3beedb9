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

/** The pace of an answer over the network: until it begins, the other end may work. */
export interface AnswerPace extends Pace {
  readonly firstMs: number;
}

/** One answer that is waited for as long as it makes progress. */
export interface WatchedAnswer {
  /** Aborts with a `NoProgress`. */
  readonly signal: AbortSignal;
  /** Takes what came, as it comes. */
  read(body: AsyncIterable<Uint8Array> | null): Promise<Buffer<ArrayBuffer>>;
  stop(): void;
}

/** Watches one request, from its beginning to the last byte of its answer. `sent`: so many bytes have to go out before an answer can come. */
export function watchAnswer(
  { firstMs, ...pace }: AnswerPace,
  { sent = 0 }: { readonly sent?: number } = {},
): WatchedAnswer {
  const controller = new AbortController();
  const began = performance.now();
  const onStandstill = (why: NoProgress) => controller.abort(why);
  const beginningMs = Math.min(pace.wholeMs, firstMs + (1000 * sent) / pace.leastBytesPerSecond);
  const late = () => onStandstill(new NoProgress(`no answer within ${Math.round(beginningMs / 100) / 10} s`));
  let stop = clearing(setTimeout(late, beginningMs));
  return {
    signal: controller.signal,
    async read(body) {
      stop();
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      stop = watchProgress(pace, { bytes: () => bytes, onStandstill, began });
      for await (const chunk of body ?? []) {
        chunks.push(chunk);
        bytes += chunk.byteLength;
      }
      return Buffer.concat(chunks);
    },
    stop: () => stop(),
  };
}

const clearing = (timer: NodeJS.Timeout) => () => clearTimeout(timer);

/** Tells whether what grew since the last progress is progress again: less than `least` of it is only a sign of life. */
export function progressMeter(least: number): (grown: number) => boolean {
  let since = 0;
  return (grown) => {
    since += grown;
    if (since < least) return false;
    since = 0;
    return true;
  };
}

/** Settles as the answer does, or rejects when it has not begun in time. */
export function answeredInTime<T>(answer: Promise<T>, { silenceMs }: Pick<Pace, 'silenceMs'>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoProgress(`no answer within ${silenceMs / 1000} s`)), silenceMs);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
