import type { CheckContext } from '../../reviewer.ts';
import type { FileSides } from '../read-sides.ts';
import type { RemovalWords } from '../report-removals.ts';

/** A key that a file offers to those who configure the program. */
export interface ConfigKey {
  /** As users know it, for example `server.port`. */
  readonly name: string;
  /** Lines of the old text that may declare it, the likelier first. */
  readonly lines: readonly number[];
}

/** One kind of file that declares configuration keys. */
export interface KeySource {
  readonly words: RemovalWords;
  /** Whether a path may be of this kind. */
  accepts(path: string): boolean;
  /**
   * Keys of the old side that the new sides no longer offer. All changed files of this kind are given together, because a key may move
   * between them. Throws when a text cannot be read.
   */
  removed(context: CheckContext, sides: FileSides, all: readonly FileSides[]): Promise<readonly ConfigKey[]>;
}

/** 1-based numbers of the lines that a pattern matches. */
export function linesMatching(text: string, pattern: RegExp): number[] {
  const lines = text.split('\n');
  return [...lines.keys()].filter((index) => pattern.test(lines[index] ?? '')).map((index) => index + 1);
}
