/**
 * What was read last, up to a weight; older things are forgotten half of them at a time, because a map that loses its oldest entry at every
 * step has to step over all that it lost.
 */
export class RecentlyRead<Key, Value> {
  readonly #most: number;
  readonly #weigh: (value: Value) => number;
  #now = new Map<Key, Value>();
  #before: ReadonlyMap<Key, Value> = new Map();
  #weight = 0;

  constructor(most: number, weigh: (value: Value) => number) {
    this.#most = most;
    this.#weigh = weigh;
  }

  get(key: Key): Value | undefined {
    const known = this.#now.get(key);
    if (known !== undefined) return known;
    const older = this.#before.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** Keeps a value, unless it alone weighs more than half of what may be kept. */
  set(key: Key, value: Value): void {
    const weight = this.#weigh(value);
    const half = this.#most / 2;
    if (weight > half || this.#now.has(key)) return;
    if (this.#weight + weight > half) {
      this.#before = this.#now;
      this.#now = new Map();
      this.#weight = 0;
    }
    this.#now.set(key, value);
    this.#weight += weight;
  }
}
