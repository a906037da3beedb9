/** A door to a package: the name that users import it by, and the source behind it. */
export interface Entry {
  /** As users write it, for example `.` or `./parser`. */
  readonly key: string;
  /** Source files, without repetition; empty when they could not be found. */
  readonly files: readonly string[];
}
