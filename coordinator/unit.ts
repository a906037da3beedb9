import type { Claim } from './claim.ts';
import { digest } from './digest.ts';
import { normaliseLine } from './known-text.ts';
import { isOpinion } from './opinion.ts';
import { addTo, compareText } from './order.ts';
import { standingOf, type Standing } from './place-relation.ts';

/** Claims that say the same words about the same place, whoever says them. */
export interface Unit {
  readonly key: string;
  readonly text: string;
  readonly standing: Standing;
  readonly claims: readonly Claim[];
}

/** Groups equal claims. Whatever is compared later is compared between units, so that repeating a claim changes nothing. */
export function unitsOf(claims: readonly Claim[]): Unit[] {
  const byKey = new Map<string, Claim[]>();
  for (const claim of claims) addTo(byKey, keyOf(claim), claim);
  return [...byKey]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([key, equal]) => {
      const [first] = equal;
      if (first === undefined) return [];
      return [{ key, text: textOf(first), standing: standingOf(first, isOpinion(first.finding)), claims: equal }];
    });
}

function textOf({ finding }: Claim): string {
  return `${finding.title}\n${finding.explanation}`;
}

function keyOf(claim: Claim): string {
  const { path, side, startLine, endLine, guessed, pieces, weaknesses } = standingOf(claim, isOpinion(claim.finding));
  const place = [path, side, startLine, endLine, guessed, claim.ordinal];
  return digest([
    JSON.stringify(place),
    JSON.stringify(pieces),
    weaknesses.toSorted().join(),
    normaliseLine(textOf(claim)),
  ]);
}
