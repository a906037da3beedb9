import type { ChangedFile } from '../../schemas/change-set.ts';

/**
 * The files that people of this project wrote. Rules of style, and whatever only an author can answer, leave out what was generated, minified
 * or vendored before the change; what looks for harm does not.
 */
export function withoutNoise(files: readonly ChangedFile[]): readonly ChangedFile[] {
  return files.filter((file) => file.noise === undefined);
}
