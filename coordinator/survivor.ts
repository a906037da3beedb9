import type { CoordinatorPolicy } from '../schemas/coordination.ts';
import type { FindingOrigin } from '../schemas/finding.ts';
import type { Claim, Proof } from './claim.ts';
import type { Group } from './dedupe.ts';
import { missedBar } from './calibrate.ts';
import { compareText, firstDifference, severityRank } from './order.ts';

const ORIGINS: Readonly<Record<FindingOrigin, number>> = { check: 0, model: 1, outside: 2 };
const PROOFS: Readonly<Record<Proof, number>> = { quote: 0, line: 1, file: 2, none: 3 };

/**
 * The claims of a group, the one that carries it on first: what reaches the bars, then the most severe, the surest, the best
 * proven, the one nearest to what all of them say, the fullest.
 */
export function ranked(group: Group, policy: CoordinatorPolicy): readonly Claim[] {
  return group.units
    .flatMap((unit) => unit.claims)
    .toSorted((a, b) =>
      firstDifference(
        () => missed(a, policy) - missed(b, policy),
        () => severityRank(a.finding.severity) - severityRank(b.finding.severity),
        () => b.finding.confidence - a.finding.confidence,
        () => ORIGINS[a.finding.origin] - ORIGINS[b.finding.origin],
        () => PROOFS[a.proof] - PROOFS[b.proof],
        () => (group.centrality.get(b) ?? 0) - (group.centrality.get(a) ?? 0),
        () => b.finding.explanation.length - a.finding.explanation.length,
        () => compareText(a.finding.id, b.finding.id),
      ),
    );
}

function missed(claim: Claim, policy: CoordinatorPolicy): number {
  return missedBar(claim.finding, policy) === null ? 0 : 1;
}
