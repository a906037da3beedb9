/** What a suite says of a stretch of code: by lines, or of the whole file. */
export interface Mark {
  /** The class, as the suite's own program names it. */
  readonly name: string;
  readonly lines: readonly [first: number, last: number] | null;
  readonly bad: boolean;
  /** Lines of a good stretch of which the suite's own program says something else that is grave. */
  readonly excused?: readonly number[];
  /** Rules of ours that say the same; absent: whatever is told there. */
  readonly rules?: readonly string[];
  /** Whether it is about security, or about what does not work; absent where the suite tells no more of it. */
  readonly grave?: boolean;
  /** Whether it is of a kind that is left out on purpose. */
  readonly aside?: boolean;
}

/** Code that a suite calls bad, or good. */
export interface LabelledCase {
  readonly path: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}
