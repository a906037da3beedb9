/** The right to ask a model. Whoever has one gives it back, however the work ends. */
export interface Pass {
  /** Says that the shared prefix can be read from the cache from now on: everybody may go. */
  warm(): void;
  /** Says that this task is over; if it warmed nothing, the next one goes alone. */
  leave(): void;
}

interface Waiting {
  readonly admit: () => void;
}

/**
 * Lets one task at a time ask a model until the prompt prefix that all of them share is in the provider's cache; then it stands open. Tasks that
 * would all start at once would all pay for writing the same prefix.
 */
export class WarmUpGate {
  readonly #waiting: Waiting[] = [];
  #open: boolean;
  #leader = false;

  /** `open`: there is no cache to warm. */
  constructor(open: boolean) {
    this.#open = open;
  }

  /** Waits for a pass; rejects with the signal's reason when it is aborted first. */
  async enter(signal: AbortSignal): Promise<Pass> {
    signal.throwIfAborted();
    if (!this.#open && this.#leader) await this.#wait(signal);
    const leads = !this.#open;
    this.#leader ||= leads;
    let here = true;
    return {
      warm: () => this.#warm(),
      leave: () => {
        if (here && leads) this.#handOver();
        here = false;
      },
    };
  }

  #warm(): void {
    this.#open = true;
    for (const { admit } of this.#waiting.splice(0)) admit();
  }

  #handOver(): void {
    if (this.#open) return;
    const next = this.#waiting.shift();
    // The lead goes from hand to hand, so that nobody who enters meanwhile takes it too.
    if (next === undefined) this.#leader = false;
    else next.admit();
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const admitted = Promise.withResolvers<void>();
    const entry = { admit: admitted.resolve };
    const onAbort = (): void => {
      const at = this.#waiting.indexOf(entry);
      if (at !== -1) this.#waiting.splice(at, 1);
      admitted.reject(signal.reason);
    };
    this.#waiting.push(entry);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await admitted.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
