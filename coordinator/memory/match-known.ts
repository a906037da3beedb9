import { compareText } from '../../schemas/text/compare-text.ts';
import type { Claim } from '../evidence/claim.ts';
import { firstNonZero } from '../order.ts';
import type { LocatedConcern } from './locate-known.ts';
import { isGraver, isOnItsCode, isSameClaim } from './same-claim.ts';

/** A claim of this run that a known concern carried, and how that is known. */
export interface KnownMatch {
  readonly claim: Claim;
  readonly recalled: LocatedConcern;
  readonly how: string;
}

/** All claims that were made before, each by itself: what is put together with one of them is not known for that. */
export function matchKnown(recalled: readonly LocatedConcern[], claims: readonly Claim[]): readonly KnownMatch[] {
  const same = recalled.flatMap((one) =>
    claims.filter((claim) => isSameClaim(one, claim)).map((claim) => ({ claim, recalled: one, how: 'the same claim' })),
  );
  return [...same, ...equalPieces(recalled, claims, same)];
}

/** Equal pieces of code whose places cannot be told apart: known ones and found ones that are left over are the same, one by one. */
function equalPieces(
  recalled: readonly LocatedConcern[],
  claims: readonly Claim[],
  same: readonly KnownMatch[],
): readonly KnownMatch[] {
  const pairs: KnownMatch[] = [];
  const taken = new Set(same.map(({ claim }) => claim));
  const found = new Set(same.map((match) => match.recalled));
  const sorted = claims.toSorted((a, b) =>
    firstNonZero(
      () => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0),
      () => compareText(a.finding.id, b.finding.id),
    ),
  );
  const left = recalled
    .filter((one) => !found.has(one))
    .toSorted((a, b) => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0));
  for (const one of left) {
    const claim = sorted.find((other) => !taken.has(other) && isEqualPiece(one, other));
    if (claim === undefined) continue;
    taken.add(claim);
    pairs.push({ claim, recalled: one, how: 'the same claim on an equal piece of code' });
  }
  return pairs;
}

/** A dismissal holds where it was given: a copy of the code is a mistake of its own. */
function isEqualPiece(one: LocatedConcern, claim: Claim): boolean {
  const { comment, state } = one.known;
  return (
    state !== 'dismissed' &&
    claim.quote !== null &&
    claim.quote === one.quote &&
    claim.finding.rule === comment.rule &&
    !isGraver(claim.finding, comment.severity) &&
    claim.place !== null &&
    claim.place.path === one.place?.path &&
    claim.place.side === one.place.side &&
    !isOnItsCode(one, claim)
  );
}
