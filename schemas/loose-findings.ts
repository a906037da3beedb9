import { z } from 'zod';

/** The largest line number that is believed; no real file has more lines. */
const LARGEST_LINE = 2_147_483_647;

/**
 * One remark of an outside reviewer in as few words as possible. Keys that are not listed are ignored.
 *
 * @throws z.ZodError from `parse` when `reviewer` or `text` is missing, or a value is of another type.
 */
export const LooseFinding = z.object({
  id: z
    .union([z.string().min(1).max(200), z.int()])
    .nullish()
    .describe('Kept when it is unique over all findings.'),
  reviewer: z.string().trim().min(1).max(200).describe('Who says it: the name of a tool or of a person.'),
  text: z.string().trim().min(1).describe('What is wrong and why; its first sentence becomes the title.'),
  path: z.string().min(1).max(4096).nullish().describe('Relative to the root of the repository.'),
  line: z.int().min(0).max(LARGEST_LINE).nullish().describe('1-based, in the new version; 0 means the whole file.'),
  severity: z.string().max(100).nullish().describe('critical, warning, suggestion, or the word of another tool.'),
  confidence: z
    .union([z.number().min(0).max(1000), z.string().max(100)])
    .nullish()
    .describe(
      '0 to 1, 0 to 100 or 0 to 1000: all values of the reviewer in this file tell which. Or with its unit, or a word.',
    ),
  category: z.string().max(200).nullish().describe('Becomes the name of the rule.'),
});
export type LooseFinding = z.infer<typeof LooseFinding>;

/**
 * The document that carries them, as `docket review --findings` reads it.
 *
 * @throws z.ZodError from `parse` when one of them does not fit: a file is understood whole or not at all.
 * @example
 * ```ts
 * LooseFindings.parse({
 *   findings: [{ reviewer: 'Some Bot', text: 'The lock is taken twice. The second call waits for ever.', path: 'src/lock.ts', line: 7 }],
 * });
 * ```
 */
export const LooseFindings = z.object({ findings: z.array(LooseFinding) });
export type LooseFindings = z.infer<typeof LooseFindings>;
