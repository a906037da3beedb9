import { z } from 'zod';

/**
 * How much a finding matters, most severe first:
 * `critical` an outage or something exploitable, `warning` a measurable regression or a concrete risk,
 * `suggestion` worth considering.
 */
export const Severity = z.enum(['critical', 'warning', 'suggestion']);
export type Severity = z.infer<typeof Severity>;

/** How sure the reviewer is, as an integer per mille: integers keep recomputation exact. */
export const Confidence = z.int().min(0).max(1000);
export type Confidence = z.infer<typeof Confidence>;
