import type { Claim } from './claim.ts';
import { digest } from './digest.ts';
import { termsOf } from '../dedupe/terms.ts';
import { topicsOf } from './topics.ts';
import { compareText } from '../../schemas/compare-text.ts';

const NO_WORDS: ReadonlySet<string> = new Set();
const KEY_TERMS = 5;

/**
 * The identity of what a group of claims is about, whatever the words and the rules: the file under its old name and the code
 * in question, or the key words where there is no code. The order of the claims does not matter.
 */
export function concernKey(claims: readonly [Claim, ...Claim[]]): string {
  const [survivor] = claims;
  const topics = topicOf(survivor);
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
  if (anchor !== undefined) return keyOfCode({ ...anchor, path: anchor.canonicalPath }, topics);
  return digest(['words', survivor.canonicalPath, ...keyTerms(survivor)]);
}

/** The family of mistakes that the claim speaks of first; none where its words give none away. */
function topicOf({ finding }: Claim): readonly string[] {
  return topicsOf(`${finding.title}\n${finding.explanation}`).slice(0, 1);
}

/** The identity of what is said about a piece of code. */
function keyOfCode(
  { path, quote, ordinal }: { readonly path: string | null; readonly quote: string | null; readonly ordinal: number },
  topics: readonly string[],
): string {
  return digest(['code', path, quote, ordinal, ...topics]);
}

/** The weightiest terms by themselves: rarity would tie the key to what else was found. */
function keyTerms({ finding }: Claim): readonly string[] {
  return [...termsOf(finding.title, NO_WORDS)]
    .toSorted((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .slice(0, KEY_TERMS)
    .map(([term]) => term)
    .toSorted(compareText);
}
