import type { DecisionStep } from '../../schemas/decision.ts';
import type { FindingOrigin } from '../../schemas/finding.ts';
import { type Claim, proofRank } from '../evidence/claim.ts';
import { concernKey } from '../evidence/concern-key.ts';
import type { Group } from './dedupe.ts';
import { digest } from '../evidence/digest.ts';
import { addTo, firstNonZero, severityRank } from '../order.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** One concern: the claim that carries it on, and those that say the same. */
export interface Concern {
  readonly key: string;
  readonly survivor: Claim;
  readonly others: readonly Claim[];
  /** How much of what all say each says; absent where the claims were put together otherwise. */
  readonly shares?: ReadonlyMap<Claim, number>;
  /** Why a claim was put to the others, where not the coordinator itself saw that they are the same. */
  readonly joined?: ReadonlyMap<Claim, DecisionStep>;
}

/** Names each group and chooses who carries it on. Two groups never share a key: one line may hold two mistakes. */
export function concernsOf(groups: readonly Group[]): readonly Concern[] {
  const byKey = new Map<string, Concern[]>();
  for (const group of groups) {
    const [survivor, ...others] = rankedClaims(group);
    if (survivor === undefined) continue;
    const key = concernKey([survivor, ...others]);
    addTo(byKey, key, { key, survivor, others, shares: group.shares });
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

const ORIGINS: Readonly<Record<FindingOrigin, number>> = { check: 0, model: 1, outside: 2 };

/**
 * The claims of a group, the one that carries it on first: the most severe, the surest, the best
 * proven, the one that says most of what all of them say.
 */
function rankedClaims(group: Group): readonly Claim[] {
  return group.duplicateSets
    .flatMap((unit) => unit.claims)
    .toSorted((a, b) =>
      firstNonZero(
        () => severityRank(a.finding.severity) - severityRank(b.finding.severity),
        () => b.finding.confidence - a.finding.confidence,
        () => ORIGINS[a.finding.origin] - ORIGINS[b.finding.origin],
        () => proofRank(a.proof) - proofRank(b.proof),
        () => (group.shares.get(b) ?? 0) - (group.shares.get(a) ?? 0),
        () => compareText(a.finding.id, b.finding.id),
      ),
    );
}
