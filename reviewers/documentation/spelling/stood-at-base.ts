import type { CheckContext } from '../../reviewer.ts';

/** So many of the words that a misspelling may stand for are looked for: all of nearly every one. */
const MOST_ASKED = 5;

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * What a word should be where the repository itself shows that it is a slip: nowhere at the base it was written so, in whatever is there, settings of
 * spell checkers included, and these right words were. None where it is no slip; null where nobody can tell.
 */
export async function rightWords(
  context: CheckContext,
  word: string,
  corrections: readonly string[],
): Promise<readonly string[] | null> {
  const stood = await standsAtBase(context, word);
  if (stood !== false) return stood === null ? null : [];
  const right: string[] = [];
  for (const one of corrections.slice(0, MOST_ASKED)) {
    const stands = await standsAtBase(context, one);
    if (stands === null) return null;
    if (stands) right.push(one);
  }
  return right;
}

/** Whether a word stands anywhere at the base, also inside of a name; null where nobody can tell. */
async function standsAtBase(context: CheckContext, word: string): Promise<boolean | null> {
  for (const text of [word, capitalised(word)]) {
    const found = await context.search({ text, side: 'old', limit: 1 });
    if (found.kind === 'unavailable') return null;
    if (found.value.length > 0 || found.truncated) return true;
  }
  return false;
}
