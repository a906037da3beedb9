import type { Squeezed } from './secret-forms.ts';
import { isWordLike } from './word-like.ts';

/** Units of a part of a secret that give it away; half of the shortest usual key. */
const GRAM = 8;
/** Hexadecimal digits say half as much, and digests are full of them. */
const HEX_GRAM = 12;
/** Decimal digits alone say less still, and numbers are everywhere. */
const DIGIT_GRAM = 20;

/** Fewer different signs in a part are zeros or a counter, which stand everywhere. */
const LEAST_SIGNS = 5;

const SIZES = [GRAM, HEX_GRAM, DIGIT_GRAM] as const;
type Size = (typeof SIZES)[number];

/** Bits of the table that tells most places apart without a look-up: 2 MB would be more than the processor keeps at hand. */
const TABLE_BITS = 18;

/** The parts of all forms of all secrets, for one way through a text. */
export class GramIndex {
  readonly #grams: Readonly<Record<Size, Set<string>>> = {
    [GRAM]: new Set(),
    [HEX_GRAM]: new Set(),
    [DIGIT_GRAM]: new Set(),
  };
  readonly #table: Readonly<Record<Size, Uint8Array>> = {
    [GRAM]: new Uint8Array(1 << TABLE_BITS),
    [HEX_GRAM]: new Uint8Array(1 << TABLE_BITS),
    [DIGIT_GRAM]: new Uint8Array(1 << TABLE_BITS),
  };
  readonly #wholes = new Set<string>();

  add({ lower, cased, plain, inParts }: Squeezed): void {
    if (!inParts) {
      this.#wholes.add(lower);
      return;
    }
    const size = sizeOf(lower);
    if (lower.length < size) {
      this.#wholes.add(lower);
      return;
    }
    let any = false;
    for (let at = 0; at + size <= lower.length; at += 1) {
      const gram = lower.slice(at, at + size);
      if (new Set(gram).size < LEAST_SIGNS || (plain && isWordLike(cased.slice(at, at + size)))) continue;
      any = true;
      this.#grams[size].add(gram);
      this.#table[size][hashOf(gram, 0, size)] = 1;
    }
    if (!any) this.#wholes.add(lower);
  }

  /** Calls `mark` with the beginning and the end of everything that is found in a text of lower-case letters and digits. */
  find(text: string, mark: (from: number, to: number) => void): void {
    for (const whole of this.#wholes) {
      for (let at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + 1)) mark(at, at + whole.length);
    }
    for (const size of SIZES) if (this.#grams[size].size > 0) this.#findGrams(text, size, mark);
  }

  #findGrams(text: string, size: Size, mark: (from: number, to: number) => void): void {
    const table = this.#table[size];
    const grams = this.#grams[size];
    let hash = 0;
    const gone = powerOf(size);
    for (let at = 0; at < text.length; at += 1) {
      hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
      if (at >= size) hash = (hash - Math.imul(text.charCodeAt(at - size), gone)) | 0;
      if (at + 1 < size || table[placeOf(hash)] === 0) continue;
      if (grams.has(text.slice(at + 1 - size, at + 1))) mark(at + 1 - size, at + 1);
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

function hashOf(text: string, from: number, size: number): number {
  let hash = 0;
  for (let at = from; at < from + size; at += 1) hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
  return placeOf(hash);
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & ((1 << TABLE_BITS) - 1);
}

function sizeOf(text: string): Size {
  if (/^\d+$/.test(text)) return DIGIT_GRAM;
  return /^[0-9a-f]+$/.test(text) ? HEX_GRAM : GRAM;
}
