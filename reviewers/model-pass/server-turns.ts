/** Gives the right to something back; a second time does nothing. */
type GiveBack = () => void;

/** Lets so many in at the same time and the others wait, in the order in which they came. */
export class ServerTurns {
  readonly #waiting: (() => void)[] = [];
  #left: number;

  /** `atOnce` undefined: everybody goes in. */
  constructor(atOnce: number | undefined) {
    this.#left = atOnce ?? Number.POSITIVE_INFINITY;
  }

  /** Waits for a turn; rejects with the signal's reason when it is aborted first. */
  async take(signal: AbortSignal): Promise<GiveBack> {
    signal.throwIfAborted();
    if (this.#left > 0) this.#left -= 1;
    else await this.#wait(signal);
    let isHeld = true;
    return () => {
      if (isHeld) this.#passOn();
      isHeld = false;
    };
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#left += 1;
    else next();
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const onAbort = (): void => {
      const at = this.#waiting.indexOf(turn.resolve);
      if (at !== -1) this.#waiting.splice(at, 1);
      turn.reject(signal.reason);
    };
    this.#waiting.push(turn.resolve);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
