import type { ChangeSet } from '../../schemas/change-set.ts';

/** The paths that one check looked at. */
export interface LookedAtPaths extends Iterable<string> {
  readonly size: number;
  has(path: string): boolean;
}

/** The places of a change's paths, numbered once for all checks. */
export class PathNumbers {
  readonly paths: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor({ files, filtered }: Pick<ChangeSet, 'files' | 'filtered'>) {
    this.paths = [...new Set([...files, ...filtered].map(({ newPath }) => newPath))];
    this.#numbers = new Map(this.paths.map((path, number) => [path, number]));
  }

  numberOf(path: string): number | undefined {
    return this.#numbers.get(path);
  }
}

/**
 * A set of paths that costs a bit for each file of the change: there are some seventy checks, each of them looks at every file, and a set of a hundred thousand
 * texts for each would be larger than the change.
 */
export class PathSet implements LookedAtPaths {
  readonly #numbers: PathNumbers;
  readonly #bits: Uint8Array;
  readonly #others = new Set<string>();
  #size = 0;

  constructor(numbers: PathNumbers) {
    this.#numbers = numbers;
    this.#bits = new Uint8Array(Math.ceil(numbers.paths.length / 8));
  }

  get size(): number {
    return this.#size + this.#others.size;
  }

  add(path: string): void {
    const number = this.#numbers.numberOf(path);
    if (number === undefined) this.#others.add(path);
    else if (!this.#isSet(number)) {
      this.#bits[number >> 3] = (this.#bits[number >> 3] ?? 0) | (1 << (number & 7));
      this.#size += 1;
    }
  }

  has(path: string): boolean {
    const number = this.#numbers.numberOf(path);
    return number === undefined ? this.#others.has(path) : this.#isSet(number);
  }

  *[Symbol.iterator](): Generator<string> {
    for (const [number, path] of this.#numbers.paths.entries()) if (this.#isSet(number)) yield path;
    yield* this.#others;
  }

  #isSet(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }
}
