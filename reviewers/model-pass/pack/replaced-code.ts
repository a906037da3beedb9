import type { ChangedFile } from '../../../schemas/change-set.ts';
import { definedName } from '../../../schemas/text/definition-line.ts';
import { definitionAt, type PackPiece } from './piece.ts';
import type { ReadLines } from './read-lines.ts';

const MOST_SHOWN = 3;
/** A patch is shown with so many lines around it, where it is shown widely. */
const SHOWN_AROUND = 17;

/** The base's definitions of what changed, where the change takes lines out of them and the patches do not show them whole. */
export async function replacedPieces(
  files: readonly ChangedFile[],
  changed: readonly string[],
  read: ReadLines,
): Promise<PackPiece[]> {
  const pieces: PackPiece[] = [];
  for (const file of files) {
    const removed = removedLines(file);
    if (removed.length === 0 || pieces.length >= MOST_SHOWN) continue;
    const lines = await read(file.oldPath, 'old');
    for (const [index, text] of (lines ?? []).entries()) {
      const name = definedName(text);
      if (lines === null || name === null || !changed.includes(name)) continue;
      const piece = definitionAt({ kind: 'replaced', about: name, path: file.oldPath, side: 'old' }, lines, index + 1);
      const isTouched = removed.some((line) => line >= piece.first && line <= piece.last);
      if (isTouched && !isShown(file, piece)) pieces.push(piece);
    }
  }
  return pieces.slice(0, MOST_SHOWN);
}

function removedLines({ hunks }: ChangedFile): number[] {
  return hunks.flatMap(({ lines }) =>
    lines.flatMap(({ kind, oldLine }) => (kind === 'deleted' && oldLine !== null ? [oldLine] : [])),
  );
}

function isShown({ hunks }: ChangedFile, { first, last }: PackPiece): boolean {
  return hunks.some(
    ({ oldStart, oldLines }) => first >= oldStart - SHOWN_AROUND && last < oldStart + oldLines + SHOWN_AROUND,
  );
}
