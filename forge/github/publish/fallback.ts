import type { Annotation, PlannedCheck, PlannedComment, PlannedPublication } from '../../../schemas/publication.ts';
import type { PostedState } from '../read/posted-state.ts';
import type { Landed } from './published.ts';
import { missingFrom, type ReviewGoal } from './review-goal.ts';
import { marked } from './review-body.ts';

/** The longest summary that GitHub takes. */
const BODY_LIMIT = 65_536;

type Summary = NonNullable<PlannedPublication['summary']>;

/** A check that also says what no review could be made of: a token may write checks and not pull requests. */
export function withUnposted(check: PlannedCheck, posted: PostedState | null, goal: ReviewGoal): PlannedCheck {
  const unposted = posted === null ? (goal.review?.comments ?? []) : missingFrom(posted, goal);
  return { ...check, annotations: [...check.annotations, ...unposted.flatMap(annotationFor)] };
}

const LEVELS = { critical: 'failure', warning: 'warning', suggestion: 'notice' } as const;

/** Annotations have lines of the head; what is elsewhere is told by the summary of the check and of the job. */
function annotationFor({ place, body, mark: { comment } }: PlannedComment): readonly Annotation[] {
  if (place.kind !== 'lines' || place.at.side !== 'new') return [];
  const { path, startLine, endLine } = place.at;
  if (startLine === null || endLine === null || !path.isWellFormed()) return [];
  const title = comment.title.slice(0, 255);
  return [{ path, startLine, endLine, level: LEVELS[comment.severity], title, message: body }];
}

/**
 * The summary's mark with the concerns that stand in the text of the review: they have no thread that would remember them. Those that do
 * not fit into the mark are left out; they would be raised again.
 */
export function withBodyConcerns(summary: Summary, goal: ReviewGoal, landed: readonly Landed[]): Summary {
  const inBody = new Set(landed.filter(({ as }) => as === 'body').map(({ concern }) => concern));
  let grown = summary;
  for (const { mark } of goal.review?.comments ?? []) {
    if (!inBody.has(mark.comment.concern)) continue;
    const { kind: _kind, head: _head, ...concern } = mark;
    const next = { ...grown, mark: { ...grown.mark, concerns: [...grown.mark.concerns, concern] } };
    const bytes = Buffer.byteLength(marked({ ...next.mark, publication: goal.publication }, next.body));
    if (bytes <= BODY_LIMIT) grown = next;
  }
  return grown;
}
