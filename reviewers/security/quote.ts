import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Piece } from '../changed-code/new-side.ts';

/** The place of a match in the file, and the code that stands there. */
export interface QuotedMatch {
  readonly startLine: number;
  readonly endLine: number;
  /** A part of one line, or whole lines. */
  readonly evidence: string;
  /** All of the matched code, for a sentence about it. */
  readonly matched: string;
}

interface Matched {
  readonly piece: Piece;
  readonly match: AnalyserMatch;
  /** Lines that the change adds. */
  readonly changed: ReadonlySet<number>;
  readonly file: ChangedFile;
}

/** Lines longer than this make a comment nobody reads. */
const MOST_LINES = 12;

/** Quotes a match that the change touches; null where it touches none of its lines. */
export function quoteOf({ piece, match, changed, file }: Matched): QuotedMatch | null {
  const lines = piece.text.split('\n');
  const offset = piece.firstLine - 1;
  const touched = range(match.startLine, match.endLine).filter((line) => changed.has(line + offset));
  const [firstTouched, lastTouched] = [touched.at(0), touched.at(-1)];
  if (firstTouched === undefined || lastTouched === undefined) return null;

  const matched = textBetween(lines, match);
  if (match.startLine === match.endLine)
    return { startLine: match.startLine + offset, endLine: match.endLine + offset, evidence: matched, matched };

  const shown = new Set(file.hunks.flatMap((hunk) => range(hunk.newStart, hunk.newStart + hunk.newLines - 1)));
  const whole =
    match.endLine - match.startLine < MOST_LINES &&
    range(match.startLine, match.endLine).every((line) => shown.has(line + offset));
  const from = whole ? match.startLine : firstTouched;
  const to = whole ? match.endLine : Math.min(lastTouched, firstTouched + MOST_LINES - 1);
  const evidence = lines.slice(from - 1, to).join('\n');
  // A change that only touches empty lines of the match leaves nothing to quote.
  return evidence.trim() === '' ? null : { startLine: from + offset, endLine: to + offset, evidence, matched };
}

function textBetween(lines: readonly string[], match: AnalyserMatch): string {
  const text = lines.slice(match.startLine - 1, match.endLine);
  const last = text.length - 1;
  text[last] = (text[last] ?? '').slice(0, match.endColumn);
  text[0] = (text[0] ?? '').slice(match.startColumn);
  return text.join('\n');
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
