import type { ChangedFile } from '../../schemas/change-set.ts';

/**
 * Where the lines of the new side that the change leaves as they are stood before: the 1-based line of the old side; null for an added
 * line.
 */
export function oldLines({ hunks }: Pick<ChangedFile, 'hunks'>): (newLine: number) => number | null {
  const shown = new Map<number, number | null>();
  for (const { lines } of hunks) {
    for (const { newLine, oldLine } of lines) if (newLine !== null) shown.set(newLine, oldLine);
  }
  return (newLine) => {
    const known = shown.get(newLine);
    if (known !== undefined) return known;
    const above = hunks.filter(({ newStart, newLines }) => newStart + Math.max(0, newLines - 1) < newLine);
    return above.reduce((line, hunk) => line + hunk.oldLines - hunk.newLines, newLine);
  };
}
