import { correctionsOf } from './dictionary.ts';

/** A known misspelling inside of a written word, in lower case, with its corrections and where it begins there. */
export interface MisspelledPart {
  readonly start: number;
  readonly word: string;
  readonly corrections: readonly string[];
}

/** What is written without a break; letters beyond ASCII belong to it, so that no word of another language is cut there. */
export const WRITTEN = /[\w$\u0080-\uffff]+/g;

/** The fewest letters that the dictionary has; the most that a written word has, and what is longer is data. */
const [SHORTEST, LONGEST] = [4, 60];
/** Inside of an identifier shorter parts are abbreviations: `buid`, `trak`. */
const SHORTEST_PART = 5;

/** The parts of an identifier: `parseHTTPAnswer_now`. */
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;

const asked = new Map<string, readonly MisspelledPart[]>();
/** Words that are remembered: those of some thousand lines. */
const MOST_REMEMBERED = 20_000;

/** Whether it is one word, as in a sentence, and no name that is put together. */
export const isPlainWord = (written: string): boolean => /^[A-Z]?[a-z]+$/.test(written);

/** The misspelled words that a written word consists of. */
export function misspelledParts(written: string): readonly MisspelledPart[] {
  if (written.length < SHORTEST || written.length > LONGEST) return [];
  const known = asked.get(written);
  if (known !== undefined) return known;
  if (asked.size >= MOST_REMEMBERED) asked.clear();
  const found = partsOf(written);
  asked.set(written, found);
  return found;
}

function partsOf(written: string): MisspelledPart[] {
  if (isPlainWord(written)) return lookUp(written, 0, true);
  // Digits inside stand in keys and digests; a word in capitals alone is an abbreviation.
  if (!/^\$?[A-Za-z_]+\d{0,3}$/.test(written) || /^[A-Z]+\d*$/.test(written)) return [];
  return Array.from(written.matchAll(PART)).flatMap(({ 0: part, index }) =>
    part.length < SHORTEST_PART ? [] : lookUp(part, index, false),
  );
}

function lookUp(part: string, start: number, isWord: boolean): MisspelledPart[] {
  const word = part.toLowerCase();
  const known = correctionsOf(word);
  return known === null || (known.inProse && !isWord) ? [] : [{ start, word, corrections: known.words }];
}

/** The words that an identifier consists of beside one of them, in lower case. */
export function otherParts(written: string, word: string): string[] {
  return (written.match(PART) ?? []).map((part) => part.toLowerCase()).filter((part) => part !== word);
}
