import type { ReviewOutput } from './output/review-output.ts';

/** Where a review goes. Nothing leaves before the intent stands in the log. */
export interface Publisher {
  /** For the log: `stdout`, `file:review.md`, a pull request. */
  readonly target: string;
  /** The exact text that will leave. */
  render(output: ReviewOutput): string;
  /** Publishes the text once. Answers what the other side calls it, or null where it has no name. */
  publish(body: string): Promise<string | null>;
}
