import type { SearchHit } from '../../../forge/forge.ts';
import type { CheckContext } from '../../reviewer.ts';
import { commentOf } from '../mentions/comment.ts';
import { isDocument } from '../paths.ts';
import { isEnglish } from './english.ts';
import type { Misspelling } from './misspellings.ts';
import { isOnlyAWord } from './prose-word.ts';
import { isPlainWord } from './word-parts.ts';

/** What a word should be, and how often it was written wrongly before. */
interface Slip {
  readonly corrections: readonly string[];
  readonly before: number;
}

/** So many of the words that a misspelling may stand for are looked for: all of nearly every one. */
const MOST_ASKED = 5;
/** Slips that nobody has mended yet; of more a repository may have a reason. */
const MOST_BEFORE = 4;

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * What a word should be where the repository itself shows that it is a slip: at the base it was written so nowhere, or seldom and in sentences alone,
 * in whatever is there, settings of spell checkers included, and these right words were. Null where it is no slip, or where nobody can tell.
 */
export async function slipOf(
  context: CheckContext,
  { word, corrections, text }: Misspelling,
): Promise<Slip | 'none' | null> {
  const stood = await standsAtBase(context, word, MOST_BEFORE + 1);
  if (stood === null) return null;
  if (stood.length > MOST_BEFORE || !stood.every((hit) => hit.text.trim() !== text.trim() && isInSentence(hit, word)))
    return 'none';
  const right: string[] = [];
  for (const one of corrections.slice(0, MOST_ASKED)) {
    const stands = await standsAtBase(context, one, 1);
    if (stands === null) return null;
    if (stands.length > 0) right.push(one);
  }
  return right.length > 0 ? { corrections: right, before: stood.length } : 'none';
}

/** Where a word stands at the base, also inside of a name; null where nobody can tell. */
async function standsAtBase(context: CheckContext, word: string, limit: number): Promise<readonly SearchHit[] | null> {
  const hits: SearchHit[] = [];
  for (const text of [word, capitalised(word)]) {
    const found = await context.search({ text, side: 'old', limit });
    if (found.kind === 'unavailable') return null;
    hits.push(...found.value);
    if (hits.length >= limit) break;
  }
  return hits;
}

/** Whether a line has the word in a sentence of a comment or a document, and nowhere else. */
function isInSentence({ path, text }: SearchHit, word: string): boolean {
  const comment = isDocument(path) ? text : commentOf(path, text);
  if (comment === null) return false;
  const shift = text.lastIndexOf(comment);
  const all = Array.from(text.matchAll(/[\w$\u0080-\uffff]+/g)).filter(([one]) => one.toLowerCase().includes(word));
  return (
    isEnglish(comment, word) &&
    all.every(
      ({ 0: written, index }) =>
        index >= shift && isPlainWord(written) && isOnlyAWord(text, index, index + written.length),
    )
  );
}
