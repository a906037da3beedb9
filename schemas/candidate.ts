import { z } from 'zod';
import { FailureScenario, FindingOrigin, ReviewerId, RuleId } from './finding.ts';
import { Location } from './location.ts';
import { Confidence, Severity } from './severity.ts';

/** A concern that would be published, as the judge sees it: under a short name, without ids of the log. */
export const Candidate = z.strictObject({
  /** `c1`, `c2` and so on, in the order of the review. */
  id: z.string().regex(/^c[1-9]\d*$/),
  rule: RuleId,
  severity: Severity,
  confidence: Confidence,
  /** Where it stands, proven by its quote where it has one. */
  location: Location.nullable(),
  quote: z.string().nullable(),
  title: z.string(),
  explanation: z.string(),
  failureScenario: FailureScenario.nullable(),
  /** Who or what says it first, in these words. */
  origin: FindingOrigin,
  /** Who says it, and what kinds of evidence there are. */
  reviewers: z.array(ReviewerId),
  origins: z.array(FindingOrigin),
  /** What was put together with it, in other words or by another rule: a refutation has to hold for all of it that no check found. */
  others: z
    .array(
      z.strictObject({
        origin: FindingOrigin,
        rule: RuleId,
        severity: Severity,
        title: z.string(),
        explanation: z.string(),
      }),
    )
    .optional(),
});
export type Candidate = z.infer<typeof Candidate>;
