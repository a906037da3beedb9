import type { HunkLine } from './added-lines.ts';

/** The lines that git leaves in a file it could not merge. */
export type ConflictMarker = 'ours' | 'base' | 'split' | 'theirs';

/** Which marker a line is. A marker is exactly seven characters, and all but the split are followed by a name or nothing. */
export function isConflictMarker(line: string): ConflictMarker | undefined {
  const marker = /^(<{7}|\|{7}|={7}|>{7})( \S.*)?\r?$/.exec(line);
  if (marker === null) return undefined;
  const [, sign = '', label] = marker;
  if (sign.startsWith('=')) return label === undefined ? 'split' : undefined;
  return sign.startsWith('<') ? 'ours' : sign.startsWith('>') ? 'theirs' : 'base';
}

/** One line for each conflict: its first marker that the change adds. A split alone is a heading, not a conflict. */
export function unfinishedMerges(hunks: readonly (readonly HunkLine[])[]): HunkLine[] {
  const markers = hunks.flat().flatMap((line) => {
    const kind = isConflictMarker(line.text);
    return kind === undefined ? [] : [{ kind, line }];
  });
  if (!markers.some(({ kind }) => kind === 'ours' || kind === 'theirs')) return [];
  const found: HunkLine[] = [];
  let reported = false;
  for (const { kind, line } of markers) {
    if (kind === 'ours') reported = false;
    if (line.added && !reported) {
      found.push(line);
      reported = true;
    }
    if (kind === 'theirs') reported = false;
  }
  return found;
}

/** Whether both sides of a conflict stand there, one behind the other, and something of them is added. */
export function hasWholeConflict(hunks: readonly (readonly HunkLine[])[]): boolean {
  return hunks.some((lines) => {
    const markers = lines.flatMap((line) => isConflictMarker(line.text) ?? []).filter((kind) => kind !== 'base');
    const added = lines.some((line) => line.added && isConflictMarker(line.text) !== undefined);
    return added && markers.join(' ').includes('ours split theirs');
  });
}
