import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isMachineMade } from '../../changed-code/machine-made.ts';
import { misspelledParts, type MisspelledPart, WRITTEN } from './word-parts.ts';

/** A known misspelling on a line that the change adds. */
export interface Misspelling extends MisspelledPart {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** The whole that it is written in, and where that begins in the line. */
  readonly written: string;
  readonly column: number;
}

/** The known misspellings on added lines of some files. */
export function addedMisspellings(files: readonly ChangedFile[]): Misspelling[] {
  const found: Misspelling[] = [];
  for (const file of files) {
    for (const { kind, newLine, text: raw } of file.hunks.flatMap(({ lines }) => lines)) {
      if (kind !== 'added' || newLine === null || isMachineMade(raw)) continue;
      const text = raw.replace(/\r$/, '');
      for (const { 0: written, index: column } of text.matchAll(WRITTEN)) {
        for (const part of misspelledParts(written)) {
          found.push({ ...part, path: file.newPath, line: newLine, text, written, column });
        }
      }
    }
  }
  return found;
}
