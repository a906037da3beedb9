import { z } from 'zod';
import { PathGlob } from './path-globs.ts';
import { Severity } from './severity.ts';

const Matcher = z.record(z.string(), z.unknown());
const Examples = z.array(z.string().max(10_000)).max(50);

/** One of the repository's own rules: "if you need X, use Y". It looks by `pattern` in lines, or by `rule` in the syntax. */
export const PolicyRule = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'the id of a rule has lower case letters, digits and hyphens')
      .describe('Names the rule in the review.'),
    paths: z.array(PathGlob).min(1).describe('Globs of the files that the rule is for.'),
    pattern: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'A regular expression in RE2 syntax (no lookaround, no back-references), looked for in each added line.',
      ),
    language: z.string().optional().describe('The language that `rule` is for, as ast-grep names it.'),
    rule: z
      .union([z.string().min(1).max(2000), Matcher])
      .optional()
      .describe('Code as ast-grep looks for it: a pattern such as `foo($A)`, or a rule object.'),
    constraints: z.record(z.string(), Matcher).optional().describe('As in ast-grep: what the metavariables must be.'),
    utils: z.record(z.string(), Matcher).optional().describe('As in ast-grep: rules that others name.'),
    valid: Examples.optional().describe('Code that the rule must leave alone; `docket rules test` runs it.'),
    invalid: Examples.optional().describe('Code that the rule must find; `docket rules test` runs it.'),
    message: z.string().min(1).max(1000).describe('What to do instead, and why.'),
    link: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where the rule is written down.'),
    severity: Severity.optional().describe('Default: warning.'),
  })
  .check(({ value, issues }) => {
    const { id, pattern, rule, language } = value;
    if ((pattern === undefined) === (rule === undefined))
      issues.push({
        code: 'custom',
        message: `the policy rule ${id} needs either \`pattern\` or \`rule\``,
        input: value,
      });
    else if (rule !== undefined && language === undefined)
      issues.push({
        code: 'custom',
        message: `the policy rule ${id} needs the \`language\` of its \`rule\``,
        input: value,
      });
  });

export type PolicyRule = z.infer<typeof PolicyRule>;

const Message = z.string().min(1).max(1000).describe('What to do, and why.');
const Globs = z.array(PathGlob).min(1);

/** A change of one place that asks for a change of another: code and its changelog, a schema and its migration. */
const RequiredPaths = z.strictObject({
  when: Globs.describe('Globs of files whose change asks for it.'),
  needs: Globs.describe('Globs of files of which at least one must change, too.'),
  message: Message,
});

/** The form of a commit's subject. */
const CommitForm = z.strictObject({
  pattern: z.string().min(1).max(1000).describe('RE2; every subject must have it, merges and reverts aside.'),
  message: Message,
});

/** What a change that a model made must bring, as its trailers or its description say that one did. */
const GeneratedDemand = z
  .strictObject({
    section: z.string().min(1).max(200).optional().describe('A heading with text under it in the description.'),
    paths: Globs.optional().describe('Globs of files of which at least one must change.'),
    refused: z.literal(true).optional().describe('Such changes are not taken.'),
    message: Message,
  })
  .check(({ value, issues }) => {
    const { section, paths, refused } = value;
    if ([section, paths, refused].filter((one) => one !== undefined).length !== 1)
      issues.push({ code: 'custom', message: 'needs one of `section`, `paths` and `refused`', input: value });
  });

/** What `policy` may hold; each is absent where nobody asks for it. */
export const POLICY_KEYS = {
  rules: z.array(PolicyRule).max(200).describe('Rules of this repository, checked on added lines.'),
  ruleFiles: z
    .array(PathGlob)
    .describe('Globs of YAML files of ast-grep rules, and of their tests, read at the base of the change.'),
  maxChangedLines: z
    .int()
    .min(1)
    .describe('Most lines that one change may add and remove, lockfiles and generated files not counted.'),
  forbiddenPaths: z.array(PathGlob).describe('Globs of paths that no change may touch.'),
  required: z.array(RequiredPaths).max(100).describe('Places that change together.'),
  commits: z.array(CommitForm).max(20).describe('Forms that the subject of each commit must have.'),
  sections: z
    .array(z.string().min(1).max(200))
    .max(50)
    .describe('Headings that the description of a pull request must have, with text under them.'),
  generated: z.array(GeneratedDemand).max(20).describe('What a change that a model made must bring.'),
};

/** What the policy reviewer holds a change against; every key has a value. */
export const PolicySettings = z.strictObject({
  rules: z.array(PolicyRule),
  // Absent in logs that were recorded before there were any.
  ruleFiles: z.array(z.string()).default([]),
  maxChangedLines: z.int().min(1).nullable(),
  forbiddenPaths: z.array(z.string()),
  required: z.array(RequiredPaths).default([]),
  commits: z.array(CommitForm).default([]),
  sections: z.array(z.string()).default([]),
  generated: z.array(GeneratedDemand).default([]),
});

export type PolicySettings = z.infer<typeof PolicySettings>;

/** Where nobody asks for anything. */
export const NO_POLICY: PolicySettings = {
  rules: [],
  ruleFiles: [],
  maxChangedLines: null,
  forbiddenPaths: [],
  required: [],
  commits: [],
  sections: [],
  generated: [],
};
