import { isKnownWord } from '../spelling/dictionary.ts';
import { isEnglish } from '../spelling/english.ts';
import { type ProseLine, type WordPair, wordPairs } from './prose.ts';

/** An article that the word behind it does not take, and the one that it takes. */
export interface WrongArticle extends WordPair {
  readonly right: string;
}

/** Shorter ones are abbreviations, or stand behind `a` as the name of something. */
const LEAST_LETTERS = 4;
/** A vowel that is spoken as a consonant: `a European`, `a one-way`; of `u` only some beginnings are always a vowel. */
const SPOKEN_AS_CONSONANT = /^(?:e[uw]|on[ce]|oui|u)/;
const SPOKEN_AS_VOWEL = /^u(?:n(?![ai])|ni[nm]|p)/;
/**
 * How words begin that are spoken as they are written; others are spelled out, as `an nginx` and `an lvalue`. Of those with a silent or weak `h`
 * either article is in use.
 */
const CONSONANT =
  /^(?:[bcdgjkpqtvwz][a-z]|f[aeioulr]|s[aeiouychklmnpqtw]|[lmnr][aeiou]|y[aeiou]|h(?:a|u|i(?!st)|e(?!ir|rb|re)|o(?!ur|n[eo]|mm|t))|us(?:e|a[bg]|u)|uni(?:[cfoqv]|t(?!i)))/;
const VOWEL = /[aeiouy]/;

/**
 * Words that stand behind `a` where it is a letter or the name of a value ("from a into b", "if a exists"): prepositions, conjunctions, pronouns,
 * adverbs, which take no article. What ends like a plural or a verb is left out as well.
 */
const TAKES_NO_ARTICLE =
  /^(?:also|and|any|are|about|above|across|actually|after|afterwards|again|against|all|alone|along|already|always|am|among|another|around|as|at|away|each|either|else|elsewhere|even|ever|every|if|in|inside|instead|into|it|itself|of|off|on|only|onto|or|other|otherwise|our|out|outside|over|equal|exceed|exist|upon|up|under|until|unless|unlike|using|onwards)$/;
const PLURAL = /[^aisu]s$/;
/** Statements of SQL name tables `a`. */
const STATEMENT = /\b(?:select|join)\b/i;
/** Behind it begins a sentence. */
const BEGINS = /^[^\p{L}\p{N}]*$|[.!?:]["')*_]*\s+["'(*_]*$/u;

/** Articles in English sentences that do not fit the sound of the next word. */
export function wrongArticles(prose: readonly ProseLine[]): WrongArticle[] {
  const texts = new Map(prose.map(({ line, text }) => [line, text]));
  return wordPairs(prose, isWrong).flatMap((pair): WrongArticle[] => {
    const [text = '', next = ''] = [texts.get(pair.firstLine), texts.get(pair.line)];
    // In the middle of a sentence a capital letter is a name.
    if (pair.first.startsWith('A') && !BEGINS.test(text.slice(0, pair.firstColumn))) return [];
    const said = pair.line === pair.firstLine ? text : `${text} ${next}`;
    if (STATEMENT.test(said) || !isEnglish(said, '')) return [];
    return [{ ...pair, right: pair.first.length === 1 ? `${pair.first}n` : pair.first.slice(0, 1) }];
  });
}

function isWrong(article: string, word: string): boolean {
  if (!/^[Aa]n?$/.test(article) || word.length < LEAST_LETTERS || !/^[A-Za-z][a-z]+$/.test(word)) return false;
  const lower = word.toLowerCase();
  const isMisfit = article.length === 1 ? isSpokenAsVowel(lower) : CONSONANT.test(lower) && VOWEL.test(lower.slice(1));
  return isMisfit && !TAKES_NO_ARTICLE.test(lower) && isKnownWord(lower);
}

function isSpokenAsVowel(word: string): boolean {
  return /^[aeiou]/.test(word) && (!SPOKEN_AS_CONSONANT.test(word) || SPOKEN_AS_VOWEL.test(word)) && !PLURAL.test(word);
}
