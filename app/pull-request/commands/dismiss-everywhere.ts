import { createHash } from 'node:crypto';
import { isSecurityComment } from '../../../coordinator/score/security-comment.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { RepositorySuppression, SuppressionEvent } from '../../../schemas/learning/suppression.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { noteSuppression } from '../../history/note-suppression.ts';
import { boundedReason, withoutProse } from '../../output/github/concern-mark.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';

/** Half a year: code, people and what they know of each other are others by then. */
const DAYS = 180;
/** A dismissal that nobody looks at again for longer is no dismissal but a hole. */
const MOST_DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

/** What is known of the pull request that it is said on. */
type Place = Pick<PullContext, 'label' | 'trust' | 'problems'> & {
  readonly pull: { readonly author: Pick<PullContext['pull']['author'], 'login'> };
};

/** Who dismisses what for the whole repository. */
interface Grant {
  readonly comment: ReviewComment;
  readonly actor: string;
  /** What the actor may do, as GitHub answered. */
  readonly role: string;
  readonly reason: string;
  /** Null asks for the usual time. */
  readonly days: number | null;
}

/** Has a dismissal hold for the repository, or says why it does not. What it says is an answer to people. */
export function dismissEverywhere(log: HistoryLog, context: Place, grant: Grant): string {
  const missing = refusal(grant, context);
  if (missing !== null) return `It holds for this pull request only: ${missing}`;
  const { comment } = grant;
  const known = log.past.suppressionsInForce(context.trust).find((one) => isSame(one, comment));
  const now = new Date();
  const until = new Date(now.getTime() + (grant.days ?? DAYS) * DAY_MS).toISOString();
  const { id, until: end } = known ?? write(log, context, { ...grant, at: now.toISOString(), until });
  return (
    `It holds for the whole repository until ${end.slice(0, 10)} as ${inlineCode(id)}: ${inlineCode(comment.rule)} on this very piece of ` +
    `${inlineCode(comment.location?.path ?? '')}, no graver than it is. Each use is told; ${inlineCode(`/docket contest ${id} reason`)} objects.`
  );
}

/** Why somebody may not, in one sentence; null where nothing is lacking. */
function refusal({ comment, actor, role, days }: Grant, { pull }: Place): string | null {
  const { severity, location, evidence } = comment;
  if (days !== null && (days < 1 || days > MOST_DAYS)) return `it may hold for 1 to ${MOST_DAYS} days.`;
  if (location === null || location.side === 'old' || evidence === null) {
    return 'this finding quotes no code of the head that another review could know it by.';
  }
  const isGrave = severity === 'critical' || isSecurityComment(comment);
  if (isGrave && role !== 'maintain') {
    return 'what is critical or of security is dismissed for the whole repository by people who maintain it.';
  }
  if (severity === 'critical' && actor.toLowerCase() === pull.author.login.toLowerCase()) {
    return 'for something critical somebody else than the author of the pull request has to say so.';
  }
  return null;
}

function isSame({ comment }: RepositorySuppression, { rule, fingerprint, severity }: ReviewComment): boolean {
  return comment.rule === rule && comment.fingerprint === fingerprint && comment.severity === severity;
}

function write(
  log: HistoryLog,
  { label, trust, problems }: Place,
  { comment, actor, role, reason, at, until }: Grant & { readonly at: string; readonly until: string },
): Extract<SuppressionEvent, { kind: 'granted' }> {
  const content = JSON.stringify([label, comment.rule, comment.fingerprint, actor, at]);
  const id = `s-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
  // What was merged into the comment is other rules, or other code: nobody dismisses that along.
  const { carried: _carried, also: _also, ...alone } = withoutProse(comment);
  const what = { kind: 'granted' as const, id, comment: { ...alone, merged: [] } };
  const event = { ...what, actor, role, reason: boundedReason(reason), at, until };
  noteSuppression(log, [event], {
    trust,
    note: `${id} of ${label}`,
    onTrouble: (problem) => void problems.push(problem),
  });
  return event;
}
