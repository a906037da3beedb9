import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import { missedBar } from '../calibrate/missed-bar.ts';
import type { Claim } from '../evidence/claim.ts';
import type { LocatedConcern } from './locate-known.ts';
import { isGraver } from './same-claim.ts';

/**
 * A claim of this run that a check makes of the very code of a known concern, as grave and under another rule, and that a bar holds back: it
 * does not count by itself, and must not pass for silence about what was published. Null where there is none.
 */
export function rewordedBelowBar(
  { known: { comment }, names, quote, place }: LocatedConcern,
  claims: readonly Claim[],
  policy: CoordinatorPolicy,
): Claim | null {
  const same = (claim: Claim): boolean =>
    claim.finding.origin === 'check' &&
    comment.reviewers.includes(claim.finding.reviewer) &&
    !isGraver(comment, claim.finding.severity) &&
    missedBar(claim.finding, policy) !== null &&
    claim.quote === quote &&
    (claim.place === null ? place === null : names.includes(claim.place.path)) &&
    (quote !== null || (claim.place?.startLine ?? null) === (place?.startLine ?? null));
  return claims.find(same) ?? null;
}
