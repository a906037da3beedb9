/** Bits of the table that tells most places apart without a look-up: 2 MB would be more than the processor keeps at hand. */
const TABLE_BITS = 18;

/** Texts of one length, and where they stand in a longer text: found in one way through it, however many they are. */
export class Windows {
  readonly #size: number;
  readonly #texts = new Set<string>();
  readonly #table = new Uint8Array(1 << TABLE_BITS);

  constructor(size: number) {
    this.#size = size;
  }

  /** Takes a text of the size. */
  add(text: string): void {
    this.#texts.add(text);
    this.#table[hashOf(text)] = 1;
  }

  get isEmpty(): boolean {
    return this.#texts.size === 0;
  }

  /** Whether one of the texts begins somewhere in a row of characters, of ASCII alone, for which `really` says so, too. */
  someIn(codes: Uint8Array, really: (at: number, found: string) => boolean = () => true): boolean {
    if (this.isEmpty) return false;
    const size = this.#size;
    const table = this.#table;
    const gone = powerOf(size);
    let hash = 0;
    for (let at = 0; at < codes.length; at += 1) {
      hash = (Math.imul(hash, FACTOR) + (codes[at] ?? 0)) | 0;
      if (at >= size) hash = (hash - Math.imul(codes[at - size] ?? 0, gone)) | 0;
      if (at + 1 < size || table[placeOf(hash)] === 0) continue;
      const window = String.fromCharCode(...codes.subarray(at + 1 - size, at + 1));
      if (this.#texts.has(window) && really(at + 1 - size, window)) return true;
    }
    return false;
  }

  /** Calls `hit` with each place where one of the texts begins, in their order. */
  find(text: string, hit: (at: number, found: string) => void): void {
    if (this.isEmpty) return;
    const size = this.#size;
    const table = this.#table;
    const gone = powerOf(size);
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
      if (at >= size) hash = (hash - Math.imul(text.charCodeAt(at - size), gone)) | 0;
      if (at + 1 < size || table[placeOf(hash)] === 0) continue;
      const window = text.slice(at + 1 - size, at + 1);
      if (this.#texts.has(window)) hit(at + 1 - size, window);
    }
  }
}

/** An odd number with its bits mixed (Knuth, The Art of Computer Programming 3, 6.4: multiplicative hashing). */
const FACTOR = 0x9e3779b1 | 0;

function powerOf(size: number): number {
  let power = 1;
  for (let step = 0; step < size; step += 1) power = Math.imul(power, FACTOR);
  return power;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
  return placeOf(hash);
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & ((1 << TABLE_BITS) - 1);
}
