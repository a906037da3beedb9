import type { RequestHook } from '../../support/github/service.ts';

/**
 * Serialises the requests of several clients, told apart by their user agent: the next one is let through when every live client waits or
 * has left, and a list says whose. What the list leads to is the same each time.
 */
export class Turns {
  readonly #live: Set<string>;
  readonly #order: readonly number[];
  readonly #waiting = new Map<string, () => void>();
  readonly #deaths = new Map<string, { readonly turn: number; readonly die: () => void }>();
  readonly #counts = new Map<string, number>();
  #turn = 0;

  constructor(clients: readonly string[], order: readonly number[]) {
    this.#live = new Set(clients);
    this.#order = order;
  }

  /** Lets a client die instead of its n-th request. */
  onTurn(client: string, turn: number, die: () => void): void {
    this.#deaths.set(client, { turn, die });
  }

  /** The client asks for nothing any more. */
  leave(client: string): void {
    this.#live.delete(client);
    this.#waiting.delete(client);
    this.#next();
  }

  readonly hook: RequestHook = async (request, phase) => {
    const client = [...this.#live].find((name) => request.headers['user-agent']?.includes(name) === true);
    if (client === undefined || phase === 'after') return;
    const count = (this.#counts.get(client) ?? 0) + 1;
    this.#counts.set(client, count);
    const death = this.#deaths.get(client);
    if (death !== undefined && count >= death.turn) {
      death.die();
      throw new Error('killed');
    }
    await new Promise<void>((resolve) => {
      this.#waiting.set(client, resolve);
      this.#next();
    });
  };

  #next(): void {
    if (this.#waiting.size === 0 || this.#waiting.size < this.#live.size) return;
    const names = [...this.#waiting.keys()].toSorted();
    const name = names[(this.#order[this.#turn++ % this.#order.length] ?? 0) % names.length];
    const go = name === undefined ? undefined : this.#waiting.get(name);
    if (name === undefined || go === undefined) return;
    this.#waiting.delete(name);
    go();
  }
}
