import { brotliDecompressSync } from 'node:zlib';
import misspellings from './misspellings.json' with { type: 'json' };

/**
 * Rows of a misspelling, a space and its corrections with commas, sorted; each has a line feed on both sides. A comma also ends the one correction of
 * a string so short that in code it may be an abbreviation.
 */
const unpack = (): string => brotliDecompressSync(Buffer.from(misspellings.packed, 'base64')).toString('latin1');

/** Unpacked with the first word that is asked for, which not every change has. */
let unpacked: string | undefined;

let known: ReadonlySet<string> | undefined;

/** What a known misspelling may stand for. */
export interface Corrections {
  /** At least one. */
  readonly words: readonly string[];
  /** Only in a sentence it is one: in names it may be an abbreviation, or nobody knows what it stands for. */
  readonly inProse: boolean;
}

/** The corrections of a known misspelling; null for any other word. All are in lower case. */
export function correctionsOf(word: string): Corrections | null {
  const rows = (unpacked ??= unpack());
  const key = `${word} `;
  let [low, high] = [0, rows.length - 1];
  // Of the rows that begin between the two, the one around the middle is looked at.
  while (low < high) {
    const start = rows.lastIndexOf('\n', (low + high) >> 1) + 1;
    const end = rows.indexOf('\n', start);
    if (end === -1) return null;
    if (rows.startsWith(key, start)) {
      const row = rows.slice(start + key.length, end);
      return { words: row.split(',').filter((one) => one !== ''), inProse: row.includes(',') };
    }
    if (rows.slice(start, end) < key) low = end;
    else high = start - 1;
  }
  return null;
}

/** Whether a word, in lower case, is the right spelling of one that people misspell: nearly every word that English texts are made of is. */
export function isKnownWord(word: string): boolean {
  const rows = (unpacked ??= unpack());
  known ??= new Set(Array.from(rows.matchAll(/ ([a-z,]+)\n/g), ([, right = '']) => right.split(',')).flat());
  return known.has(word);
}
