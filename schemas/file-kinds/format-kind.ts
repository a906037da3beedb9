import type { FileClass } from '../judged.ts';

/** A format that linguist does not tell apart. It is known by its place, by its name or, where there is neither, by its contents. */
export interface FormatKind {
  readonly id: string;
  readonly label: string;
  readonly class: FileClass;
  /** What obeys it, or why it is harmless. */
  readonly reason: string;
  /** Globs of whole paths, in any case. */
  readonly paths?: readonly string[];
  /** Whole file names, in any case. */
  readonly names?: readonly string[];
}

/** The words of a text: tables of many names are easier to read so. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
