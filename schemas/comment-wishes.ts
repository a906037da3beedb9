import { z } from 'zod';
import { Severity } from './severity.ts';

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
  maxCriticalPerTool: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('Most critical findings of one outside tool that stand openly. Default: 10.'),
});
export type CommentWishes = z.infer<typeof CommentWishes>;
