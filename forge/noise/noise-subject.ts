import type { ChangedFile } from '../../schemas/change-set.ts';

/** What is known of one side of a file. */
export interface NoiseSide {
  readonly text: string;
  /** Whether `text` begins where the file begins. */
  readonly fromStart: boolean;
}

/** What the filter looks at; a side that shows nothing is null. */
export interface NoiseSubject extends Pick<
  ChangedFile,
  'status' | 'oldPath' | 'newPath' | 'oldMode' | 'newMode' | 'binary'
> {
  readonly old: NoiseSide | null;
  readonly new: NoiseSide | null;
}
