/** What bounds the models' pass of a run. */
export interface ModelPassLimits {
  /** One reviewer's whole conversation, from its first call. */
  readonly reviewerMs: (reviewer: string) => number;
  /** All of them together, the warm-up included. */
  readonly overallMs: number;
  /** Findings that one answer may hold; more are counted and named, and make the review incomplete. */
  readonly findings: number;
}

const MINUTE = 60_000;

export const MODEL_PASS_LIMITS: ModelPassLimits = {
  // Following behaviour through the code takes the longest.
  reviewerMs: (reviewer) => (reviewer === 'quality' ? 10 : 5) * MINUTE,
  overallMs: 25 * MINUTE,
  findings: 100,
};
