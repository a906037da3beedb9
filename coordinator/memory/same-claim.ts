import type { Finding } from '../../schemas/finding.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import type { Severity } from '../../schemas/severity.ts';
import { isJustWords, type Claim } from '../evidence/claim.ts';
import { fingerprint } from '../evidence/fingerprint.ts';
import { normaliseLine } from '../evidence/searchable-source.ts';
import { severityRank } from '../order.ts';
import { weaknessesOf } from '../dedupe/location-similarity.ts';
import type { LocatedConcern } from './locate-known.ts';

/**
 * Whether this claim is one that the known concern carried: the same rule of the same reviewer on the same code. Words do not decide: what
 * only sounds like something that was answered may be another mistake, and a mistake must not pass for answered by being told otherwise.
 */
export function isSameClaim(recalled: LocatedConcern, claim: Claim): boolean {
  if (hasOtherWeakness(recalled, claim) || isOtherRemark(recalled, claim)) return false;
  const { comment } = recalled.known;
  if (claim.finding.rule === comment.rule && isAboutItsCode(recalled, claim)) return true;
  // An equal piece of code elsewhere: which of them was meant is told by the places.
  if (isLocated(recalled) && claim.quote === recalled.quote && !isOnItsCode(recalled, claim)) return false;
  return hasItsId(comment, claim) || printsOf(recalled, claim).some((print) => isPrintOf(comment, print));
}

/** Whether a dismissal for the whole repository covers a claim: its rule on its very code, and neither graver nor of another kind. */
export function isCovered(recalled: LocatedConcern, claim: Claim): boolean {
  const { comment } = recalled.known;
  if (claim.finding.rule !== comment.rule || isGraver(claim.finding, comment.severity)) return false;
  // Where it cannot be told which of several equal pieces was meant, none is.
  const { ordinal, spans } = recalled;
  if (ordinal === null ? spans.length > 1 : ordinal >= spans.length) return false;
  return isOnItsCode(recalled, claim) && !hasOtherWeakness(recalled, claim) && !isOtherRemark(recalled, claim);
}

/** Whether a finding is more severe than what was published or dismissed: then nobody has answered it. */
export function isGraver({ severity }: Pick<Finding, 'severity'>, known: Severity): boolean {
  return severityRank(severity) < severityRank(known);
}

/** About the very piece of code, whatever is said of it. */
export function isOnItsCode(recalled: LocatedConcern, { quote, place }: Claim): boolean {
  if (!isLocated(recalled) || quote === null || quote !== recalled.quote) return false;
  const at = recalled.place;
  return place?.path === at?.path && place?.side === at?.side && place?.startLine === at?.startLine;
}

/** Whether the code that it quotes was found. */
function isLocated({ presence, quote, place }: LocatedConcern): boolean {
  return presence === 'there' && quote !== null && (place?.startLine ?? null) !== null;
}

/** More or fewer lines quoted around the same code count as the same, but not behind a dismissal: more code may hold more mistakes. */
function isAboutItsCode(recalled: LocatedConcern, claim: Claim): boolean {
  if (isOnItsCode(recalled, claim)) return true;
  if (!isLocated(recalled) || recalled.known.state === 'dismissed') return false;
  const [at, place] = [recalled.place, claim.place];
  if (place === null || place.path !== at?.path || place.side !== at.side || !isOverlapping(place, at)) return false;
  const [one, other] = [claim.quote ?? '', recalled.quote ?? ''];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

interface Lines {
  readonly startLine: number | null;
  readonly endLine: number | null;
}

function isOverlapping(one: Lines, other: Lines): boolean {
  return (one.startLine ?? 1) <= (other.endLine ?? 0) && (other.startLine ?? 1) <= (one.endLine ?? 0);
}

/** Ids are made of what is claimed; but an outside tool may give one id to two claims. */
function hasItsId(comment: ReviewComment, { finding }: Claim): boolean {
  if (finding.origin === 'outside' || !comment.reviewers.includes(finding.reviewer)) return false;
  return finding.id === comment.finding ? finding.rule === comment.rule : comment.merged.includes(finding.id);
}

/** The fingerprint of the claim, and the one that it has under the name that the known concern's file had. */
function printsOf(recalled: LocatedConcern, { finding, fingerprint: print, quote, ordinal, place }: Claim): string[] {
  const path = recalled.known.comment.location?.path;
  if (path === undefined || place === null || !recalled.names.includes(place.path)) return [print];
  return [print, fingerprint(finding, { path, quote, ordinal })];
}

function isPrintOf(comment: ReviewComment, print: string): boolean {
  return print === comment.fingerprint || (comment.carried ?? []).includes(print);
}

/** Whether both name weaknesses, and others. A check knows by its rule what it found. */
function hasOtherWeakness({ claim: known }: LocatedConcern, { finding }: Claim): boolean {
  const [one, other] = [weaknessesOf(known.finding), weaknessesOf(finding)];
  return finding.origin !== 'check' && one.length > 0 && other.length > 0 && !one.some((name) => other.includes(name));
}

/** Where neither a quote nor more than a line backs a claim, a dismissal of one is no dismissal of other words of that tool. */
function isOtherRemark({ known: { state, comment } }: LocatedConcern, { finding }: Claim): boolean {
  if (state !== 'dismissed' || !isJustWords(finding) || finding.rule !== comment.rule) return false;
  return normaliseLine(finding.title) !== normaliseLine(comment.title);
}
