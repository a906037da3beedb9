/** What bounds batches, beside the operator's `batch.minutes`. */
export interface BatchLimits {
  /** Questions that come within so long after one another go together. */
  readonly gatherMs: number;
  /** Questions of one batch. */
  readonly questions: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** How much longer each pause is than the one before. */
  readonly growth: number;
  /** One request about a batch, from sending to the last byte. */
  readonly requestMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const BATCH_LIMITS: BatchLimits = {
  // The passes of a review ask within some hundred milliseconds of each other.
  gatherMs: 2 * SECOND,
  // A batch may have 256 MB: fifty prompts of a million tokens with four bytes each are 200 MB.
  questions: 50,
  firstPauseMs: 5 * SECOND,
  longestPauseMs: 5 * MINUTE,
  growth: 1.5,
  requestMs: 5 * MINUTE,
};
