import { z } from 'zod';
import { FilteredFile, ObjectId, RiskTier, SkippedInput } from './change-set.ts';
import { Decision } from './decision.ts';
import { Finding } from './finding.ts';
import { RepositoryPath } from './location.ts';
import { Review } from './review.ts';
import { Usage } from './usage.ts';

/**
 * What `--format json` prints. `schemaVersion` grows when a key changes its meaning or goes away; keys may be added under the
 * same number, so readers should pass over what they do not know.
 */
export const ReviewDocument = z.object({
  schemaVersion: z.literal(1),
  docketVersion: z.string(),
  run: z.object({
    id: z.string().nullable().describe('Null when the run was not recorded.'),
    history: z.string().nullable().describe('Path of the history file.'),
    elapsedMs: z.int().min(0),
  }),
  exit: z.object({
    code: z.int().min(0).max(4),
    conditions: z
      .array(z.enum(['usage', 'incomplete', 'findings', 'infrastructure']))
      .describe('Every condition that held; the first one decided the code.'),
  }),
  change: z.object({
    source: z.enum(['range', 'working-tree', 'diff', 'pull-request']),
    label: z.string(),
    baseCommit: ObjectId.nullable(),
    mergeBase: ObjectId.nullable(),
    headCommit: ObjectId.nullable(),
    tier: RiskTier,
    tierReason: z.string(),
    files: z.array(RepositoryPath).describe('Changed files that were reviewed, by their name at the head.'),
    noise: z
      .array(z.object({ path: RepositoryPath, reason: FilteredFile.shape.reason }))
      .optional()
      .describe(
        'Those of the files that were generated, minified or vendored at the base: no model and no rule of style looked.',
      ),
    filtered: z
      .array(z.object({ path: RepositoryPath, reason: FilteredFile.shape.reason }))
      .describe('Changed files that were listed but not reviewed.'),
    skipped: z.array(SkippedInput).describe('Pieces of the input that were not understood.'),
  }),
  review: Review,
  decisions: z.array(Decision).describe('One for every finding: where it ended, and why.'),
  findings: z.array(Finding).describe('Everything the reviewers said, as they said it.'),
  usage: Usage.nullable().describe('What the models did and cost; null when none was to be asked.'),
  judge: z
    .object({ status: z.enum(['ok', 'failed', 'skipped']), reason: z.string().nullable() })
    .nullable()
    .describe('How the judge ended; null when nobody planned to ask one.'),
  problems: z
    .array(z.object({ what: z.string(), where: z.string().nullable(), remedy: z.string().nullable() }))
    .describe('What went wrong beside the review, for example a history that could not be written.'),
});
export type ReviewDocument = z.infer<typeof ReviewDocument>;
