import { Buffer } from 'node:buffer';
import type { SkippedInput } from '../../schemas/change-set.ts';
import type { ParsedFile } from './parsed-file.ts';
import { LineCursor } from './line-cursor.ts';
import { isPlainSection, readPlainSection } from './plain-section.ts';
import { Prose } from './prose.ts';
import { isGitSection, readGitSection } from './git-section.ts';
import { SkippedLog } from './skipped-log.ts';
import { mergeTypeChange } from './type-change.ts';

export type { ParsedFile } from './parsed-file.ts';
export { commentableLines, hunksOf } from './hunks.ts';

/** What a diff says: its files in their order, and every piece of it that was not understood. */
export interface ParsedDiff {
  readonly files: readonly ParsedFile[];
  readonly skipped: readonly SkippedInput[];
}

/**
 * Reads a unified diff: git's, with all it writes into headers, or a plain one. Names, modes, status and counts are ready when
 * this returns; the lines of a file are decoded by `hunksOf`. Never throws: what it does not understand is in `skipped`. The
 * input must not be changed while its files are in use.
 */
export function parseDiff(bytes: Uint8Array): ParsedDiff {
  const cursor = new LineCursor(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const skipped = new SkippedLog();
  const prose = new Prose(skipped);
  const files: ParsedFile[] = [];
  // A deletion and an addition are one change of type only when nothing stands between them.
  let lastEnd = -1;
  while (!cursor.done) {
    const { start } = cursor;
    const file = readSection(cursor, skipped);
    if (file === undefined) {
      prose.take(cursor);
      continue;
    }
    prose.fileBegins();
    if (file === null) continue;
    const last = lastEnd === start ? files.at(-1) : undefined;
    const merged = last === undefined ? null : mergeTypeChange(last, file);
    if (merged === null) files.push(file);
    else files[files.length - 1] = merged;
    lastEnd = cursor.start;
  }
  return { files, skipped: skipped.entries };
}

/** Undefined where no file begins; null for a file that could not be read. */
function readSection(cursor: LineCursor, skipped: SkippedLog): ParsedFile | null | undefined {
  if (isGitSection(cursor)) return readGitSection(cursor, skipped);
  return isPlainSection(cursor) ? readPlainSection(cursor, skipped) : undefined;
}
