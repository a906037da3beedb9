import type { Claim } from '../evidence/claim.ts';
import { cluster } from './cluster.ts';
import { likeness, termVectors, sumOfVectors, type TermVector } from './term-vector.ts';
import { termsOf } from './terms.ts';
import { exactDuplicates, type DuplicateSet } from './exact-duplicates.ts';

/** Claims about the same concern; each duplicate set holds those that use the same words. */
export interface Group {
  readonly duplicateSets: readonly DuplicateSet[];
  /** How near each claim's words are to what the others say; only the order matters. */
  readonly centrality: ReadonlyMap<Claim, number>;
}

/** Puts together what is the same claim or the same concern in other words. Every claim is in exactly one group. */
export function dedupe(claims: readonly Claim[], sameConcern?: number): readonly Group[] {
  const units = exactDuplicates(claims);
  const texts = [...new Set(units.map((unit) => unit.text))];
  const stems = new Map<string, string>();
  const meanings = termVectors(texts.map((words) => termsOf(words, stems)));
  const byText = new Map(texts.map((words, index) => [words, meanings[index]]));
  const items = units.map((unit) => ({
    unit,
    standing: unit.standing,
    meaning: byText.get(unit.text) ?? { weights: new Map(), texts: 1 },
  }));
  return cluster(items, sameConcern).map((members) => groupOf(members.flatMap((index) => items[index] ?? [])));
}

interface UnitMeaning {
  readonly unit: DuplicateSet;
  readonly meaning: TermVector;
}

function groupOf(items: readonly UnitMeaning[]): Group {
  const whole = items.map((item) => item.meaning).reduce(sumOfVectors);
  const centrality = items.flatMap(({ unit, meaning }) => {
    const value = likeness(meaning, whole);
    return unit.claims.map((claim): [Claim, number] => [claim, value]);
  });
  return { duplicateSets: items.map((item) => item.unit), centrality: new Map(centrality) };
}
