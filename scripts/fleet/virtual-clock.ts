type Callback = (...args: unknown[]) => void;

interface Timer {
  at: number;
  order: number;
  readonly call: () => void;
  /** How long after it the next one; null for a single one. */
  readonly every: number | null;
  isOver: boolean;
  ref(): Timer;
  unref(): Timer;
  hasRef(): boolean;
}

const REPLACED = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
] as const;

/**
 * A clock that jumps from one timer to the next. While it is installed the global timers are its own, so that the real queue and dispatcher
 * live through a day in the time that their own work takes.
 */
export class VirtualClock {
  #now: number;
  #order = 0;
  /** A heap, the earliest first. */
  readonly #timers: Timer[] = [];
  readonly #real = Object.fromEntries(REPLACED.map((name) => [name, globalThis[name]]));
  readonly #realImmediate = globalThis.setImmediate;

  constructor(start: number) {
    this.#now = start;
  }

  /** In whole milliseconds, like the real one. */
  readonly now = (): number => Math.floor(this.#now);

  install(): void {
    const clear = (timer: Timer | undefined | null) => {
      if (timer !== undefined && timer !== null) timer.isOver = true;
    };
    const later = (call: Callback, ms = 0, ...args: unknown[]) => this.#add(() => call(...args), ms, null);
    Object.assign(globalThis, {
      setTimeout: later,
      setInterval: (call: Callback, ms = 0, ...args: unknown[]) => this.#add(() => call(...args), ms, Math.max(1, ms)),
      setImmediate: (call: Callback, ...args: unknown[]) => this.#add(() => call(...args), 0, null),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    });
  }

  uninstall(): void {
    Object.assign(globalThis, this.#real);
  }

  /** Resolves after so much of its own time. */
  readonly sleep = (ms: number): Promise<void> => new Promise((done) => void this.#add(() => done(), ms, null));

  /** Runs all that is due until `end`, and everything that follows from it. */
  async runUntil(end: number): Promise<void> {
    await this.#settled();
    for (let next = this.#timers[0]; next !== undefined && next.at <= end; next = this.#timers[0]) {
      this.#pop();
      if (next.isOver) continue;
      this.#now = Math.max(this.#now, next.at);
      next.call();
      if (next.every !== null && !next.isOver) {
        next.at = this.#now + next.every;
        next.order = this.#order++;
        this.#push(next);
      }
      await this.#settled();
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Everything that waits for nothing but promises has gone on when a turn of the real loop is over. */
  #settled(): Promise<void> {
    return new Promise((done) => void this.#realImmediate(done));
  }

  #add(call: () => void, ms: number, every: number | null): Timer {
    const timer: Timer = {
      at: this.#now + Math.max(0, ms),
      order: this.#order++,
      call,
      every,
      isOver: false,
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
    };
    this.#push(timer);
    return timer;
  }

  #push(timer: Timer): void {
    const heap = this.#timers;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[up])) break;
      this.#swap(at, up);
      at = up;
    }
  }

  #pop(): void {
    const heap = this.#timers;
    this.#swap(0, heap.length - 1);
    heap.pop();
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && isBefore(heap[left], heap[least])) least = left;
      if (right < heap.length && isBefore(heap[right], heap[least])) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#timers[one], this.#timers[other]];
    if (a === undefined || b === undefined) return;
    this.#timers[one] = b;
    this.#timers[other] = a;
  }
}

function isBefore(one: Timer | undefined, other: Timer | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
