import { InfrastructureError } from '../schemas/problem.ts';
import type { ReviewOutput } from './output/review-output.ts';

/** Where a review goes. Nothing leaves before the intent stands in the log. */
export interface Publisher {
  /** For the log: `stdout`, `file:review.md`, a pull request. */
  readonly target: string;
  /** The exact text that will leave. */
  render(output: ReviewOutput): string | Promise<string>;
  /**
   * Publishes the text once, under the id that its intent has in the log. Returns what the other side calls it, or null where it has no
   * name. Throws `Superseded` when it is not wanted any more.
   */
  publish(body: string, intent: { readonly publication: string }): Promise<string | null>;
}

/** The change has moved on meanwhile: nothing was published, and a newer run says what is to be said. */
export class Superseded extends InfrastructureError {}
