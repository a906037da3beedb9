import type { Claim } from '../evidence/claim.ts';
import { digest } from '../evidence/digest.ts';
import { normaliseLine } from '../evidence/searchable-source.ts';
import { isBareRemark } from '../evidence/bare-remark.ts';
import { addTo } from '../order.ts';
import { comparedLocation, type ComparedLocation } from './location-similarity.ts';
import { compareText } from '../../schemas/compare-text.ts';

/** Claims that say the same words about the same place, whoever says them. */
export interface DuplicateSet {
  readonly key: string;
  readonly text: string;
  readonly standing: ComparedLocation;
  readonly claims: readonly Claim[];
}

/** Groups equal claims. Whatever is compared later is compared between units, so that repeating a claim changes nothing. */
export function exactDuplicates(claims: readonly Claim[]): DuplicateSet[] {
  const byKey = new Map<string, Claim[]>();
  for (const claim of claims) addTo(byKey, keyOf(claim), claim);
  return [...byKey]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([key, equal]) => {
      const [first] = equal;
      if (first === undefined) return [];
      return [
        { key, text: textOf(first), standing: comparedLocation(first, isBareRemark(first.finding)), claims: equal },
      ];
    });
}

function textOf({ finding }: Claim): string {
  return `${finding.title}\n${finding.explanation}`;
}

function keyOf(claim: Claim): string {
  const { path, side, startLine, endLine, guessed, pieces, weaknesses } = comparedLocation(
    claim,
    isBareRemark(claim.finding),
  );
  const place = [path, side, startLine, endLine, guessed, claim.ordinal];
  return digest([
    JSON.stringify(place),
    JSON.stringify(pieces),
    weaknesses.toSorted().join(),
    normaliseLine(textOf(claim)),
  ]);
}
