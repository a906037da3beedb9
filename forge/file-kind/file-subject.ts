import type { FileMode } from '../../schemas/change-set.ts';

/** One side of a changed file, as far as it is known. */
export interface FileSubject {
  readonly path: string;
  readonly mode: FileMode;
  /** The text, or what hunks show of it; null where nothing is known. */
  readonly text: string | null;
  /** `whole`: all of the file. `start`: the text begins where the file begins. `part`: it begins somewhere. */
  readonly extent: 'whole' | 'start' | 'part';
  readonly binary: boolean;
  /** The first bytes of a binary file in hexadecimal digits; null where they are not known. */
  readonly firstBytes: string | null;
}
