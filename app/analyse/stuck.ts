/** How often the analysing process says that it is not stuck. */
export const BEAT_MS = 1000;

/**
 * After so long without a word the analysing process counts as stuck in a computation that does not end. The longest that it was seen busy
 * without a pause, with a change of 50 MB on one slow core, is a tenth of this.
 */
export const SILENCE_MS = 180_000;

/** Calls `stuck` once when nothing was heard for `silenceMs`. Looks on its own timer, which keeps no process alive. */
export class SilenceWatch {
  readonly #silenceMs: number;
  readonly #timer: NodeJS.Timeout;
  #heard = performance.now();

  constructor(silenceMs: number, stuck: () => void) {
    this.#silenceMs = silenceMs;
    let looked = performance.now();
    this.#timer = setInterval(
      () => {
        const now = performance.now();
        // Who was not looking cannot say that nothing was to be heard: a laptop that slept, a parent that was busy itself.
        if (now - looked > this.#silenceMs / 2) this.#heard = now;
        looked = now;
        if (now - this.#heard < this.#silenceMs) return;
        this.stop();
        stuck();
      },
      Math.min(BEAT_MS, silenceMs / 4),
    );
    this.#timer.unref();
  }

  heard(): void {
    this.#heard = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
