import type { Review, ReviewComment, Verdict } from '../../schemas/review.ts';
import type { SuppressionReason } from '../../schemas/decision.ts';
import { isIncomplete, notCoveredTitle } from './coverage.ts';
import type { Severity } from '../../schemas/severity.ts';
import { plural } from './plural.ts';
import type { ReviewOutput } from './review-output.ts';

/** Most severe first. */
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'suggestion'];

const VERDICTS: Readonly<Record<Verdict, string>> = {
  approved: 'Approved',
  approved_with_comments: 'Approved with comments',
  minor_issues: 'Minor issues',
  significant_concerns: 'Significant concerns',
  incomplete: 'Incomplete',
};

export function verdictText(verdict: Verdict): string {
  return VERDICTS[verdict];
}

/** The verdict in the words of a heading; what keeps a review from a verdict is named. */
export function headline(review: Pick<Review, 'verdict' | 'incompleteReasons' | 'notCovered'>): string {
  if (review.verdict !== 'incomplete') return verdictText(review.verdict);
  const unfinished = review.incompleteReasons.length > 0 ? 'The review did not finish' : null;
  const parts = [unfinished, notCoveredTitle(review)].filter((part) => part !== null);
  return parts.length === 0 ? verdictText(review.verdict) : parts.join('. ');
}

/** `1 critical, 2 warnings`; severities nobody used are left out. */
export function countsText(counts: Review['counts']): string {
  const words = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    severity === 'critical' ? `${counts[severity]} critical` : plural(counts[severity], severity),
  );
  return words.length === 0 ? 'no findings' : words.join(', ');
}

/** What is missing, where the reason of the verdict does not name it; null otherwise. */
export function missingText(review: Review): string | null {
  const missing = review.incompleteReasons.filter((reason) => !review.verdictReason.includes(reason));
  const title = review.verdictReason.includes('not covered: ') ? null : notCoveredTitle(review);
  const parts = [missing.length === 0 ? null : `Not complete: ${listText(missing, 5)}`, title];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join('. ');
}

/** `Nothing to review: no file is changed (main...HEAD)`; null where there is something, or something was missed. */
export function nothingToReview({ changeSet, review }: Pick<ReviewOutput, 'changeSet' | 'review'>): string | null {
  const { files, filtered, label } = changeSet;
  const isEmpty = files.length + filtered.length === 0 && review.comments.length === 0 && !isIncomplete(review);
  return isEmpty ? `Nothing to review: no file is changed (${label})` : null;
}

/** `4 files, +31 -8` */
export function sizeText(output: Pick<ReviewOutput, 'changeSet'>): string {
  const { files, filtered } = output.changeSet;
  const counted = files.length === 0 ? filtered : files;
  const sum = (side: 'added' | 'deleted') => counted.reduce((total, file) => total + (file[side] ?? 0), 0);
  return `${filesText(output)}, +${sum('added')} -${sum('deleted')}`;
}

/** `4 files`; where all of them were left out, how many that are, so that a change never has `0 files`. */
export function filesText({ changeSet: { files, filtered } }: Pick<ReviewOutput, 'changeSet'>): string {
  const isAllOut = files.length === 0 && filtered.length > 0;
  return isAllOut ? `${plural(filtered.length, 'file')} left out` : plural(files.length, 'file');
}

/** How much looked. A process that died leaves no word of its model halves, but its calls are known. */
export function coverageText({ review, usage }: Pick<ReviewOutput, 'review' | 'usage'>): string {
  if (review.coverage === 'full') return 'checks and models';
  const models = usage?.models ?? [];
  if (models.some(({ calls }) => calls > 0)) return 'checks only: no model finished';
  const planned = review.reviewers.some(({ model }) => model !== undefined);
  return planned || models.length > 0 ? 'checks only: no model answered' : 'checks only: no model was asked';
}

/** A path on one line: a name may hold line ends, and must not pass for lines of ours. */
export function pathText(path: string): string {
  return path.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

/** `src/db.ts:42`, `src/db.ts:42-45`, `src/db.ts:42 (before the change)`; null where a finding has no place. */
export function placeText(location: ReviewComment['location']): string | null {
  if (location === null) return null;
  const { path, startLine, endLine } = location;
  const lines = startLine === null ? '' : startLine === endLine ? `:${startLine}` : `:${startLine}-${endLine}`;
  return `${pathText(path)}${lines}${location.side === 'old' ? ' (before the change)' : ''}`;
}

/** Who says it; the word of an outside tool is marked, whatever it calls itself. */
export function reviewersText(comment: ReviewComment): string {
  const outside = comment.origins.length > 0 && comment.origins.every((origin) => origin === 'outside');
  return `${comment.reviewers.join(', ')}${outside ? ' (outside)' : ''}`;
}

/** Why something was held back, behind a number. */
export const HELD_BACK: Readonly<Record<SuppressionReason, string>> = {
  unverified: 'quoting code that is not there',
  uncorroborated: 'confirmed by nobody else',
  'low-confidence': 'not sure enough',
  'untouched-line': 'on lines that the change does not touch',
  'ignored-by-config': 'switched off by the configuration',
  'already-raised': 'raised before',
  dismissed: 'dismissed',
  'rejected-on-this-blob': 'rejected before on the same code',
  refuted: 'refuted',
};

/** What a memory holds back is told with what was raised before, not once more. */
const TOLD_BEFORE: readonly string[] = ['already-raised', 'dismissed'];

/** Suppressed findings by reason, most first: `3 held back (2 not sure enough, 1 on an untouched line)`. Null when there are none. */
export function heldBackText(output: Pick<ReviewOutput, 'decisions'>): string | null {
  const reasons = heldBack(output).map(({ reason }) => reason);
  if (reasons.length === 0) return null;
  const counted = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({ reason, count: all.length }));
  const sorted = counted.toSorted((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
  return `${reasons.length} held back (${sorted.map(({ reason, count }) => `${count} ${HELD_BACK[reason]}`).join(', ')})`;
}

/** Ids of the suppressed findings, for the hint how to ask about them. */
export function heldBackIds(output: Pick<ReviewOutput, 'decisions'>, most: number): string[] {
  return heldBack(output)
    .map(({ finding }) => finding)
    .slice(0, most);
}

function heldBack({ decisions }: Pick<ReviewOutput, 'decisions'>) {
  return decisions.flatMap(({ finding, state }) =>
    state.kind === 'suppressed' && !TOLD_BEFORE.includes(state.reason) ? [{ finding, reason: state.reason }] : [],
  );
}

/** `a, b, c and 7 more` */
export function listText(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
