import type { CoordinatorPolicy } from '../schemas/coordination.ts';
import type { DecisionStep } from '../schemas/decision.ts';
import type { Claim } from './claim.ts';
import { concernOf } from './concern.ts';
import type { Group } from './dedupe.ts';
import { digest } from './digest.ts';
import { addTo, compareText } from './order.ts';
import { ranked } from './survivor.ts';

/** One concern: the claim that carries it on, and those that say the same. */
export interface Concern {
  readonly key: string;
  readonly survivor: Claim;
  readonly others: readonly Claim[];
  readonly group: Group;
  /** Why a claim was put to the others, where not the coordinator itself saw that they are the same. */
  readonly joined?: ReadonlyMap<Claim, DecisionStep>;
}

/** Names each group and chooses who carries it on. Two groups never share a key: one line may hold two mistakes. */
export function concernsOf(groups: readonly Group[], policy: CoordinatorPolicy): readonly Concern[] {
  const byKey = new Map<string, Concern[]>();
  for (const group of groups) {
    const [survivor, ...others] = ranked(group, policy);
    if (survivor === undefined) continue;
    const key = concernOf([survivor, ...others]);
    addTo(byKey, key, { key, survivor, others, group });
  }
  return [...byKey.values()].flatMap((concerns) => concerns.toSorted(compareConcernKeys).map(numbered));
}

function compareConcernKeys(a: Concern, b: Concern): number {
  return (
    compareText(a.survivor.fingerprint, b.survivor.fingerprint) ||
    compareText(a.survivor.finding.id, b.survivor.finding.id)
  );
}

function numbered(concern: Concern, index: number): Concern {
  return index === 0 ? concern : { ...concern, key: digest([concern.key, index]) };
}
