import { z } from 'zod';

/** A figure with the interval that holds it in 95 of 100 resamples of the pull requests. */
export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

/** What the comments of one rule, or of one reviewer, came to. */
export const GradedGroup = z.strictObject({
  name: z.string(),
  hits: z.int().min(0),
  wrong: z.int().min(0),
  unlabelled: z.int().min(0),
});
export type GradedGroup = z.infer<typeof GradedGroup>;

/** How one configuration did. */
export const Grade = z.strictObject({
  pullRequests: z.int().min(0),
  /** Comments that stand openly. */
  comments: z.int().min(0),
  hits: z.int().min(0),
  wrong: z.int().min(0),
  /** Nothing is known of them: they count nowhere. */
  unlabelled: z.int().min(0),
  /** Of so many known mistakes, how many were told. */
  known: z.int().min(0),
  found: z.int().min(0),
  precision: Estimate,
  recall: Estimate,
  f1: Estimate,
  commentsPerPullRequest: z.number(),
  microUsdPerPullRequest: z.number(),
  rules: z.array(GradedGroup),
  reviewers: z.array(GradedGroup),
});
export type Grade = z.infer<typeof Grade>;

/** What one configuration does better than another on the same pull requests; above 0 speaks for the second. */
export const Comparison = z.strictObject({
  first: z.string(),
  second: z.string(),
  f1: Estimate,
  precision: Estimate,
  recall: Estimate,
  /** In how many of 100 resamples the second has the better F1. */
  secondIsBetter: z.number().min(0).max(100),
});
export type Comparison = z.infer<typeof Comparison>;

/** A percentage from which comments should stand openly, chosen on the older pull requests and graded on the newer ones. */
export const SuggestedThreshold = z.strictObject({
  openPercent: z.int().min(0).max(100),
  /** Of the older ones, on which it was chosen: flattering. */
  chosenOn: Grade,
  heldOut: Grade,
  heldOutAsItIs: Grade,
});
export type SuggestedThreshold = z.infer<typeof SuggestedThreshold>;

/** How far two say the same of the same pairs of a remark and a known mistake. */
export const Agreement = z.strictObject({
  pairs: z.int().min(0),
  both: z.int().min(0),
  onlyFirst: z.int().min(0),
  onlySecond: z.int().min(0),
  neither: z.int().min(0),
  /** The share of pairs on which they agree, between 0 and 1. */
  agreed: z.number().min(0).max(1),
  /** Agreement beyond chance (Cohen, 1960); null where chance explains all. */
  kappa: z.number().nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

/** Who said which remark names which known mistake, and how far others say the same. */
export const MatchingReport = z.strictObject({
  models: z.array(z.string()),
  /** The question's version and words; null where people decided. */
  prompt: z.strictObject({ version: z.string(), text: z.string().nullable() }).nullable(),
  verdicts: z.int().min(0),
  /** Pairs that nobody decided: words and place count there. */
  undecided: z.int().min(0),
  withWords: Agreement,
  /** Of the mistakes whose lines are known: whether the remark stands there. */
  withPlaces: Agreement,
  /** With what people said; null where no file of theirs was given. */
  withPeople: Agreement.nullable(),
});
export type MatchingReport = z.infer<typeof MatchingReport>;

/** How the reviews of a benchmark went. */
export const BenchmarkReport = z.strictObject({
  /** Where they are recorded; `--labels` and `--history` grade them again without asking anybody. */
  history: z.string(),
  matches: z.string(),
  budgetUsd: z.number().min(0),
  spentUsd: z.number().min(0),
  configurations: z.array(
    z.strictObject({
      name: z.string(),
      reviewed: z.int().min(0),
      alreadyThere: z.int().min(0),
      missing: z.array(z.string()),
      left: z.array(z.string()),
      failed: z.array(z.strictObject({ change: z.string(), reason: z.string() })),
    }),
  ),
  /** Why nobody judged the matching, or a part of it; null where all was judged. */
  unjudged: z.string().nullable(),
});
export type BenchmarkReport = z.infer<typeof BenchmarkReport>;

/** What `docket eval --json` prints. */
export const EvaluationDocument = z.strictObject({
  schemaVersion: z.literal(1),
  labels: z.strictObject({
    /** Where they come from: a file's name, or `own past`. */
    source: z.string(),
    real: z.int().min(0),
    notReal: z.int().min(0),
    /** How comments were held against labels without a place or an id. */
    matching: z.string(),
  }),
  runs: z.int().min(0),
  /** Runs that cannot be computed again, or that nothing is known of. */
  skipped: z.int().min(0),
  seed: z.int(),
  configurations: z.array(z.strictObject({ name: z.string(), grade: Grade })),
  comparisons: z.array(Comparison),
  suggestion: SuggestedThreshold.nullable(),
  /** Absent where words and places alone match. */
  matching: MatchingReport.optional(),
  /** Absent where nothing was reviewed for it. */
  benchmark: BenchmarkReport.optional(),
});
export type EvaluationDocument = z.infer<typeof EvaluationDocument>;
