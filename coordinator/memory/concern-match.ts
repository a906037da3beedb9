import type { ReviewComment } from '../../schemas/review.ts';
import type { Claim } from '../evidence/claim.ts';
import { SAME_CONCERN } from '../dedupe/cluster.ts';
import { keyOfCode, topicOf } from '../evidence/concern-key.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { fingerprint } from '../evidence/fingerprint.ts';
import { isBareRemark } from '../evidence/bare-remark.ts';
import { severityRank } from '../order.ts';
import { locationFactor, SAME_WEAKNESS, comparedLocation } from '../dedupe/location-similarity.ts';
import type { LocatedConcern } from './locate-known.ts';
import { topicsOf } from '../evidence/topics.ts';

/** How a concern of this run is known to be one that was raised before; the surer the higher. */
export interface ConcernMatch {
  /** 3: the same claim about the same code. 2: the same kind of mistake in the same code. 1: about the same place in like words. */
  readonly strength: 1 | 2 | 3;
  /** How alike the words are, per mille. */
  readonly alike: number;
  readonly how: string;
}

/** How alike the words of two claims are, per mille. */
export type ClaimSimilarity = (one: Claim, other: Claim) => number;

/** How much alike the words must be where something else speaks against it: a graver severity, another weakness by its number. */
const VERY_ALIKE = 500;

/**
 * Whether this concern is the known one: by what it claims about which code, by the kind of mistake there, or as two findings of one run
 * would be put together. Null when it is another.
 */
export function concernMatch(recalled: LocatedConcern, concern: Concern, alike: ClaimSimilarity): ConcernMatch | null {
  const claims = [concern.survivor, ...concern.others];
  const words = Math.max(...claims.map((claim) => likenessInPlace(recalled, claim, alike)));
  const otherWeakness = hasOtherWeakness(recalled, claims);
  const isAlike = words >= (otherWeakness ? VERY_ALIKE : SAME_CONCERN);
  const same = claims.find((claim) => isSameClaim(recalled, claim));
  if (same !== undefined && (isAlike || same.finding.origin === 'check' || !isAboutAnother(recalled, claims))) {
    return { strength: 3, alike: words, how: 'the same claim' };
  }
  if (same === undefined && isSameKind(recalled, concern) && (isAlike || !otherWeakness)) {
    return { strength: 2, alike: words, how: 'the same kind of mistake in the same code' };
  }
  if (!isAlike || isGraver(recalled, concern, words)) return null;
  return { strength: 1, alike: words, how: 'like words about the same place' };
}

/** The same rule on the same piece of code, or a claim that keeps its identity although it quotes nothing. */
function isSameClaim(recalled: LocatedConcern, claim: Claim): boolean {
  if (isOnItsCode(recalled, claim)) return claim.finding.rule === recalled.known.comment.rule;
  if (isLocated(recalled) && claim.quote === recalled.quote) return false;
  const { comment } = recalled.known;
  if (hasItsId(comment, claim)) return true;
  if (claim.fingerprint === comment.fingerprint) return true;
  const { quote, ordinal, place } = claim;
  const path = comment.location?.path;
  if (path === undefined || place === null || !recalled.names.includes(place.path)) return false;
  return fingerprint(claim.finding, { path, quote, ordinal }) === comment.fingerprint;
}

/** Ids are made of what is claimed; but an outside tool may give one id to two claims. */
function hasItsId(comment: ReviewComment, { finding }: Claim): boolean {
  if (finding.origin === 'outside' || !comment.reviewers.includes(finding.reviewer)) return false;
  return finding.id === comment.finding ? finding.rule === comment.rule : comment.merged.includes(finding.id);
}

/** About the very piece of code, whatever is said of it. */
export function isOnItsCode(recalled: LocatedConcern, { quote, place }: Claim): boolean {
  if (!isLocated(recalled) || quote === null || quote !== recalled.quote) return false;
  const at = recalled.place;
  return place?.path === at?.path && place?.side === at?.side && place?.startLine === at?.startLine;
}

