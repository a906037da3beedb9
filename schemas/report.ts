import { z } from 'zod';
import { Finding } from './finding.ts';
import { JudgedPath, RuleScope, UnjudgedPath } from './judged.ts';
import { ReviewerStatus } from './review.ts';

/** The settled result of one reviewer: how it ended and every raw finding, in the order they were reported. */
export const ReviewerReport = z.strictObject({
  ...ReviewerStatus.omit({ findings: true }).shape,
  /** The closed vocabulary its rules must come from; null for outside tools, whose words are their own. */
  rules: z.array(z.string()).nullable(),
  /** Paths whose contents or hunks at least one of its checks looked at. */
  read: z.array(z.string()),
  /** What its checks really judged; absent in logs that were recorded before it was kept. */
  judged: z.array(JudgedPath).optional(),
  /** What its checks know and did not judge, and why; absent in logs that were recorded before it was kept. */
  unjudged: z.array(UnjudgedPath).optional(),
  /**
   * Which rules say something of which kinds of files, and about what; kept where the configuration switches rules off, so that what is no
   * longer judged can be told.
   */
  scopes: z.array(RuleScope).optional(),
  findings: z.array(Finding),
});
export type ReviewerReport = z.infer<typeof ReviewerReport>;
