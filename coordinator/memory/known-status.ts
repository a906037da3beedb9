import type { KnownConcern } from '../../schemas/memory.ts';
import type { RememberedConcern, ReviewComment } from '../../schemas/review.ts';
import type { Claim } from '../evidence/claim.ts';
import { firstNonZero, severityRank } from '../order.ts';
import type { LocatedConcern } from './locate-known.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** What this run knows of a concern that was published before. */
export interface RerunEvidence {
  /** The claims of this run that are the same; a graver one stands beside it, and proves it all the same. */
  readonly found: readonly Claim[];
  /** What a check now says of its code under another rule, and a bar holds back; null where nothing is. */
  readonly reworded: Claim | null;
  /** The checks that found it ran again where it was and said nothing. */
  readonly silenced: boolean;
}

/** Says what became of a known concern, and how that is known. */
export function knownStatus(recalled: LocatedConcern, evidence: RerunEvidence): RememberedConcern {
  const { known } = recalled;
  const { presence, note } = presenceOf(recalled, evidence);
  const comment = presence === 'there' ? commentNow(recalled, evidence) : known.comment;
  const { state, why } = stateOf(known, comment, presence);
  const { concern, fingerprint } = known.comment;
  return { concern, fingerprint, state, note: why === null ? note : `${why}; ${note}`, comment };
}

/** Whether a remembered concern counts for the verdict. */
export function stillCounts({ state }: RememberedConcern): boolean {
  return state === 'standing' || state === 'unknown';
}

/** Most severe first, then by place. */
export function compareRemembered(a: RememberedConcern, b: RememberedConcern): number {
  return firstNonZero(
    () => severityRank(a.comment.severity) - severityRank(b.comment.severity),
    () => b.comment.confidence - a.comment.confidence,
    () => compareText(a.comment.location?.path ?? '', b.comment.location?.path ?? ''),
    () => (a.comment.location?.startLine ?? 0) - (b.comment.location?.startLine ?? 0),
    () => compareText(a.concern, b.concern),
    () => compareText(a.fingerprint, b.fingerprint),
  );
}

function presenceOf(
  recalled: LocatedConcern,
  { found, reworded, silenced }: RerunEvidence,
): Pick<LocatedConcern, 'presence' | 'note'> {
  const { known, presence, note } = recalled;
  const [first] = found;
  if (first !== undefined) return { presence: 'there', note: `${first.finding.reviewer} found it again` };
  if (reworded !== null) {
    const { reviewer, rule } = reworded.finding;
    return { presence: 'unknown', note: `${reviewer} speaks of its code as ${rule}, which a bar holds back` };
  }
  if (silenced) {
    return { presence: 'gone', note: `${known.comment.reviewers.join(', ')} looked again and no longer finds it` };
  }
  // Only the checks could tell that it is back: what they are about may be something else than the code that they quote.
  const byChecks = known.comment.origins.every((origin) => origin === 'check');
  if (known.state === 'fixed' && (presence === 'unknown' || byChecks)) {
    return { presence: 'gone', note: known.reason ?? 'it was fixed before' };
  }
  return { presence, note };
}

function stateOf(
  { state, actor, reason }: KnownConcern,
  comment: ReviewComment,
  presence: LocatedConcern['presence'],
): { readonly state: RememberedConcern['state']; readonly why: string | null } {
  // A dismissal outlives the code: where it comes back as it was, it is still dismissed.
  if (state === 'dismissed') return { state, why: `dismissed by ${actor ?? 'somebody'}: ${reason ?? ''}` };
  if (presence === 'gone') return { state: 'fixed', why: null };
  const back = state === 'fixed' ? 'it was fixed and is back' : null;
  const claim =
    state === 'claimed' ? `disputed by ${actor ?? 'somebody'}${reason === null ? '' : `: ${reason}`}` : null;
  if (presence === 'unknown') return { state: 'unknown', why: claim };
  return state === 'claimed' && !needsMoreThanAClaim(comment)
    ? { state: 'claimed', why: claim }
    : { state: 'standing', why: claim ?? back };
}

/** Nobody talks away what is critical or about security: that takes a dismissal. */
function needsMoreThanAClaim({ severity, reviewers }: ReviewComment): boolean {
  return severity === 'critical' || reviewers.includes('security');
}

/** As it was published, at its place of this head. What is graver now is a concern of its own. */
function commentNow({ known: { comment }, presence, place }: LocatedConcern, { found }: RerunEvidence): ReviewComment {
  const [first] = found;
  return { ...comment, location: presence === 'there' ? place : (first?.place ?? comment.location) };
}
