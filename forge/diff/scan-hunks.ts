import type { HunkHeader } from './hunk-header.ts';
import { readHunkHeader } from './hunk-header.ts';
import type { LineCursor } from './line-cursor.ts';
import { lineEnd } from './line-cursor.ts';
import type { SkippedLog } from './skipped-log.ts';

const ADDED = 0x2b;
const DELETED = 0x2d;
const CONTEXT = 0x20;
const NO_NEWLINE = 0x5c;
const CARRIAGE_RETURN = 0x0d;

/** What the hunks of one file add up to. */
export interface Tally {
  added: number;
  deleted: number;
  readonly spans: number[];
}

/** How far into a hunk the scan came, and how many lines its header still promises. */
interface Scan {
  offset: number;
  lines: number;
  newLeft: number;
  readonly oldLeft: number[];
}

/**
 * Counts the hunks at the cursor and notes where they lie. The counts of a hunk header decide where it ends, so that a
 * removed line `-- a` is never taken for a `--- a` header.
 */
export function scanHunks(cursor: LineCursor, skipped: SkippedLog): Tally {
  const tally: Tally = { added: 0, deleted: 0, spans: [] };
  while (!cursor.done && cursor.is('@@')) {
    const header = readHunkHeader(cursor.text());
    if (header === null) break;
    scanHunk(cursor, header, tally, skipped);
  }
  return tally;
}

function scanHunk(cursor: LineCursor, header: HunkHeader, tally: Tally, skipped: SkippedLog): void {
  const { bytes, start, line } = cursor;
  const scan: Scan = {
    offset: cursor.next,
    lines: 0,
    newLeft: header.new.lines,
    oldLeft: header.old.map((range) => range.lines),
  };
  if (scan.oldLeft.length === 1) scanPlain(bytes, scan, tally);
  else scanCombined(bytes, scan, tally);
  while (scan.offset < bytes.length && bytes[scan.offset] === NO_NEWLINE) pass(bytes, scan);
  tally.spans.push(start, scan.offset);
  const missing = Math.max(scan.newLeft, ...scan.oldLeft);
  if (missing > 0) {
    skipped.add(
      line,
      scan.lines + 1,
      'this hunk has fewer lines than its header says; the lines that are there were read',
    );
  }
  cursor.jump(scan.offset, scan.lines + 1);
}

/** The hot loop of the parser: one search for a line feed and one look at a byte a line. */
function scanPlain(bytes: Buffer, scan: Scan, tally: Tally): void {
  let { offset, lines, newLeft } = scan;
  let oldLeft = scan.oldLeft[0] ?? 0;
  let { added, deleted } = tally;
  const length = bytes.length;
  while ((oldLeft > 0 || newLeft > 0) && offset < length) {
    const end = lineEnd(bytes, offset);
    const marker = end === offset ? CONTEXT : bytes[offset];
    if (marker === ADDED && newLeft > 0) {
      newLeft--;
      added++;
    } else if (marker === DELETED && oldLeft > 0) {
      oldLeft--;
      deleted++;
    } else if (oldLeft > 0 && newLeft > 0 && (marker === CONTEXT || isBareReturn(bytes, offset, end))) {
      oldLeft--;
      newLeft--;
    } else if (marker !== NO_NEWLINE) break;
    lines++;
    offset = Math.min(end + 1, length);
  }
  Object.assign(scan, { offset, lines, newLeft });
  scan.oldLeft[0] = oldLeft;
  Object.assign(tally, { added, deleted });
}

/** Counts a hunk with several parents as the first parent sees it. */
function scanCombined(bytes: Buffer, scan: Scan, tally: Tally): void {
  const parents = scan.oldLeft.length;
  while ((scan.newLeft > 0 || scan.oldLeft.some((left) => left > 0)) && scan.offset < bytes.length) {
    const end = lineEnd(bytes, scan.offset);
    const first = bytes[scan.offset];
    if (first === NO_NEWLINE) {
      pass(bytes, scan);
      continue;
    }
    const columns = bytes.toString('latin1', scan.offset, Math.min(scan.offset + parents, end));
    if (!/^[ +-]*\r?$/.test(columns)) break;
    const lost = columns.includes('-');
    for (let parent = 0; parent < parents; parent++) {
      const marker = columns[parent] ?? ' ';
      const counts = lost ? marker === '-' : marker !== '+';
      if (counts) scan.oldLeft[parent] = (scan.oldLeft[parent] ?? 0) - 1;
    }
    if (!lost) scan.newLeft--;
    if (lost && first === DELETED) tally.deleted++;
    if (!lost && first === ADDED) tally.added++;
    pass(bytes, scan);
  }
}

/** Context that lost its blank to a tool that trims lines, in a patch with CRLF line ends. */
function isBareReturn(bytes: Buffer, offset: number, end: number): boolean {
  return end === offset + 1 && bytes[offset] === CARRIAGE_RETURN;
}

function pass(bytes: Buffer, scan: Scan): void {
  scan.offset = Math.min(lineEnd(bytes, scan.offset) + 1, bytes.length);
  scan.lines++;
}
