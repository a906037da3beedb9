import { z } from 'zod';
import { ReviewerId } from '../schemas/finding.ts';
import { FileKind, RuleFamily } from '../schemas/judged.ts';
import { InputError } from '../schemas/problem.ts';
import { Confidence, Severity } from '../schemas/severity.ts';
import { MALFORMED_RULE } from './runner/finding-of-report.ts';
import type { Brief, Check, Reviewer } from './reviewer.ts';

const RuleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'a rule name has lower case letters, digits and hyphens')
  .refine((name) => name !== MALFORMED_RULE, `"${MALFORMED_RULE}" is a name that Docket needs itself`);

/** One point of a brief: short, because every point is paid for in every call. */
const Line = z
  .string()
  .min(1)
  .max(600)
  .refine((line) => line.trim() === line && !line.includes('\n'), 'a point is one line without spaces around it');
const Lines = z.array(Line).refine((lines) => new Set(lines).size === lines.length, 'two points are the same');
const BriefShape = z.strictObject({
  version: z.int().min(1),
  focus: z.string().min(1).max(1500),
  flag: Lines.min(1).max(30),
  doNotFlag: Lines.min(1, 'a brief says what not to flag').max(30),
  rules: z.array(RuleName).min(1).optional(),
  severity: z.record(Severity, Lines.max(10)),
  angles: Lines.min(1).max(10).optional(),
  notAsked: z
    .custom<NonNullable<Brief['notAsked']>>((value) => typeof value === 'function', 'notAsked is not a function')
    .optional(),
});

const Scopes = z.array(
  z.strictObject({
    kinds: z.array(FileKind.shape.id.or(z.literal('*'))).min(1),
    families: z.array(RuleFamily).min(1),
    whereKnown: z.literal(true).optional(),
  }),
);

const ReviewerFields = z.strictObject({
  id: ReviewerId,
  description: z.string().min(1),
  rules: z
    .record(
      RuleName,
      z.strictObject({
        summary: z.string().min(1),
        severity: Severity,
        confidence: Confidence,
        references: z.array(z.string()).optional(),
        scopes: Scopes.optional(),
      }),
    )
    .refine((rules) => Object.keys(rules).length > 0, 'a reviewer needs at least one rule'),
  checks: z
    .array(
      z.looseObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a check id has lower case letters, digits and hyphens'),
        judges: Scopes.optional(),
        run: z.custom<Check['run']>((value) => typeof value === 'function', 'run is not a function'),
      }),
    )
    .min(1, 'a reviewer needs at least one check')
    .refine((checks) => new Set(checks.map((check) => check.id)).size === checks.length, 'two checks share an id'),
  brief: BriefShape.optional(),
});

/** A model may only be offered rules that the vocabulary has. */
const ReviewerShape = ReviewerFields.superRefine(({ brief, rules }, context) => {
  for (const [index, name] of (brief?.rules ?? []).entries()) {
    if (Object.hasOwn(rules, name)) continue;
    context.addIssue({
      code: 'custom',
      path: ['brief', 'rules', index],
      message: `"${name}" is no rule of this reviewer`,
    });
  }
});

/**
 * Checks the shape of a reviewer and returns the same object.
 *
 * @throws InputError that names every mistake.
 * @example
 * ```ts
 * export const licences = defineReviewer({
 *   id: 'licences',
 *   description: 'Finds files without a licence header.',
 *   rules: { 'missing-header': { summary: 'A new file has no header.', severity: 'suggestion', confidence: 900 } },
 *   checks: [missingHeader],
 * });
 * ```
 */
export function defineReviewer(reviewer: Reviewer): Reviewer {
  const parsed = ReviewerShape.safeParse(reviewer);
  if (parsed.success) return reviewer;
  const id = ReviewerFields.shape.id.safeParse(reviewer?.id);
  throw new InputError({
    what: `This is not a reviewer: ${z.prettifyError(parsed.error)}`,
    where: id.success ? `reviewer ${id.data}` : 'a reviewer without a usable id',
    remedy:
      'Mend the object that is handed to defineReviewer or registerReviewer; docs/writing-a-reviewer.md shows one.',
  });
}
