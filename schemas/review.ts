import { z } from 'zod';
import { FailureScenario, FindingOrigin, ReviewerId, RuleId } from './finding.ts';
import { IgnoreDirective } from './ignore-directive.ts';
import { JudgedFile, UncoveredKind } from './judged.ts';
import { Location } from './location.ts';
import { RuleGlob, RuleLevel } from './rule-settings.ts';
import { Confidence, Severity } from './severity.ts';

export const Verdict = z.enum([
  'approved',
  'approved_with_comments',
  'minor_issues',
  'significant_concerns',
  'incomplete',
]);
export type Verdict = z.infer<typeof Verdict>;

/**
 * How much looked at the change: `checks-only` when no model half finished, `full` when checks and models ran. What failed
 * or was skipped is listed beside it.
 */
export const Coverage = z.enum(['checks-only', 'full']);
export type Coverage = z.infer<typeof Coverage>;

/** Something that was not looked at. `failed` gaps make a review incomplete, `unavailable` ones are only shown. */
export const Gap = z.strictObject({
  check: z.string(),
  path: z.string().nullable(),
  /** `unavailable`: the source of the change does not carry what the check needs. `failed`: crash, timeout or limit. */
  kind: z.enum(['unavailable', 'failed']),
  reason: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** Versions of what a half was asked with: two of them can be compared on one recorded past. */
export const PromptVersions = z.strictObject({
  /** Of the system text and of the verifier's: the beginning of their SHA-256, because their bytes are their version. */
  system: z.string(),
  verifier: z.string(),
  brief: z.int().min(1),
  /** Of what stands around the change. */
  pack: z.int().min(1),
});
export type PromptVersions = z.infer<typeof PromptVersions>;

/** How the model half of a reviewer ended; a half that was not planned (no model, the risk tier) is absent. */
export const ModelHalf = z.strictObject({
  /** `not-asked`: nothing of what changed is its business; it judges nothing, and nothing is missing. */
  status: z.enum(['ok', 'failed', 'skipped', 'not-asked']),
  /** Why it failed, was skipped although it was planned (the budget, for example), or was not asked. */
  reason: z.string().nullable(),
  /** The models that answered. */
  models: z.array(z.string()),
  /** Changed files whose whole patch it read; absent in logs that were recorded before it was kept. */
  judged: z.array(z.string()).optional(),
  /** What it was asked with; absent where it was not asked, and in logs that were recorded before it was kept. */
  versions: PromptVersions.optional(),
});
export type ModelHalf = z.infer<typeof ModelHalf>;

/** How one reviewer ended. */
export const ReviewerStatus = z.strictObject({
  reviewer: ReviewerId,
  required: z.boolean(),
  status: z.enum(['ok', 'failed', 'skipped']),
  reason: z.string().nullable(),
  model: ModelHalf.optional(),
  gaps: z.array(Gap),
  /** How many raw findings it emitted. */
  findings: z.int().min(0),
});
export type ReviewerStatus = z.infer<typeof ReviewerStatus>;

/** What a term of a score is about, in the order in which they are told. */
const ScoreTermName = z.enum(['stated', 'evidence', 'place', 'past', 'voices']);

/** One thing that makes a concern likelier or less likely to be right. */
export const ScoreTerm = z.strictObject({
  term: ScoreTermName,
  /** Thousandths of a natural log-odds: 693 doubles the odds. */
  points: z.int(),
  /** In words, with the number of outcomes where it comes of them. */
  note: z.string(),
});
export type ScoreTerm = z.infer<typeof ScoreTerm>;

/** How likely a concern is to be right: the sum of its terms. It orders, selects, and is the percentage that people see. */
export const ConcernScore = z.strictObject({
  percent: z.int().min(1).max(99),
  /** Without the voices of others: what the bar of the configuration is held against. */
  beforeVoices: z.int().min(1).max(99),
  terms: z.array(ScoreTerm),
});
export type ConcernScore = z.infer<typeof ConcernScore>;

/** One published concern: the finding that carries it and those merged into it. */
export const ReviewComment = z.strictObject({
  finding: z.string(),
  merged: z.array(z.string()),
  /** The fingerprints of what was merged, for later reviews; absent where nothing was, and in older logs. */
  carried: z.array(z.string()).optional(),
  /** What was merged in other words, what is least like the comment first; the rest is counted by `merged`. */
  also: z.array(z.strictObject({ reviewer: ReviewerId, rule: RuleId, title: z.string() })).optional(),
  reviewers: z.array(ReviewerId),
  origins: z.array(FindingOrigin),
  fingerprint: z.string(),
  concern: z.string(),
  rule: RuleId,
  severity: Severity,
  /** As the one that carries it states it; `score` is what people see. */
  confidence: Confidence,
  /** Absent in logs that were recorded before there was one. */
  score: ConcernScore.optional(),
  placement: z.enum(['inline', 'file', 'summary']),
  /** Why it is folded in the summary; absent where it stands openly. */
  folded: z.string().optional(),
  location: Location.nullable(),
  evidence: z.string().nullable(),
  title: z.string(),
  explanation: z.string(),
  failureScenario: FailureScenario.nullable(),
  replacement: z.string().nullable(),
  references: z.array(z.string()),
});
export type ReviewComment = z.infer<typeof ReviewComment>;

/** What this run found out about a concern that was published before. */
export const RememberedConcern = z.strictObject({
  concern: z.string(),
  fingerprint: z.string(),
  /**
   * `standing`: it is still there and counts. `claimed`: it is still there, somebody disputes it, and it is not severe enough to count
   * against that. `dismissed`: it is still there and a person with the right to do so said that it does not matter. `fixed`: it is gone.
   * `unknown`: its file could not be read; it counts.
   */
  state: z.enum(['standing', 'claimed', 'dismissed', 'fixed', 'unknown']),
  /** How that is known. */
  note: z.string(),
  /** The comment as it was published, with its place at this head where it stands. */
  comment: ReviewComment,
});
export type RememberedConcern = z.infer<typeof RememberedConcern>;

/** A dismissal for the whole repository that held something back here. */
export const AppliedSuppression = z.strictObject({
  /** What it is contested or ended by. */
  id: z.string(),
  findings: z.array(z.string()),
  rule: RuleId,
  severity: Severity,
  location: Location.nullable(),
  title: z.string(),
  actor: z.string(),
  reason: z.string(),
  until: z.iso.datetime(),
  /** How many people contest it. */
  contests: z.int().min(0),
});
export type AppliedSuppression = z.infer<typeof AppliedSuppression>;

/** What is published once: the verdict, why, the comments most severe first, and everything that was not looked at. */
export const Review = z.strictObject({
  verdict: Verdict,
  verdictReason: z.string(),
  /** Why the review is not complete, whatever the verdict; empty when everything that was planned was looked at. */
  incompleteReasons: z.array(z.string()),
  coverage: Coverage,
  comments: z.array(ReviewComment),
  /** What was published on the same pull request before; absent where there is no memory. */
  remembered: z.array(RememberedConcern).optional(),
  /** What was held back because somebody dismissed it for the whole repository; absent where nothing was. */
  suppressed: z.array(AppliedSuppression).optional(),
  reviewers: z.array(ReviewerStatus),
  /** Paths of changed files that nobody read. */
  unread: z.array(z.string()),
  /** What was judged, a row a changed file, in the order of paths; absent in logs that were recorded before it was kept. */
  judged: z.array(JudgedFile).optional(),
  /** Code and running configuration that nothing judged, a row a kind; what was accepted is said, too. */
  notCovered: z.array(UncoveredKind).optional(),
  /** What the configuration says of rules, an entry each, and how many findings it took something from; absent where it says nothing. */
  ruleSettings: z.array(z.strictObject({ rules: RuleGlob, level: RuleLevel, findings: z.int().min(0) })).optional(),
  /** Comments `docket-ignore` that silenced something, that the change writes, or that findings stand under; absent where there are none. */
  directives: z
    .array(
      IgnoreDirective.pick({ path: true, line: true, rules: true, reason: true, state: true, note: true }).extend({
        silenced: z.int().min(0),
      }),
    )
    .optional(),
  /** Concerns by severity: those published now, and those of before that still count. */
  counts: z.strictObject({ critical: z.int().min(0), warning: z.int().min(0), suggestion: z.int().min(0) }),
  /** How many raw findings ended in each terminal state. */
  states: z.strictObject({
    inline: z.int().min(0),
    file: z.int().min(0),
    summary: z.int().min(0),
    merged: z.int().min(0),
    suppressed: z.int().min(0),
    failed: z.int().min(0),
  }),
});
export type Review = z.infer<typeof Review>;
