import { z } from 'zod';
import { FindingOrigin, ReviewerId, RuleId } from '../finding.ts';
import { FileKind } from '../judged.ts';
import { Verdict } from '../review.ts';
import { StepKind } from '../run.ts';
import { CalibrationError } from './calibration.ts';

const Count = z.int().min(0);
const Amount = z.number().min(0);

/** What became of published concerns, each counted once. What has no outcome yet is the rest. */
export const EndedConcerns = z.strictObject({
  published: Count,
  accepted: Count,
  dismissed: Count,
  unaddressed: Count,
});
export type EndedConcerns = z.infer<typeof EndedConcerns>;

/** How many of those that ended were accepted, in percent, and between what it may truly lie (Wilson's interval at 95%). */
export const AcceptedShare = z.strictObject({
  percent: z.number().min(0).max(100),
  from: z.number().min(0).max(100),
  to: z.number().min(0).max(100),
});
export type AcceptedShare = z.infer<typeof AcceptedShare>;

const RuleUse = EndedConcerns.extend({
  reviewer: ReviewerId,
  rule: RuleId,
  origin: FindingOrigin,
  /** Null where nothing has ended. */
  share: AcceptedShare.nullable(),
});

const FolderUse = EndedConcerns.extend({
  /** With the slash at its end; empty where a finding has no place, or lies in no folder. */
  folder: z.string(),
});

/** How many of the reviews that were opened looked at what. */
const ReviewerUse = z.strictObject({
  reviewer: ReviewerId,
  ok: Count,
  failed: Count,
  skipped: Count,
  /** Passes of its model that were planned. */
  modelOk: Count,
  modelMissing: Count,
});

const CoverageOfRuns = z.strictObject({
  /** The newest reviews of the period: everything here is said of these. */
  opened: Count,
  withModels: Count,
  verdicts: z.array(z.strictObject({ verdict: Verdict, count: Count })),
  /** Changed files, by what became of them; a file counts once a review. */
  files: z.strictObject({
    judged: Count,
    'not-needed': Count,
    accepted: Count,
    filtered: Count,
    'not-covered': Count,
  }),
  /** Of which kinds the files are that nothing judged, the most first. */
  notCovered: z.array(z.strictObject({ kind: FileKind, files: Count })),
  reviewers: z.array(ReviewerUse),
});

/** In seconds; null where nothing ended. */
export const Percentiles = z.strictObject({
  count: Count,
  p50: Amount.nullable(),
  p90: Amount.nullable(),
  p99: Amount.nullable(),
  most: Amount.nullable(),
});
export type Percentiles = z.infer<typeof Percentiles>;

/** What one model did, at one place. */
export const ModelTotals = z.strictObject({
  model: z.string(),
  host: z.string(),
  local: z.boolean(),
  attempts: Count,
  failed: Count,
  /** Questions that the log had answered before. */
  reused: Count,
  inputTokens: Amount,
  cacheReadTokens: Amount,
  cacheWriteTokens: Amount,
  outputTokens: Amount,
  /** What is not known counts as what was put aside for it. */
  costMicroUsd: Amount,
});
export type ModelTotals = z.infer<typeof ModelTotals>;

/** Where raw findings went. */
export const FindingLife = z.strictObject({
  raised: Count,
  merged: Count,
  /** By the bar that they missed, the most first. */
  suppressed: z.array(z.strictObject({ reason: z.string(), count: Count })),
  failed: Count,
  /** Raised in runs that did not get as far as deciding. */
  undecided: Count,
  inline: Count,
  file: Count,
  summary: Count,
  /** What became of the published ones; `none`: nothing yet. */
  ends: z.strictObject({ accepted: Count, dismissed: Count, unaddressed: Count, none: Count }),
});
export type FindingLife = z.infer<typeof FindingLife>;

/** What `docket dismiss` was told of one rule. It is no outcome: nothing is learned from it. */
export const DismissedHere = z.strictObject({ rule: z.string(), inForce: Count, ended: Count });
export type DismissedHere = z.infer<typeof DismissedHere>;

/**
 * What `docket stats --json` prints: all runs of a period together.
 *
 * @throws z.ZodError from `parse` when a key is missing, unknown or of another type.
 */
export const StatisticsDocument = z.strictObject({
  schemaVersion: z.literal(1),
  /** What was asked for; null: everything. */
  since: z.string().nullable(),
  runs: z.strictObject({
    total: Count,
    finished: Count,
    failed: Count,
    aborted: Count,
    /** Still at work, or dead. */
    open: Count,
    first: z.string().nullable(),
    last: z.string().nullable(),
  }),
  coverage: CoverageOfRuns,
  /** By the month in which it was known. */
  outcomes: z.array(z.strictObject({ month: z.string(), accepted: Count, dismissed: Count, unaddressed: Count })),
  /** What earns its place most surely first. */
  rules: z.array(RuleUse),
  reliability: CalibrationError,
  /** Where most was published, first. */
  folders: z.array(FolderUse),
  models: z.array(ModelTotals),
  spending: z.strictObject({
    costMicroUsd: Amount,
    accepted: Count,
    /** Null where nothing was accepted. */
    perAcceptedMicroUsd: Amount.nullable(),
    /** Of the tokens that were read, those from the cache; null where none were. */
    cacheHitPercent: z.number().min(0).max(100).nullable(),
  }),
  latency: z.strictObject({
    runs: Percentiles,
    /** Of the newest runs, as many as `coverage` looks at. */
    steps: z.array(Percentiles.extend({ kind: StepKind, name: z.string() })),
  }),
  life: FindingLife,
  /** What was dismissed on this machine alone; absent where the statistics are of a log and of no machine. */
  dismissedHere: z.array(DismissedHere).optional(),
});
export type StatisticsDocument = z.infer<typeof StatisticsDocument>;
