import type { ChangedText } from '../evidence/changed-text.ts';
import type { Claim } from '../evidence/claim.ts';
import { changedWords } from '../dedupe/dedupe.ts';
import { cosineSimilarity, termVectors } from '../dedupe/term-vector.ts';
import type { ClaimSimilarity } from './concern-match.ts';
import { termsOf } from '../dedupe/terms.ts';

/**
 * Compares the words of claims, title with title and all with all: what was published before may be known by its title alone. Rarity is
 * measured among all of these claims.
 */
export function textSimilarity(claims: readonly Claim[], text: ChangedText): ClaimSimilarity {
  const changed = changedWords(text);
  const texts = [...new Set(claims.flatMap((claim) => [titleOf(claim), wholeOf(claim)]))].toSorted();
  const meanings = termVectors(texts.map((words) => termsOf(words, changed)));
  const byText = new Map(texts.map((words, index) => [words, meanings[index]]));
  const compare = (one: string, other: string): number => {
    const [a, b] = [byText.get(one), byText.get(other)];
    return a === undefined || b === undefined ? 0 : cosineSimilarity(a, b);
  };
  return (one, other) => Math.max(compare(titleOf(one), titleOf(other)), compare(wholeOf(one), wholeOf(other)));
}

function titleOf({ finding }: Claim): string {
  return finding.title;
}

function wholeOf({ finding }: Claim): string {
  return `${finding.title}\n${finding.explanation}`;
}