/** Whether the code that it quotes was found. */
export function isLocated({ presence, quote, place }: LocatedConcern): boolean {
  return presence === 'there' && quote !== null && (place?.startLine ?? null) !== null;
}

/** The same family of mistakes in the same code, or the same weakness by its number. */
function isSameKind(recalled: LocatedConcern, concern: Concern): boolean {
  const { comment } = recalled.known;
  const claims = [concern.survivor, ...concern.others];
  if (claims.some((claim) => locationFactor(recalled.standing, standingOfClaim(claim)) === SAME_WEAKNESS)) return true;
  // Without a family of mistakes the key tells the code only, which may hold two.
  if (concern.key === comment.concern && topicOf(concern.survivor).length > 0 && !isLocated(recalled)) return true;
  return claims.some((claim) => {
    if (!isOnItsCode(recalled, claim)) return false;
    const topics = topicOf(claim);
    if (topics.length === 0) return false;
    if (topics[0] === topicOf(recalled.claim)[0]) return true;
    const { quote } = claim;
    const paths = [claim.canonicalPath, comment.location?.path ?? null];
    return paths.some(
      (path) => keyOfCode({ path, quote, ordinal: recalled.ordinal ?? claim.ordinal }, topics) === comment.concern,
    );
  });
}

/** As the claims of one run are compared; what is gone from its place cannot be compared by place. */
function likenessInPlace(recalled: LocatedConcern, claim: Claim, alike: ClaimSimilarity): number {
  if (recalled.quote !== null && recalled.presence !== 'there') return 0;
  const factor = locationFactor(recalled.standing, standingOfClaim(claim));
  return factor === 0 ? 0 : Math.round((alike(recalled.claim, claim) * factor) / 1000);
}

/** Whether both name weaknesses, and others. */
function hasOtherWeakness(recalled: LocatedConcern, claims: readonly Claim[]): boolean {
  return areApart(
    recalled.standing.weaknesses,
    claims.flatMap((claim) => standingOfClaim(claim).weaknesses),
  );
}

/** Whether both give a kind of mistake away, and another one. */
function isAboutAnother(recalled: LocatedConcern, claims: readonly Claim[]): boolean {
  const topics = (claim: Claim) => topicsOf(`${claim.finding.title}\n${claim.finding.explanation}`);
  return hasOtherWeakness(recalled, claims) || areApart(topics(recalled.claim), claims.flatMap(topics));
}

function areApart(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((name) => other.includes(name));
}

/** Likeness of words may not hide something worse: neither behind a lesser concern nor behind a dismissal. */
function isGraver({ known }: LocatedConcern, { survivor }: Concern, words: number): boolean {
  const graver = severityRank(survivor.finding.severity) < severityRank(known.comment.severity);
  if (known.state === 'dismissed') return graver;
  return graver && survivor.finding.severity === 'critical' && words < VERY_ALIKE;
}

function standingOfClaim(claim: Claim) {
  return comparedLocation(claim, isBareRemark(claim.finding));
}

/**
 * Whether what is said of the same code is likely the same although the words do not show it: by the same reviewer, as grave as before,
 * and no kind of mistake given away that was not meant. Only what still counts can stand in for something critical.
 */
export function isSameMistakeLikely(
  recalled: LocatedConcern,
  concern: Concern,
  alike: ClaimSimilarity,
): ConcernMatch | null {
  const { comment, state } = recalled.known;
  const claims = [concern.survivor, ...concern.others];
  const counts = state === 'raised' || state === 'claimed';
  if (!counts || comment.severity !== 'critical' || concern.survivor.finding.severity !== 'critical') return null;
  if (isAboutAnother(recalled, claims)) return null;
  const same = claims.find(
    (claim) => isOnItsCode(recalled, claim) && comment.reviewers.includes(claim.finding.reviewer),
  );
  if (same === undefined) return null;
  const how = 'the same reviewer on the same untouched code, as grave as before,';
  return { strength: 1, alike: alike(recalled.claim, same), how };
}
