import type { DiffLine, Hunk } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { HunkHeader } from './hunk-header.ts';
import { firstLineNumber, readHunkHeader } from './hunk-header.ts';

const NO_NEWLINE = '\\';

/** A hunk while its lines are being read. */
interface Draft {
  readonly lines: DiffLine[];
  oldNext: number;
  newNext: number;
}

/** Decodes the lines of a file: UTF-8, with U+FFFD for what is not. Done on demand, because most callers need few files. */
export function hunksOf(file: ParsedFile): Hunk[] {
  const { bytes, spans } = file.body;
  const hunks: Hunk[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    const hunk = readHunk(bytes.toString('utf8', spans[index], spans[index + 1]));
    if (hunk !== null) hunks.push(hunk);
  }
  return hunks;
}

/** The 1-based lines of one side that stand in a hunk: only they can carry a comment. */
export function commentableLines(hunks: readonly Hunk[], side: Side): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const hunk of hunks) {
    for (const line of hunk.lines) {
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number !== null) lines.add(number);
    }
  }
  return lines;
}

function readHunk(text: string): Hunk | null {
  const headerEnd = endOfLine(text, 0);
  const header = readHunkHeader(text.slice(0, headerEnd).replace(/\r$/, ''));
  if (header === null) return null;
  const [old] = header.old;
  const draft: Draft = { lines: [], oldNext: firstLineNumber(old), newNext: firstLineNumber(header.new) };
  readLines(text, headerEnd + 1, header, draft);
  return {
    oldStart: old.start,
    // What was read, not what the header promised: a hunk that was cut off stays true to its lines.
    oldLines: draft.oldNext - firstLineNumber(old),
    newStart: header.new.start,
    newLines: draft.newNext - firstLineNumber(header.new),
    section: header.section,
    lines: draft.lines,
  };
}

function readLines(text: string, start: number, header: HunkHeader, draft: Draft): void {
  const columns = header.old.length;
  for (let offset = start; offset < text.length;) {
    const end = endOfLine(text, offset);
    if (text[offset] === NO_NEWLINE) markNoNewline(draft.lines);
    else if (columns === 1) pushLine(draft, text.charAt(offset), textOf(text, offset, end, 1));
    else pushCombined(draft, text.slice(offset, Math.min(offset + columns, end)), textOf(text, offset, end, columns));
    offset = end + 1;
  }
}

function pushLine(draft: Draft, marker: string, text: string): void {
  if (marker === '+') draft.lines.push({ kind: 'added', oldLine: null, newLine: draft.newNext++, text });
  else if (marker === '-') draft.lines.push({ kind: 'deleted', oldLine: draft.oldNext++, newLine: null, text });
  else draft.lines.push({ kind: 'context', oldLine: draft.oldNext++, newLine: draft.newNext++, text });
}

/** A line of a merge as the first parent sees it; one that only other parents had is not part of that view. */
function pushCombined(draft: Draft, columns: string, text: string): void {
  const first = columns.charAt(0);
  if (!columns.includes('-') || first === '-') pushLine(draft, first, text);
}

/** The text behind the markers. A context line that lost its blank to a tool that trims lines is all text. */
function textOf(text: string, start: number, end: number, columns: number): string {
  return text[start] === '\r' ? text.slice(start, end) : text.slice(Math.min(start + columns, end), end);
}

function markNoNewline(lines: DiffLine[]): void {
  const last = lines.at(-1);
  if (last !== undefined) lines[lines.length - 1] = { ...last, noNewline: true };
}

function endOfLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found === -1 ? text.length : found;
}
