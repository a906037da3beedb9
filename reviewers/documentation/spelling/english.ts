import { isKnownWord } from './dictionary.ts';

/** Shorter ones stand in every language. */
const WORD = /[A-Za-z]{3,}/g;
/**
 * Of the words of English sentences more than half are right spellings of the dictionary, of German, Spanish, French, Dutch and Portuguese
 * ones under a tenth; between the two lie sentences full of names.
 */
const LEAST_SHARE = 0.4;
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
  const words = parts.filter((part) => part.length >= 3);
  const known = words.filter(isKnownWord).length;
  return known >= 1 && known * 2 >= words.length;
}
