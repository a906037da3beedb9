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

/**
 * The usual limits, widened to the time that one call of a slow model has: a pass that ends before its call is none. `inARow`: so many
 * conversations follow each other on a server that has them in turns.
 */
export function passLimitsFor(callMs: number, inARow = 1): ModelPassLimits {
  const { reviewerMs, overallMs, findings } = MODEL_PASS_LIMITS;
  return {
    reviewerMs: (reviewer) => Math.max(reviewerMs(reviewer), callMs),
    overallMs: Math.max(overallMs, callMs * inARow),
    findings,
  };
}
