import { z } from 'zod';
import { Location } from './location.ts';
import { Confidence, Severity } from './severity.ts';

/** The name of a reviewer: lower case words joined by hyphens. */
export const ReviewerId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a reviewer id has letters, digits, dots, hyphens and underscores');
export type ReviewerId = z.infer<typeof ReviewerId>;

/** `reviewer/rule-name`, for example `security/sql-injection`; outside tools keep their own rule names behind their id. */
export const RuleId = z.string().regex(/^[^\s/]+\/\S+$/, 'a rule id is reviewer/rule-name');
export type RuleId = z.infer<typeof RuleId>;

/** These inputs or steps lead to this wrong result. */
export const FailureScenario = z.strictObject({
  description: z.string().min(1),
  command: z.string().optional(),
  expected: z.string().optional(),
  actual: z.string().optional(),
});
export type FailureScenario = z.infer<typeof FailureScenario>;

/** What kind of evidence backs a claim; corroboration by a different kind counts more than another vote of the same kind. */
export const FindingOrigin = z.enum(['check', 'model', 'outside']);
export type FindingOrigin = z.infer<typeof FindingOrigin>;

/**
 * One claim about one place, as a reviewer said it. Nothing in here has been verified.
 *
 * @throws z.ZodError from `parse` when a key is missing, unknown or of another type; `docket review --findings` says which.
 * @example
 * ```ts
 * const finding = Finding.parse({
 *   id: 'F-1',
 *   reviewer: 'some-bot',
 *   origin: 'outside',
 *   rule: 'some-bot/performance',
 *   severity: 'warning',
 *   confidence: 800,
 *   location: { path: 'src/list.ts', side: 'new', startLine: 12, endLine: 12 },
 *   evidence: 'const size = request.query.size;',
 *   title: 'The page size has no limit',
 *   explanation: 'It comes from the request as it is.',
 *   failureScenario: null,
 *   replacement: null,
 *   references: [],
 * });
 * ```
 */
export const Finding = z.strictObject({
  /** Unique within a run; the runner derives it from the content, so the same claim keeps its id in a later run. */
  id: z.string().min(1),
  reviewer: ReviewerId,
  origin: FindingOrigin,
  rule: RuleId,
  severity: Severity,
  confidence: Confidence,
  /** False where nobody said how sure, and `confidence` only stands for that; absent where it was said. */
  stated: z.literal(false).optional(),
  /** Null where an outside tool gave no place. */
  location: Location.nullable(),
  /** A remark in words, whose line is a guess; absent where a tool computed it, or code was quoted. */
  remark: z.literal(true).optional(),
  /** The exact code quoted, in its redacted form. Null only for outside findings and whole-file claims. */
  evidence: z.string().min(1).nullable(),
  title: z.string().min(1),
  explanation: z.string(),
  failureScenario: FailureScenario.nullable(),
  /** Text that would replace the quoted lines. */
  replacement: z.string().nullable(),
  /** A CWE (`CWE-89`) or the address of a document. */
  references: z.array(z.string()),
});
export type Finding = z.infer<typeof Finding>;
