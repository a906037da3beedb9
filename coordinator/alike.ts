import type { ChangedText } from './changed-text.ts';
import type { Claim } from './claim.ts';
import { changedWords } from './dedupe.ts';
import { likeness, meaningsOf } from './meaning.ts';
import type { Alike } from './sameness.ts';
import { termsOf } from './terms.ts';

/**
 * Compares the words of claims, title with title and all with all: what was published before may be known by its title alone. Rarity is
 * measured among all of these claims.
 */
export function alikeAmong(claims: readonly Claim[], text: ChangedText): Alike {
  const changed = changedWords(text);
  const texts = [...new Set(claims.flatMap((claim) => [titleOf(claim), wholeOf(claim)]))].toSorted();
  const meanings = meaningsOf(texts.map((words) => termsOf(words, changed)));
  const byText = new Map(texts.map((words, index) => [words, meanings[index]]));
  const compare = (one: string, other: string): number => {
    const [a, b] = [byText.get(one), byText.get(other)];
    return a === undefined || b === undefined ? 0 : likeness(a, b);
  };
  return (one, other) => Math.max(compare(titleOf(one), titleOf(other)), compare(wholeOf(one), wholeOf(other)));
}

function titleOf({ finding }: Claim): string {
  return finding.title;
}

function wholeOf({ finding }: Claim): string {
  return `${finding.title}\n${finding.explanation}`;
}
