import { z } from 'zod';
import { FindingOrigin, ReviewerId, RuleId } from '../finding.ts';
import { OutcomeKind } from '../outcome.ts';

/** More says nothing more: imported outcomes weigh like five. */
const MOST_OUTCOMES = 100_000;

/** What became of one comment of another bot. */
export const ImportedOutcome = z.strictObject({
  rule: RuleId.max(200).describe('reviewer/rule-name: as the bot called it, or the rule of Docket that says the same.'),
  outcome: OutcomeKind.exclude(['claimed']).describe('What became of it.'),
  origin: FindingOrigin.default('outside').describe(
    'Whether a check, a model or an outside tool of that rule is meant.',
  ),
  reviewer: ReviewerId.max(200).optional().describe('Default: what stands before the slash of the rule.'),
  confidence: z.number().min(0).max(100).optional().describe('How sure the bot was, in percent.'),
  path: z.string().min(1).max(4096).optional().describe('The file that it was about.'),
  model: z.string().min(1).max(200).optional().describe('provider/model, where origin is model.'),
  at: z.iso.datetime().optional().describe('When it was known. Default: the moment of the import.'),
});
export type ImportedOutcome = z.infer<typeof ImportedOutcome>;

/**
 * Another bot's past, as `docket outcomes import` reads it. In CSV the keys of an outcome are the columns, and the file's name is the source.
 *
 * @throws z.ZodError from `parse` when a key is missing, unknown or of another type.
 */
export const ImportedOutcomes = z.strictObject({
  source: z.string().trim().min(1).max(100).describe('Whose past it is; `docket outcomes withdraw` takes the name.'),
  outcomes: z.array(ImportedOutcome).min(1).max(MOST_OUTCOMES),
});
export type ImportedOutcomes = z.infer<typeof ImportedOutcomes>;
