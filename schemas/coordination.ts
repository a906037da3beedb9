import { z } from 'zod';
import { ChangeSet } from './change-set.ts';
import { Decision } from './decision.ts';
import { JudgeAnswer } from './judge.ts';
import { RepositoryPath, Side } from './location.ts';
import { Memory } from './memory.ts';
import { ReviewerReport } from './report.ts';
import { Review } from './review.ts';
import { RuleSettings } from './rule-settings.ts';
import { Severity } from './severity.ts';
import { RepositorySuppression } from './learning/suppression.ts';
import { TrackRecord } from './learning/track-record.ts';

/** The redacted text of one side of one file, as far as findings cite it. */
export const SourceText = z.strictObject({
  path: RepositoryPath,
  side: Side,
  /** Null where the source of the change does not carry it; then only the hunks can prove a quote. */
  text: z.string().nullable(),
});
export type SourceText = z.infer<typeof SourceText>;

/** The configuration keys that the coordinator uses; part of the recorded input, so that a replay can change them. */
export const CoordinatorPolicy = z.strictObject({
  maxInlineComments: z.int().min(0),
  /** The bar, per mille, that calibrated confidence is held against before the voices of others: what is below it is folded. */
  minimumConfidence: z.int().min(0).max(1000),
  /** The percentage from which a concern stands openly; absent in logs that were recorded before it was kept. */
  openPercent: z.int().min(0).max(100).optional(),
  /** The same for what checks alone say; absent as above. */
  openCheckPercent: z.int().min(0).max(100).optional(),
  /** Most critical concerns of one outside tool that stand openly; absent as above. */
  maxCriticalPerTool: z.int().min(0).optional(),
  minimumSeverity: Severity,
  /** File kinds and globs that may stay unjudged; absent in logs that were recorded before it was kept. */
  accept: z.array(z.string()).optional(),
  /** Rules that are switched off or lowered; absent where none is, and in older logs. */
  rules: RuleSettings.optional(),
});
export type CoordinatorPolicy = z.infer<typeof CoordinatorPolicy>;

/** Which findings are shown, and how many of them stand openly. */
export const CommentWishes = z.strictObject({
  maxInline: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Most comments that stand openly; the rest is folded in the summary. 0 makes none inline. Default: 5.'),
  minimumSeverity: Severity.optional().describe('Findings below it are held back. Default: suggestion.'),
  minimumConfidence: z.int().min(0).max(1000).optional().describe('The older form of minimumPercent, per mille.'),
  minimumPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      'Findings whose calibrated confidence is below it, before others say the same, are folded, save critical and security. Default: 5.',
    ),
  openPercent: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Findings that are less likely are folded, save critical and security. Default: 25.'),
  openCheckPercent: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('What checks alone say and is less likely is folded, save what is critical. Default: 50.'),
  maxCriticalPerTool: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('Most critical findings of one outside tool that stand openly. Default: 10.'),
});

/** Everything a coordination depends on. There is no other input: no clock, disk, network or randomness. */
export const CoordinatorInput = z.strictObject({
  changeSet: ChangeSet,
  sources: z.array(SourceText),
  reports: z.array(ReviewerReport),
  policy: CoordinatorPolicy,
  /** The judge's recorded answers; none when it was not asked. */
  judge: z.array(JudgeAnswer).optional(),
  /** Why the judge could not be asked about some or all of the findings; absent when it was, or none was planned. */
  unverified: z.string().optional(),
  /** What earlier reviews of the same pull request left behind; absent everywhere else. */
  memory: Memory.optional(),
  /** What was learned from outcomes when the run began; absent where there are none. */
  trackRecord: TrackRecord.optional(),
  /** Dismissals for the whole repository that were in force when the run began; absent where there were none. */
  suppressions: z.array(RepositorySuppression).optional(),
});
export type CoordinatorInput = z.infer<typeof CoordinatorInput>;

/** What the coordinator returns: one decision a raw finding, and the review made of them. */
export const Coordination = z.strictObject({ decisions: z.array(Decision), review: Review });
export type Coordination = z.infer<typeof Coordination>;
