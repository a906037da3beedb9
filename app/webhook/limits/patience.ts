import type { RetryTimes } from '../run-delivery.ts';

const MINUTE = 60_000;

/** How often and when a run is tried again, and how long one may take. */
export const PATIENCE: RetryTimes = {
  retryMs: [MINUTE / 2, 3 * MINUTE, 15 * MINUTE],
  unseenHeadMs: MINUTE / 2,
  mostMs: 45 * MINUTE,
};
