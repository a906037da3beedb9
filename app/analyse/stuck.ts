import type { WorkClock } from '../../processes/work-limit.ts';

/** How often the analysing process says that it is not stuck. */
export const BEAT_MS = 1000;

/**
 * After so long without a word the analysing process counts as stuck in a computation that does not end. The longest that it was seen busy
 * without a pause, with a change of 50 MB on one slow core, is a tenth of this.
 */
export const SILENCE_MS = 180_000;

/** One that has hardly worked at all in that time waits for what does not come; else it may be beside others that want the processor, and has ten times as long. */
const IDLE_SHARE = 0.001;
const PATIENCE = 10;
/** When a sign of life is due, on a busy machine too. */
const DUE_MS = 2 * BEAT_MS;

/** Calls `stuck` once when nothing was heard for `silenceMs` of work, by a clock of the process that is listened to. Looks on its own timer, which keeps no process alive. */
export class SilenceWatch {
  readonly #timer: NodeJS.Timeout;
  #heard: number;
  #work = 0;
  /** The part of it that was done after a sign of life had been due: what comes before it is no sign of being alive. */
  #late = 0;

  constructor(silenceMs: number, clock: WorkClock, stuck: () => void) {
    let looked = clock.now();
    this.#heard = looked;
    let used = clock.used();
    this.#timer = setInterval(
      () => {
        const [now, total] = [clock.now(), clock.used()];
        // Who was not looking cannot say that nothing was to be heard: a laptop that slept, a parent that was busy itself.
        if (now - looked > silenceMs / 2) this.heard(now);
        else {
          const done =
            total === null || used === null ? now - looked : Math.min(now - looked, Math.max(0, total - used));
          this.#work += done;
          if (looked - this.#heard >= DUE_MS) this.#late += done;
        }
        used = total;
        looked = now;
        const silent = now - this.#heard;
        const isIdle = this.#late < silent * IDLE_SHARE;
        if (this.#work < silenceMs && silent < silenceMs * (isIdle ? 1 : PATIENCE)) return;
        this.stop();
        stuck();
      },
      Math.min(BEAT_MS, silenceMs / 4),
    );
    this.#timer.unref();
  }

  heard(at = performance.now()): void {
    this.#heard = at;
    this.#work = 0;
    this.#late = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
