import { isTestPath } from '../../changed-code/test-path.ts';
import { isDeclared } from './declared-name.ts';
import { areEnglish, isEnglish } from './english.ts';
import type { Misspelling } from './misspellings.ts';
import type { PlaceAt } from './prose-places.ts';
import { isOnlyAWord } from './prose-word.ts';
import { isPlainWord, otherParts } from './word-parts.ts';

/**
 * What a misspelling is where it stands: a slip in `prose`, a name that the change `declared`, a `use` of a name, or words of others: `quoted`.
 */
export type Judged = 'prose' | 'declared' | 'use' | 'quoted';

/** Words that a literal has at least before it is a sentence for people. */
const LEAST_WORDS = 3;
/** What calls a test by a sentence. */
const TEST_TITLE = /\b(?:it|test|describe|context|specify|scenario|feature)\b[\w.]{0,20}\s{0,9}\(?\s{0,9}["'`]/;

/** Judges one misspelling by what stands around it. */
export function judgeMisspelling(one: Misspelling, placeAt: PlaceAt, lines: readonly string[]): Judged {
  const { path, line, text, written, column, start, word, corrections } = one;
  const end = column + written.length;
  const place = placeAt(line, column + start);
  if (place === 'quoted') return 'quoted';
  if (place === 'code') return judgeName(one);
  if (corrections.some((right) => isSpokenOf(text.toLowerCase(), word, right))) return 'quoted';
  if (!isPlainWord(written) || !isOnlyAWord(text, column, end)) return 'quoted';
  if (place === 'string' && !isSentence(text, path)) return 'quoted';
  const near = [line - 2, line - 1, line]
    .map((index) => lines[index] ?? '')
    .filter((other, index) => index === 1 || placeAt(line - 1 + index, other.search(/[A-Za-z]/)) === place)
    .join(' ');
  return isEnglish(text, word) || isEnglish(near, word) ? 'prose' : 'quoted';
}

function judgeName({ text, written, column, word, corrections }: Misspelling): Judged {
  const others = otherParts(written, word);
  if (others.some((part) => corrections.includes(part))) return 'quoted';
  return others.length > 0 && areEnglish(others) && isDeclared(text, column, column + written.length)
    ? 'declared'
    : 'use';
}

/** Words between the wrong spelling and the right one where a line speaks of them: "`lenght` instead of `length`". */
const MOST_BETWEEN = 3;

function isSpokenOf(line: string, word: string, correction: string): boolean {
  const [wrong, right] = [line.indexOf(word), line.indexOf(correction)];
  if (right === -1) return false;
  const between = line.slice(Math.min(wrong, right), Math.max(wrong, right));
  return between.split(/\s+/).length - 1 <= MOST_BETWEEN + 1;
}

/** Whether a literal's line is a sentence for people; in tests only their titles are. */
function isSentence(line: string, path: string): boolean {
  if (isTestPath(path) && !TEST_TITLE.test(line)) return false;
  return (line.match(/(?<![\w$./-])[A-Za-z]{2,}(?=[\s,.:;!?)"'`])/g) ?? []).length > LEAST_WORDS;
}
