import type { Buffer } from 'node:buffer';
import type { ChangedFile } from '../../schemas/change-set.ts';

/** Where the hunks of a file lie in the input; they are decoded only when asked for. */
interface HunkBody {
  readonly bytes: Buffer;
  /** Two numbers a hunk: where its `@@` line begins, and where its last line ends. */
  readonly spans: readonly number[];
}

/** A changed file before its lines are decoded; `hunksOf` gives the rest of a `ChangedFile`. */
export interface ParsedFile extends Readonly<Omit<ChangedFile, 'hunks'>> {
  /** True for a merge shown against several parents. Its old side, hunks and counts are those of the first parent. */
  readonly combined: boolean;
  readonly body: HunkBody;
}

/** The mode of a side that does not exist. */
export const NO_MODE = '000000';

/** The mode of a file of which the diff says nothing: a rename without changes, or a diff that was not made by git. */
export const USUAL_MODE = '100644';
