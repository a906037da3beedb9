import { createHash } from 'node:crypto';
import type { Location } from '../../../schemas/location.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import type { Severity } from '../../../schemas/severity.ts';
import { type Remark, remarksOf } from '../remarks.ts';
import type { ReviewOutput } from '../review-output.ts';
import { makeVisible } from '../text/visible.ts';
import { HELD_BACK, listText } from '../words.ts';

/** One row of a format that knows rows only: a concern that stands, or something that was not looked at. */
export interface ReportRow {
  readonly rule: string;
  readonly severity: Severity | 'note';
  /** In one paragraph, with nothing in it that a reader cannot see. */
  readonly text: string;
  readonly path: string;
  /** 1-based, in the new version of the file; null where the whole file or the whole change is meant. */
  readonly lines: { readonly start: number; readonly end: number } | null;
  /** The same in every review of the same concern. */
  readonly fingerprint: string;
  /** What to write in the place of the lines; null where that is not certain. */
  readonly replacement: string | null;
}

/** Stands for the whole change where a format wants a file. */
const WHOLE_CHANGE = '.';

const SEVERITIES = { error: 'critical', warning: 'warning', note: 'note' } as const;

/** So many paths of a remark are named. */
const MOST_PATHS = 5;

/**
 * All rows of a review: what it raises, what was raised before and still stands, and what failed or was not looked at. A format of rows has no
 * place for a verdict, and a file of it that is empty must mean that everything was looked at.
 */
export function reportRows(output: ReviewOutput): ReportRow[] {
  const { review } = output;
  const before = (review.remembered ?? []).filter(({ state }) => state !== 'fixed' && state !== 'dismissed');
  const comments = [...review.comments, ...before.map(({ comment }) => comment)];
  const missing = remarksOf(output).filter(({ id, level }) => level !== 'note' || id === 'accepted-unjudged');
  return [...comments.map(rowOfComment), ...missing.map(rowOfRemark), ...heldBackRow(output)];
}

function rowOfComment(comment: ReviewComment): ReportRow {
  const lines = linesOf(comment.location);
  return {
    rule: comment.rule,
    severity: comment.severity,
    text: visibleText([comment.title, comment.explanation === comment.title ? '' : comment.explanation]),
    path: comment.location?.path ?? WHOLE_CHANGE,
    lines,
    fingerprint: comment.concern,
    replacement: lines === null ? null : comment.replacement,
  };
}

function rowOfRemark({ id, level, text, paths, acceptance }: Remark): ReportRow {
  const accept = acceptance === undefined ? '' : `${acceptance.where}: ${acceptance.line}`;
  const named = paths.length === 0 ? '' : `Files: ${listText(paths, MOST_PATHS)}`;
  return {
    rule: `docket/${id}`,
    severity: SEVERITIES[level],
    text: visibleText([text, named, accept]),
    path: paths[0] ?? WHOLE_CHANGE,
    lines: null,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([id, text]))
      .digest('hex')
      .slice(0, 32),
    replacement: null,
  };
}

/** What was said and is not told above: by a bar, a rule of the configuration, or because somebody dismissed it. */
function heldBackRow({ decisions }: ReviewOutput): ReportRow[] {
  const held = decisions.flatMap(({ finding, state }) => (state.kind === 'suppressed' ? [{ finding, state }] : []));
  if (held.length === 0) return [];
  const reasons = Map.groupBy(held, ({ state }) => state.reason);
  const counts = [...reasons].map(([reason, all]) => `${all.length} ${HELD_BACK[reason]}`).toSorted();
  const ids = held.map(({ finding }) => finding);
  return [
    {
      rule: 'docket/held-back',
      severity: 'note',
      text: visibleText([`${held.length} held back (${counts.join(', ')}): ${listText(ids, MOST_PATHS)}`]),
      path: WHOLE_CHANGE,
      lines: null,
      fingerprint: createHash('sha256').update(JSON.stringify(ids.toSorted())).digest('hex').slice(0, 32),
      replacement: null,
    },
  ];
}

/** Lines of the old version mean nothing in the new one. */
function linesOf(location: Location | null): ReportRow['lines'] {
  if (location === null || location.side === 'old') return null;
  const { startLine: start, endLine: end } = location;
  return start === null || end === null ? null : { start, end };
}

/** Parts with their full stop, on one line. */
function visibleText(parts: readonly string[]): string {
  return parts
    .map((part) => makeVisible(part).replaceAll(/\s/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?:]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
