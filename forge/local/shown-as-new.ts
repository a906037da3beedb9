import type { DiffLine, Hunk, SkippedInput } from '../../schemas/change-set.ts';
import { comesIntoPlay } from '../file-kind/comes-into-play.ts';
import type { FileToName } from '../file-kind/kind-of-file.ts';
import { escapeLine } from './git/escape-line.ts';
import { leftOut } from './raw-source.ts';
import type { LazyFile } from './git/tree-diff.ts';

interface RawFile extends FileToName {
  readonly facts: LazyFile['facts'];
}

/** A file whose rename or copy makes it run is all new: it is shown as one that was written over from its first line to its last. */
export function shownAsNew<File extends RawFile>(file: File): File & { readonly unshown: readonly SkippedInput[] } {
  if (!comesIntoPlay(file)) return { ...file, unshown: [] };
  const { old, new: now } = file.contents;
  if (now.kind !== 'text') {
    const { oldPath, newPath } = file.facts;
    const reason = `${escapeLine(oldPath)} becomes ${escapeLine(newPath)}, where it runs, and not all of its lines are known`;
    return { ...file, unshown: [leftOut(reason)] };
  }
  const isCopy = file.facts.status === 'C';
  const removed = isCopy || old.kind !== 'text' ? [] : linesOf(old.text, 'deleted');
  const added = linesOf(now.text, 'added');
  if (added.length === 0) return { ...file, unshown: [] };
  const hunk: Hunk = {
    oldStart: removed.length === 0 ? 0 : 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    section: '',
    lines: [...removed, ...added],
  };
  const facts = { ...file.facts, added: added.length, deleted: removed.length };
  return { ...file, facts, hunks: [hunk], unshown: [] };
}

function linesOf(text: string, kind: 'added' | 'deleted'): DiffLine[] {
  const lines = text.split('\n');
  const ends = lines.at(-1) === '';
  if (ends) lines.pop();
  return lines.map((line, index): DiffLine => {
    const number = { oldLine: kind === 'deleted' ? index + 1 : null, newLine: kind === 'added' ? index + 1 : null };
    return { kind, ...number, text: line, ...(!ends && index === lines.length - 1 && { noNewline: true as const }) };
  });
}
