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

/** In a group of more duplicate sets each is compared with the whole instead of with every other. */
const COMPARED = 200;

/** Puts together what is the same claim or the same concern in other words. Every claim is in exactly one group. */
export function dedupe(claims: readonly Claim[], sameConcern?: number): readonly Group[] {
  const units = exactDuplicates(claims);
  const texts = [...new Set(units.map((unit) => unit.text))];
  const meanings = termVectors(texts.map(termsOf));
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
  const whole = items.length > COMPARED ? items.map((item) => item.meaning).reduce(sumOfVectors) : null;
  const centrality = items.flatMap((item) => {
    const value = whole === null ? agreement(item, items) : likeness(item.meaning, whole);
    return item.unit.claims.map((claim): [Claim, number] => [claim, value]);
  });
  return { duplicateSets: items.map((item) => item.unit), centrality: new Map(centrality) };
}

/** How much the other reviewers of the group say the same: for each the likest of its words. */
function agreement(item: UnitMeaning, items: readonly UnitMeaning[]): number {
  const authors = new Set(item.unit.claims.map((claim) => claim.finding.reviewer));
  const likest = new Map<string, number>();
  for (const other of items) {
    const alike = other === item ? 0 : likeness(item.meaning, other.meaning);
    for (const { finding } of other.unit.claims) {
      if (!authors.has(finding.reviewer))
        likest.set(finding.reviewer, Math.max(likest.get(finding.reviewer) ?? 0, alike));
    }
  }
  return [...likest.values()].reduce((total, alike) => total + alike, 0);
}
