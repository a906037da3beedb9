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
});
export type EvaluationDocument = z.infer<typeof EvaluationDocument>;
