import { brotliDecompressSync } from 'node:zlib';
import misspellings from './misspellings.json' with { type: 'json' };

/** Rows of a misspelling, a space and its one correction, sorted; each has a line feed on both sides. */
const rows = brotliDecompressSync(Buffer.from(misspellings.packed, 'base64')).toString('latin1');

let corrections: ReadonlySet<string> | undefined;

/** The one correction of a known misspelling; null for any other word. Both are in lower case. */
export function correctionOf(word: string): string | null {
  const key = `${word} `;
  let [low, high] = [0, rows.length - 1];
  // Of the rows that begin between the two, the one around the middle is looked at.
  while (low < high) {
    const start = rows.lastIndexOf('\n', (low + high) >> 1) + 1;
    const end = rows.indexOf('\n', start);
    if (end === -1) return null;
    if (rows.startsWith(key, start)) return rows.slice(start + key.length, end);
    if (rows.slice(start, end) < key) low = end;
    else high = start - 1;
  }
  return null;
}

/** Whether a word, in lower case, is the right spelling of one that people misspell: nearly every word that English texts are made of is. */
export function isKnownWord(word: string): boolean {
  corrections ??= new Set(Array.from(rows.matchAll(/ ([a-z]+)\n/g), ([, right = '']) => right));
  return corrections.has(word);
}
