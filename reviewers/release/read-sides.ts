import type { ChangedFile } from '../../schemas/change-set.ts';
import { withoutNoise } from '../changed-code/without-noise.ts';
import type { CheckContext } from '../reviewer.ts';
import { readText } from './read-text.ts';

/** A changed file with the text of both its sides; empty where a side does not exist. */
export interface FileSides {
  readonly file: ChangedFile;
  readonly old: string;
  readonly new: string;
}

/**
 * Reads both sides of the changed files that a filter lets through. A file of which a side cannot be read is left out, with a gap; so are
 * all, with one gap, where the change carries no whole files.
 */
export async function readSides(context: CheckContext, wanted: (path: string) => boolean): Promise<FileSides[]> {
  const files = withoutNoise(context.changeSet.files).filter((file) => wanted(file.oldPath) || wanted(file.newPath));
  if (files.length === 0) return [];
  if ((await context.list('old')) === null) {
    context.unavailable({ reason: 'what was there before can only be told with whole files' });
    return [];
  }
  const sides: FileSides[] = [];
  for (const file of files) {
    const old = file.status === 'A' ? '' : await readText(context, file.oldPath, 'old');
    const now = file.status === 'D' ? '' : await readText(context, file.newPath, 'new');
    if (old !== null && now !== null) sides.push({ file, old, new: now });
  }
  return sides;
}
