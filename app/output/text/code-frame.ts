import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { neutraliseTerminal } from './neutralise.ts';
import { cutText, expandTabs, textWidth } from './text-width.ts';

/** One printed line of a code frame; `number` is null for the marks below a line and for what was left out. */
export interface FrameLine {
  readonly kind: 'marked' | 'context' | 'caret' | 'gap';
  readonly number: number | null;
  readonly text: string;
}

const CONTEXT = 2;
/** Longest passage shown whole; of a longer one, its two ends. */
const LONGEST = 12;

/** The lines around a finding as the change shows them; empty where it shows none and the finding quotes none. */
export function codeFrame(comment: ReviewComment, changeSet: ChangeSet, columns: number): FrameLine[] {
  const { location } = comment;
  if (location === null || location.startLine === null || location.endLine === null) return quoteOnly(comment, columns);
  const { startLine, endLine } = location;
  const shown = linesOf(changeSet, location.path, location.side).filter(
    ({ number }) => number >= startLine - CONTEXT && number <= endLine + CONTEXT,
  );
  if (!shown.some(({ number }) => number >= startLine && number <= endLine)) return quoteOnly(comment, columns);
  const frame = shown.flatMap(({ number, text }): FrameLine[] => {
    const marked = number >= startLine && number <= endLine;
    const line = { kind: marked ? 'marked' : 'context', number, text: cutText(printable(text), columns) } as const;
    const caret = marked && startLine === endLine ? caretBelow(text, comment.evidence, columns) : null;
    return caret === null ? [line] : [line, { kind: 'caret', number: null, text: caret }];
  });
  return shorten(frame);
}

function linesOf(changeSet: ChangeSet, path: string, side: 'old' | 'new') {
  const file = changeSet.files.find((candidate) => (side === 'new' ? candidate.newPath : candidate.oldPath) === path);
  const lines = (file?.hunks ?? []).flatMap((hunk) => hunk.lines);
  return lines.flatMap((line) => {
    const number = side === 'new' ? line.newLine : line.oldLine;
    return number === null ? [] : [{ number, text: line.text }];
  });
}

/** What the finding quotes, where the change does not show its lines. */
function quoteOnly(comment: ReviewComment, columns: number): FrameLine[] {
  if (comment.evidence === null) return [];
  const first = comment.location?.startLine ?? null;
  const lines = comment.evidence.replace(/\n$/, '').split('\n');
  return shorten(
    lines.map((text, at) => ({
      kind: 'marked',
      number: first === null ? null : first + at,
      text: cutText(printable(text), columns),
    })),
  );
}

/** Marks the quoted part of a line; null where the quote is the whole line or is not found in it. */
function caretBelow(line: string, evidence: string | null, columns: number): string | null {
  const quote = evidence?.trim() ?? '';
  const at = quote === '' ? -1 : line.indexOf(quote);
  if (at === -1 || quote === line.trim()) return null;
  const before = textWidth(printable(line.slice(0, at)));
  const width = textWidth(printable(line.slice(0, at + quote.length))) - before;
  return before >= columns ? null : ' '.repeat(before) + '^'.repeat(Math.max(1, Math.min(width, columns - before)));
}

function printable(line: string): string {
  return expandTabs(neutraliseTerminal(line.replace(/\r$/, '')));
}

function shorten(frame: FrameLine[]): FrameLine[] {
  if (frame.length <= LONGEST) return frame;
  const left = frame.length - (LONGEST - 1);
  const gap: FrameLine = { kind: 'gap', number: null, text: `… ${left} more lines` };
  return [...frame.slice(0, LONGEST - 4), gap, ...frame.slice(-3)];
}
