/** Two groups that may be joined, by their numbers, and how alike they are per mille. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
  /** Of how many pairs of their members that is the mean. */
  readonly pairs: number;
}

/** Two numbers below it are one that a double holds exactly; as many findings do not fit into the memory. */
const MOST_GROUPS = 2 ** 26;

/**
 * Gives the strongest link first, and of equally strong ones the last that came in. Joining never makes a stronger link than the one that is
 * joined, so a list a strength is enough.
 */
export class LinkQueue {
  /** Both numbers in one: where thousands stand on a few lines there are millions of links. */
  readonly #byStrength: number[][] = [];

  push({ a, b, strength, pairs }: Link): void {
    while (this.#byStrength.length <= strength) this.#byStrength.push([]);
    this.#byStrength[strength]?.push(pairs, a * MOST_GROUPS + b);
  }

  pop(): Link | undefined {
    while (this.#byStrength.length > 0) {
      const strength = this.#byStrength.length - 1;
      const links = this.#byStrength[strength];
      const [link, pairs] = [links?.pop(), links?.pop()];
      if (link !== undefined && pairs !== undefined) {
        return { a: Math.floor(link / MOST_GROUPS), b: link % MOST_GROUPS, strength, pairs };
      }
      this.#byStrength.pop();
    }
    return undefined;
  }
}
