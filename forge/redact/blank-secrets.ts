import type { SecretSpan } from '../forge.ts';

/** The part of one line that a secret takes up. */
export interface SecretPart {
  readonly startColumn: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly message: string;
  /** True on the first line of the secret. */
  readonly first: boolean;
}

/** The secrets of a text by 1-based line. */
export type SecretLines = ReadonlyMap<number, readonly SecretPart[]>;

const SECRET = '[secret]';
const UNSCANNED = '[unscanned]';

/** As many UTF-16 units as were there, so that columns stay true; the marker stands in front where it fits. */
function placeholder(length: number, marker: string): string {
  return length < marker.length ? '*'.repeat(length) : marker + '*'.repeat(length - marker.length);
}

/** Whether a text may stand in blanked code although it did not stand there before. */
export function isOfPlaceholder(text: string): boolean {
  return /[[\]*]/.test(text) || SECRET.includes(text) || UNSCANNED.includes(text);
}

/** Length of a line without the carriage return of a CRLF line break, which is never blanked. */
function visibleLength(line: string): number {
  return line.endsWith('\r') ? line.length - 1 : line.length;
}

/** Cuts spans at line breaks. Null when a span lies outside of the text: then nothing about it can be believed. */
export function secretLines(lines: readonly string[], spans: readonly SecretSpan[]): SecretLines | null {
  const found = new Map<number, SecretPart[]>();
  for (const span of spans) {
    if (span.startLine < 1 || span.endLine < span.startLine || span.endLine > lines.length) return null;
    let first = true;
    for (let number = span.startLine; number <= span.endLine; number += 1) {
      const part = partOf(lines[number - 1] ?? '', number, span);
      if (part === null) continue;
      const parts = found.get(number) ?? [];
      parts.push({ ...part, rule: span.rule, message: span.message, first });
      found.set(number, parts);
      first = false;
    }
  }
  return found;
}

/** The columns of a span on one of its lines, widened to whole characters; null where nothing of the line belongs to it. */
function partOf(
  line: string,
  number: number,
  span: SecretSpan,
): { readonly startColumn: number; readonly endColumn: number } | null {
  const length = visibleLength(line);
  const start = number === span.startLine ? Math.max(0, span.startColumn) : 0;
  const end = number === span.endLine ? Math.min(span.endColumn, length) : length;
  if (start >= end) return null;
  const startColumn = splitsPair(line, start) ? start - 1 : start;
  const endColumn = splitsPair(line, end) ? end + 1 : end;
  return { startColumn, endColumn };
}

/** Whether a cut at `column` would part the two halves of one character. */
function splitsPair(line: string, column: number): boolean {
  return (line.codePointAt(column - 1) ?? 0) > 0xffff && column > 0;
}

/** One line with its secrets blanked; overlapping parts become one placeholder. */
export function blankLine(line: string, parts: readonly SecretPart[] | undefined): string {
  if (parts === undefined || parts.length === 0) return line;
  let text = '';
  let done = 0;
  for (const { start, end } of united(parts)) {
    text += line.slice(done, start) + placeholder(end - start, SECRET);
    done = end;
  }
  return text + line.slice(done);
}

function united(parts: readonly SecretPart[]): readonly { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const part of parts.toSorted((a, b) => a.startColumn - b.startColumn)) {
    const last = ranges.at(-1);
    if (last !== undefined && part.startColumn < last.end) last.end = Math.max(last.end, part.endColumn);
    else ranges.push({ start: part.startColumn, end: part.endColumn });
  }
  return ranges;
}

/** A text with its secrets blanked: the same line breaks, the same length of every line. */
export function blankSecrets(text: string, secrets: SecretLines): string {
  if (secrets.size === 0) return text;
  return text
    .split('\n')
    .map((line, index) => blankLine(line, secrets.get(index + 1)))
    .join('\n');
}

/** What a line becomes when it could not be searched for secrets. */
export function blankUnscanned(line: string): string {
  const length = visibleLength(line);
  return placeholder(length, UNSCANNED) + line.slice(length);
}

/** A text that could not be searched: every line blanked, its length kept. */
export function blankAll(text: string): string {
  return text.split('\n').map(blankUnscanned).join('\n');
}
