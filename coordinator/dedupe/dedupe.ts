import type { Claim } from '../evidence/claim.ts';
import { cluster } from './cluster.ts';
import { sharesOf, termVectors, type TermVector } from './term-vector.ts';
import { termsOf } from './terms.ts';
import { exactDuplicates, type DuplicateSet } from './exact-duplicates.ts';

/** Claims about the same concern; each duplicate set holds those that use the same words. */
export interface Group {
  readonly duplicateSets: readonly DuplicateSet[];
  /** How much of what all say each claim says; only the order matters. */
  readonly shares: ReadonlyMap<Claim, number>;
}

/** Puts together what is the same claim or the same concern in other words. Every claim is in exactly one group. */
export function dedupe(claims: readonly Claim[], sameConcern?: number): readonly Group[] {
  const units = exactDuplicates(claims);
  const texts = [...new Set(units.map((unit) => unit.text))];
  const known = new Map<string, readonly string[]>();
  const meanings = termVectors(texts.map((words) => termsOf(words, known)));
  const byText = new Map(texts.map((words, index) => [words, meanings[index]]));
  const items = units.map((unit) => ({
    unit,
    standing: unit.standing,
    meaning: byText.get(unit.text) ?? { terms: [], weights: [] },
  }));
  return cluster(items, sameConcern).map((members) => groupOf(members.flatMap((index) => items[index] ?? [])));
}

interface UnitMeaning {
  readonly unit: DuplicateSet;
  readonly meaning: TermVector;
}

function groupOf(items: readonly UnitMeaning[]): Group {
  const shares = sharesOf(items.map((item) => item.meaning));
  const ofClaims = items.flatMap(({ unit: { claims } }, index) =>
    claims.map((claim): [Claim, number] => [claim, shares[index] ?? 0]),
  );
  return { duplicateSets: items.map((item) => item.unit), shares: new Map(ofClaims) };
}
