/** Two groups that may be joined, by their numbers, and how alike they are per mille. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

/**
 * Gives the strongest link first, and of equally strong ones the last that came in. Joining never makes a stronger link than the one that is
 * joined, so a list a strength is enough.
 */
export class LinkQueue {
  readonly #byStrength: Link[][] = [];

  push(link: Link): void {
    while (this.#byStrength.length <= link.strength) this.#byStrength.push([]);
    this.#byStrength[link.strength]?.push(link);
  }

  pop(): Link | undefined {
    while (this.#byStrength.length > 0) {
      const link = this.#byStrength.at(-1)?.pop();
      if (link !== undefined) return link;
      this.#byStrength.pop();
    }
    return undefined;
  }
}
