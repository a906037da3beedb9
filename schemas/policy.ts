import { z } from 'zod';
import { PathGlob } from './path-globs.ts';
import { Severity } from './severity.ts';

/** One of the repository's own rules: "if you need X, use Y". */
export const PolicyRule = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'the id of a rule has lower case letters, digits and hyphens')
    .describe('Names the rule in the review.'),
  paths: z.array(PathGlob).min(1).describe('Globs of the files that the rule is for.'),
  pattern: z
    .string()
    .min(1)
    .max(1000)
    .describe('A regular expression in RE2 syntax (no lookaround, no back-references), looked for in each added line.'),
  message: z.string().min(1).max(1000).describe('What to do instead, and why.'),
  link: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the rule is written down.'),
  severity: Severity.optional().describe('Default: warning.'),
});

export type PolicyRule = z.infer<typeof PolicyRule>;

/** What the policy reviewer holds a change against; every key has a value. */
export const PolicySettings = z.strictObject({
  rules: z.array(PolicyRule),
  maxChangedLines: z.int().min(1).nullable(),
  forbiddenPaths: z.array(z.string()),
});

export type PolicySettings = z.infer<typeof PolicySettings>;
