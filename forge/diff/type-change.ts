import type { ParsedFile } from './parsed-file.ts';
import { hunksOf } from './hunks.ts';

/** A link or a submodule is one line, in practice; a limit on the shorter side keeps the comparison linear in the longer. */
const MAX_SHORT_SIDE = 100;

/**
 * Git shows a file that became a link or a submodule (or the other way round) as a deletion followed by an addition of the same
 * path, and lists it as one file of status T. Null when the two files are no such pair.
 */
export function mergeTypeChange(before: ParsedFile, after: ParsedFile): ParsedFile | null {
  if (before.status !== 'D' || after.status !== 'A' || before.newPath !== after.newPath) return null;
  if (before.oldMode.slice(0, 3) === after.newMode.slice(0, 3)) return null;
  const binary = before.binary || after.binary;
  const shared = binary ? 0 : sharedLines(before, after);
  return {
    ...after,
    status: 'T',
    oldMode: before.oldMode,
    oldBlob: before.oldBlob,
    binary,
    added: binary ? null : (after.added ?? 0) - shared,
    deleted: binary ? null : (before.deleted ?? 0) - shared,
    body: { bytes: after.body.bytes, spans: [...before.body.spans, ...after.body.spans] },
  };
}

/**
 * Git counts a type change as the difference of both contents, although it shows them in full. They have lines in common where
 * a checkout without links wrote the target into a file, or the other way round.
 */
function sharedLines(before: ParsedFile, after: ParsedFile): number {
  const old = keysOf(before);
  const now = keysOf(after);
  if (old.length === now.length && old.every((key, index) => key === now[index])) return old.length;
  const [short, long] = old.length < now.length ? [old, now] : [now, old];
  return short.length > MAX_SHORT_SIDE ? 0 : commonSubsequence(short, long);
}

/** The length of the longest common subsequence, row by row. */
function commonSubsequence(short: readonly string[], long: readonly string[]): number {
  const row = Array.from({ length: short.length + 1 }, () => 0);
  for (const key of long) {
    let diagonal = 0;
    for (let index = 1; index <= short.length; index++) {
      const above = row[index] ?? 0;
      row[index] = key === short[index - 1] ? diagonal + 1 : Math.max(above, row[index - 1] ?? 0);
      diagonal = above;
    }
  }
  return row[short.length] ?? 0;
}

function keysOf(file: ParsedFile): string[] {
  return hunksOf(file).flatMap((hunk) =>
    hunk.lines.map((line) => `${line.text}\n${line.noNewline === true ? '\\' : ''}`),
  );
}
