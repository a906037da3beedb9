import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Report } from '../reviewer.ts';

/** One line of the new side, as a hunk shows it. */
export interface HunkLine {
  readonly line: number;
  readonly text: string;
  readonly added: boolean;
}

/** The lines of the new side hunk by hunk, with what surrounds the added ones. */
export function newSideLines(file: ChangedFile): readonly (readonly HunkLine[])[] {
  return file.hunks.map((hunk) =>
    hunk.lines.flatMap(({ kind, newLine, text }) =>
      newLine === null ? [] : [{ line: newLine, text: text.replace(/\r$/, ''), added: kind === 'added' }],
    ),
  );
}

/** Location and evidence of a finding on one line. */
export function onLine(path: string, line: number, text: string): Pick<Report, 'location' | 'evidence'> {
  return { location: { path, side: 'new', startLine: line, endLine: line }, evidence: text.replace(/\r$/, '') };
}
