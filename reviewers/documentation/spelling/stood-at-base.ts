import type { CheckContext } from '../../reviewer.ts';

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * Whether the repository itself shows that a word is a slip: nowhere at the base it was written so, in whatever is there, settings of spell
 * checkers included, and the right word was. Null where nobody can tell.
 */
export async function isNewSlip(context: CheckContext, word: string, correction: string): Promise<boolean | null> {
  const stood = await standsAtBase(context, word);
  return stood === false ? standsAtBase(context, correction) : stood && false;
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
