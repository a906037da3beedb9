import type { Squeezed } from './secret-forms.ts';
import { WholeIndex } from './whole-index.ts';
import { Windows } from './windows.ts';
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

/** The parts of all forms of all secrets, for one way through a text. */
export class GramIndex {
  readonly #grams: Readonly<Record<Size, Windows>> = {
    [GRAM]: new Windows(GRAM),
    [HEX_GRAM]: new Windows(HEX_GRAM),
    [DIGIT_GRAM]: new Windows(DIGIT_GRAM),
  };
  readonly #wholes = new WholeIndex();

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
    }
    if (!any) this.#wholes.add(lower);
  }

  /** Whether anything is found in a row of lower-case letters and digits. */
  someIn(letters: Uint8Array): boolean {
    return this.#wholes.someIn(letters) || SIZES.some((size) => this.#grams[size].someIn(letters));
  }

  /** Calls `mark` with the beginning and the end of everything that is found in a text of lower-case letters and digits. */
  find(text: string, mark: (from: number, to: number) => void): void {
    this.#wholes.find(text, mark);
    for (const size of SIZES) this.#grams[size].find(text, (at) => mark(at, at + size));
  }
}

function sizeOf(text: string): Size {
  if (/^\d+$/.test(text)) return DIGIT_GRAM;
  return /^[0-9a-f]+$/.test(text) ? HEX_GRAM : GRAM;
}
