import { z } from 'zod';

/**
 * What a file is to a reviewer. `code` and `running-configuration` must be judged before a change to them can be approved; an unknown kind is
 * code. `data` is what no tool runs.
 */
export const FileClass = z.enum(['code', 'running-configuration', 'prose', 'data', 'asset']);
export type FileClass = z.infer<typeof FileClass>;

/** The language or format of a file: `python`, `dockerfile`, `github-workflow`. */
export const FileKind = z.strictObject({
  /** Lower case words joined by hyphens; what checks declare and `coverage.accept` names. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/, 'the id of a file kind has lower case letters, digits and hyphens'),
  /** For people: `C++`, `GitHub workflow`. */
  label: z.string().min(1),
  class: FileClass,
});
export type FileKind = z.infer<typeof FileKind>;

/**
 * What a rule is about. `injection`: text of others reaches what runs or opens it. `correctness`: the code does not do what it plainly means to.
 * `running-configuration`: hazards of files that a tool obeys. The others say what was looked for and make
 * no code judged by themselves; a lockfile is by `dependencies`, a linter's settings by `policy`.
 */
export const RuleFamily = z.enum([
  'injection',
  'correctness',
  'running-configuration',
  'secrets',
  'hidden-characters',
  'performance',
  'breaking-change',
  'documentation',
  'dependencies',
  'policy',
]);
export type RuleFamily = z.infer<typeof RuleFamily>;

/** Rules, by their full ids, that say something of these families about files of these kinds; `*` is every kind. */
export const RuleScope = z.strictObject({
  family: RuleFamily,
  kinds: z.array(z.string()).min(1),
  rules: z.array(z.strictObject({ id: z.string(), critical: z.boolean() })).min(1),
});
export type RuleScope = z.infer<typeof RuleScope>;

/** One file as one reviewer's checks judged it: the families of rules that really ran over it. */
export const JudgedPath = z.strictObject({ path: z.string(), families: z.array(RuleFamily).min(1) });
export type JudgedPath = z.infer<typeof JudgedPath>;

/** Families that a check of one reviewer judges in files of this kind, and did not in this file. */
export const UnjudgedPath = z.strictObject({
  path: z.string(),
  families: z.array(RuleFamily).min(1),
  reason: z.string(),
});
export type UnjudgedPath = z.infer<typeof UnjudgedPath>;

/**
 * What became of one changed file. `judged`: by rules of every family that its kind needs, or by a model that read the whole patch.
 * `not-needed`: prose, data, an asset, a deletion of what no one can read, or a change of white space and comments alone. `accepted`: not judged, which the
 * configuration accepts. `filtered`: generated, minified, vendored or ignored, beside files that were judged. `not-covered`: not judged.
 */
const JudgedState = z.enum(['judged', 'not-needed', 'accepted', 'filtered', 'not-covered']);

/** What a file needs and nothing looked for in it, and why. */
export const Lack = z.strictObject({ families: z.array(RuleFamily).min(1), reasons: z.array(z.string()).min(1) });
export type Lack = z.infer<typeof Lack>;

/** One changed file, and what really judged it. */
export const JudgedFile = z.strictObject({
  path: z.string(),
  kind: FileKind,
  state: JudgedState,
  /** Families of rules that checks really looked for, in the order of `RuleFamily`. */
  families: z.array(RuleFamily),
  /** Reviewers whose models read the whole patch. */
  models: z.array(z.string()),
  /** Present where nothing judged it, accepted or not; absent in logs that were recorded before it was kept. */
  lack: Lack.optional(),
});
export type JudgedFile = z.infer<typeof JudgedFile>;

/** Files of one kind that nothing judged. */
export const UncoveredKind = z.strictObject({
  kind: FileKind,
  /** How many files. */
  files: z.int().min(1),
  /** Some of them, in order. */
  paths: z.array(z.string()),
  /** What was looked for in all of them nevertheless. */
  families: z.array(RuleFamily),
  accepted: z.boolean(),
  /** What was not looked for in some of them, with the different reasons. */
  lack: Lack.optional(),
});
export type UncoveredKind = z.infer<typeof UncoveredKind>;
