import type { Claim } from '../evidence/claim.ts';
import { normaliseLine } from '../evidence/searchable-source.ts';
import { isBareRemark } from '../evidence/bare-remark.ts';
import { comparedLocation, type ComparedLocation } from './location-similarity.ts';

/** Claims that say the same words about the same place, whoever says them. */
export interface DuplicateSet {
  readonly key: string;
  readonly text: string;
  readonly standing: ComparedLocation;
  readonly claims: readonly Claim[];
}

/** Groups equal claims. Whatever is compared later is compared between units, so that repeating a claim changes nothing. */
export function exactDuplicates(claims: readonly Claim[]): DuplicateSet[] {
  const byKey = new Map<string, { readonly standing: ComparedLocation; readonly claims: [Claim, ...Claim[]] }>();
  for (const claim of claims) {
    const standing = comparedLocation(claim, isBareRemark(claim.finding));
    const key = keyOf(claim, standing);
    const equal = byKey.get(key);
    if (equal === undefined) byKey.set(key, { standing, claims: [claim] });
    else equal.claims.push(claim);
  }
  // By code units, as the sort without a comparison has it, which is the faster one.
  return [...byKey.keys()].toSorted().flatMap((key) => {
    const one = byKey.get(key);
    return one === undefined ? [] : [{ key, text: textOf(one.claims[0]), ...one }];
  });
}

function textOf({ finding }: Claim): string {
  return `${finding.title}\n${finding.explanation}`;
}

function keyOf(
  claim: Claim,
  { path, side, startLine, endLine, guessed, pieces, weaknesses }: ComparedLocation,
): string {
  const place = [path, side, startLine, endLine, guessed, claim.ordinal];
  return JSON.stringify([normaliseLine(textOf(claim)), place, pieces, weaknesses.toSorted().join()]);
}
