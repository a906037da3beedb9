import { toDecisions } from '../compose/to-decisions.ts';
import type { Concern } from '../dedupe/concerns.ts';
import type { Claim, DecidedFinding } from '../evidence/claim.ts';
import type { JudgedConcern } from '../judge/open-concerns.ts';
import { knownEnd } from './apply-memory.ts';
import type { KnownMatch } from './match-known.ts';
import { isGraver } from './same-claim.ts';

/**
 * What was said before and only seemed graver now: where the judge graded it down to what was published, it is that, and no second comment.
 * Null where it is graver all the same, or carries a claim that was not made before.
 */
export function publishedBefore(
  { concern, finding, notes }: JudgedConcern,
  graver: ReadonlyMap<Claim, readonly KnownMatch[]>,
): readonly DecidedFinding[] | null {
  const match = graver
    .get(concern.survivor)
    ?.find(({ recalled }) => !isGraver(finding, recalled.known.comment.severity));
  if (match === undefined || !claimsOf(concern).every((claim) => isOf(match, graver.get(claim) ?? []))) return null;
  const end = knownEnd(match);
  return toDecisions({ ...concern, key: end.concern }, end.state, [...notes, end.step]);
}

function isOf({ recalled }: KnownMatch, matches: readonly KnownMatch[]): boolean {
  return matches.some((match) => match.recalled === recalled);
}

function claimsOf({ survivor, others }: Concern): readonly Claim[] {
  return [survivor, ...others];
}
