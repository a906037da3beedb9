import { z } from 'zod';
import { StepKind } from '../../../schemas/run.ts';

const Count = z.int().min(0);
/** Sums that no integer may hold. */
const Sum = z.number().min(0);

/** How the runs of a period ended. */
export const RunCounts = z.strictObject({
  total: Count,
  finished: Count,
  failed: Count,
  aborted: Count,
  open: Count,
  first: z.string().nullable(),
  last: z.string().nullable(),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const StepSeconds = z.strictObject({ kind: StepKind, name: z.string(), seconds: z.number() });
export type StepSeconds = z.infer<typeof StepSeconds>;

const Ended = { published: Count, accepted: Count, dismissed: Count, unaddressed: Count };

export const RuleRow = z.strictObject({ reviewer: z.string(), rule: z.string(), origin: z.string(), ...Ended });
export type RuleRow = z.infer<typeof RuleRow>;

export const FolderRow = z.strictObject({ folder: z.string(), ...Ended });
export type FolderRow = z.infer<typeof FolderRow>;

export const MonthRow = z.strictObject({ month: z.string(), accepted: Count, dismissed: Count, unaddressed: Count });
export type MonthRow = z.infer<typeof MonthRow>;

const Model = { model: z.string(), host: z.string(), local: z.literal([0, 1]) };

export const CallsRow = z.strictObject({
  ...Model,
  attempts: Count,
  failed: Count,
  inputTokens: Sum,
  outputTokens: Sum,
  cacheReadTokens: Sum,
  cacheWriteTokens: Sum,
  costMicroUsd: Sum,
});
export type CallsRow = z.infer<typeof CallsRow>;

export const CutCallsRow = z.strictObject({ ...Model, attempts: Count, costMicroUsd: Sum });
export type CutCallsRow = z.infer<typeof CutCallsRow>;

export const ReusedRow = z.strictObject({ ...Model, reused: Count, savedMicroUsd: Sum });
export type ReusedRow = z.infer<typeof ReusedRow>;

export const DecidedRow = z.strictObject({ state: z.string(), reason: z.string(), count: Count });
export type DecidedRow = z.infer<typeof DecidedRow>;

export const EndOfPublished = z.strictObject({
  kind: z.enum(['accepted', 'dismissed', 'unaddressed', 'none']),
  count: Count,
});
export type EndOfPublished = z.infer<typeof EndOfPublished>;

export const ReviewRow = z.object({ run: z.string(), zstd: z.instanceof(Uint8Array) });
