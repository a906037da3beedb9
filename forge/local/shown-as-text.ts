import type { DiffLine, Hunk } from '../../schemas/change-set.ts';
import type { Content } from '../forge.ts';
import type { RawChange } from './git/raw-diff.ts';

interface RawFile {
  readonly facts: RawChange;
  readonly hunks: readonly Hunk[];
  readonly contents: { readonly old: Content; readonly new: Content };
}

const CONTEXT = 3;

/** Text that git takes for binary data (UTF-16) is shown as text: all lines between the first and the last that differ. */
export function shownAsText<File extends RawFile>(file: File): File {
  const { facts, contents } = file;
  const [old, now] = [linesOf(contents.old, facts.status === 'A'), linesOf(contents.new, facts.status === 'D')];
  if (!facts.binary || old === null || now === null) return file;
  let before = 0;
  while (before < Math.min(old.length, now.length) && old[before] === now[before]) before += 1;
  let after = 0;
  while (after < Math.min(old.length, now.length) - before && old.at(-1 - after) === now.at(-1 - after)) after += 1;
  const [deleted, added] = [old.length - before - after, now.length - before - after];
  const hunks = deleted + added === 0 ? [] : [hunkOf(old, now, { before, after })];
  return { ...file, facts: { ...facts, binary: false, added, deleted }, hunks };
}

/** Null where a side cannot be read; a side that does not exist has no lines. */
function linesOf(content: Content, isAbsent: boolean): readonly string[] | null {
  if (content.kind === 'absent') return isAbsent ? [] : null;
  const lines = content.text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function hunkOf(
  old: readonly string[],
  now: readonly string[],
  same: { readonly before: number; readonly after: number },
): Hunk {
  const from = Math.max(0, same.before - CONTEXT);
  const tail = Math.min(CONTEXT, same.after);
  const [oldEnd, newEnd] = [old.length - same.after, now.length - same.after];
  const context = (text: string, oldLine: number, newLine: number): DiffLine => ({
    kind: 'context',
    oldLine,
    newLine,
    text,
  });
  const lines: DiffLine[] = [
    ...old.slice(from, same.before).map((text, index) => context(text, from + index + 1, from + index + 1)),
    ...old.slice(same.before, oldEnd).map((text, index): DiffLine => {
      return { kind: 'deleted', oldLine: same.before + index + 1, newLine: null, text };
    }),
    ...now.slice(same.before, newEnd).map((text, index): DiffLine => {
      return { kind: 'added', oldLine: null, newLine: same.before + index + 1, text };
    }),
    ...now.slice(newEnd, newEnd + tail).map((text, index) => context(text, oldEnd + index + 1, newEnd + index + 1)),
  ];
  const [oldLines, newLines] = [oldEnd + tail - from, newEnd + tail - from];
  // As git counts: a side without lines begins before its first one.
  const start = (count: number): number => (count === 0 ? from : from + 1);
  return { oldStart: start(oldLines), oldLines, newStart: start(newLines), newLines, section: '', lines };
}
