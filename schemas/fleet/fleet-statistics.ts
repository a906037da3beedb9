import { z } from 'zod';
import { StatisticsDocument } from '../learning/statistics.ts';
import { StepKind } from '../run.ts';

const Count = z.int().min(0);

/** How many durations lie in which bucket; `most` is exact. */
export const Durations = z.strictObject({
  most: z.number().min(0).nullable(),
  buckets: z.array(z.tuple([z.int(), Count])),
});
export type Durations = z.infer<typeof Durations>;

/** What one history adds to the statistics of many, and what several add together. */
export const FleetPart = z.strictObject({
  statistics: StatisticsDocument,
  runs: Durations,
  steps: z.array(z.strictObject({ kind: StepKind, name: z.string(), durations: Durations })),
  /** The newest runs, newest first, and whose they are. */
  newest: z.array(z.strictObject({ store: z.string(), run: z.string() })),
});
export type FleetPart = z.infer<typeof FleetPart>;

/** How one store was read. Whatever is not `read` is missing from the sums, in whole or in part. */
export const ToldStore = z.strictObject({
  name: z.string(),
  /** `partly`: what is damaged there is left out. */
  state: z.enum(['read', 'partly', 'missing']),
  /** What `docket stats` of that store alone would end with. */
  exitCode: z.literal([0, 2, 4]),
  reason: z.string().nullable(),
  runs: Count,
  published: Count,
  accepted: Count,
  costMicroUsd: z.number().min(0),
  lastRunAt: z.string().nullable(),
});
export type ToldStore = z.infer<typeof ToldStore>;

/**
 * What `docket fleet stats --json` prints: all runs of many histories together.
 *
 * @throws z.ZodError from `parse` when a key is missing, unknown or of another type.
 */
export const FleetStatistics = z.strictObject({
  schemaVersion: z.literal(1),
  stores: z.array(ToldStore),
  /** Of all stores that could be read. Percentiles are within half a percent; folders begin with the repository. */
  statistics: StatisticsDocument,
});
export type FleetStatistics = z.infer<typeof FleetStatistics>;
