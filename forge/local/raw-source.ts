import type { ChangeSet, Commit, ObjectId, SkippedInput } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Contents } from '../forge.ts';
import type { CleanRoom } from './git/clean-room.ts';
import type { LazyFile } from './git/tree-diff.ts';

/** The two trees of a change, where they can be asked. */
export interface Trees {
  readonly room: CleanRoom;
  readonly ends: Readonly<Record<Side, ObjectId>>;
}

/** A change before redaction and filtering. Nothing outside of `forge` ever sees one. */
export interface RawSource {
  readonly facts: Pick<
    ChangeSet,
    'source' | 'label' | 'baseCommit' | 'mergeBase' | 'headCommit' | 'labels' | 'commits'
  >;
  /** What the change calls itself. Given the redacted commits: a secret over several lines of a message is seen only in the whole. */
  describe(commits: readonly Commit[]): Pick<ChangeSet, 'title' | 'body'>;
  readonly files: readonly LazyFile[];
  readonly skipped: readonly SkippedInput[];
  readonly contents: Contents;
  /** Null where the source has no trees. */
  readonly trees: Trees | null;
}

/** An entry for something that was left out as a whole and has no line of its own in any input. */
export function leftOut(reason: string): SkippedInput {
  return { line: 1, lines: 1, reason };
}
