import type { Claim } from './claim.ts';
import { digest } from './digest.ts';
import { termsOf } from '../dedupe/terms.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

const KEY_TERMS = 5;

/**
 * The identity of what a group of claims is about, whatever the words and the rules: the file under its old name and the code
 * in question, or the key words where there is no code. The order of the claims does not matter.
 */
export function concernKey(claims: readonly [Claim, ...Claim[]]): string {
  const [survivor] = claims;
  const anchored = claims
    .filter((claim) => claim.quote !== null && claim.canonicalPath === survivor.canonicalPath)
    // The shortest quote is the core of the longer ones around it.
    .toSorted(
      (a, b) =>
        (a.quote ?? '').length - (b.quote ?? '').length ||
        compareText(a.quote ?? '', b.quote ?? '') ||
        a.ordinal - b.ordinal,
    );
  const [anchor] = anchored;
  if (anchor !== undefined) return digest(['code', anchor.canonicalPath, anchor.quote, anchor.ordinal]);
  return digest(['words', survivor.canonicalPath, ...keyTerms(survivor)]);
}

/** The weightiest terms by themselves: rarity would tie the key to what else was found. */
function keyTerms({ finding }: Claim): readonly string[] {
  return [...termsOf(finding.title)]
    .toSorted((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .slice(0, KEY_TERMS)
    .map(([term]) => term)
    .toSorted(compareText);
}
