import type { ChangedFile } from '../../schemas/change-set.ts';
import type { CheckContext } from '../reviewer.ts';

/** A stretch of a file's new side. */
export interface Piece {
  readonly text: string;
  /** The 1-based line of the file at which the text begins. */
  readonly firstLine: number;
  /** False where only a hunk is known, so that what stands outside it may change the meaning. */
  readonly whole: boolean;
}

/** The new side of a file: whole where its text can be had, otherwise one piece a hunk. */
export async function newSidePieces(context: CheckContext, file: ChangedFile): Promise<readonly Piece[]> {
  const content = await context.read(file.newPath, 'new');
  if (content.kind === 'text') return [{ text: content.text, firstLine: 1, whole: true }];
  return file.hunks.map((hunk) => ({
    text: hunk.lines.flatMap((line) => (line.newLine === null ? [] : [line.text])).join('\n'),
    firstLine: hunk.newStart,
    whole: false,
  }));
}
