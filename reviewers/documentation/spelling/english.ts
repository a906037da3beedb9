import { isKnownWord } from './dictionary.ts';

/** Shorter ones are alike in all languages, or no word that people misspell. */
const WORD = /[A-Za-z]{4,}/g;
/**
 * Of the words of English sentences seven in ten and more are right spellings of the dictionary; of German, Spanish, French, Dutch, Italian and
 * Portuguese ones none to four.
 */
const LEAST_SHARE = 0.5;
/** One may be a name of any language. */
const LEAST_WORDS = 2;

/** Whether a text is English, told by how many of its words are known as such, one of them left out. */
export function isEnglish(text: string, without: string): boolean {
  const words = (text.match(WORD) ?? []).map((word) => word.toLowerCase()).filter((word) => word !== without);
  const known = words.filter(isKnownWord).length;
  return known >= LEAST_WORDS && known >= words.length * LEAST_SHARE;
}

/** Whether the parts of a name are English: half of them, and one at least. */
export function areEnglish(parts: readonly string[]): boolean {
  const words = parts.filter((part) => part.length >= 4);
  const known = words.filter(isKnownWord).length;
  return known >= 1 && known * 2 >= words.length;
}
