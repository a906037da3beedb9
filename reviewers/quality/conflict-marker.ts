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
