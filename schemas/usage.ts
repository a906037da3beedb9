import { z } from 'zod';

/** What one model did in a run. Money is in millionths of a US dollar. */
export const ModelUse = z.strictObject({
  model: z.string(),
  /** Where it was asked: host and port. */
  host: z.string(),
  /** The request did not leave this machine. */
  local: z.boolean(),
  calls: z.int().min(0),
  /** How many of the answers were in the log already. */
  reused: z.int().min(0),
  failedAttempts: z.int().min(0),
  inputTokens: z.int().min(0),
  cacheReadTokens: z.int().min(0),
  cacheWriteTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  costMicroUsd: z.int().min(0),
});
export type ModelUse = z.infer<typeof ModelUse>;

/** What the models of a run cost, and what left the machine for them. */
export const Usage = z.strictObject({ models: z.array(ModelUse), toolCalls: z.int().min(0) });
export type Usage = z.infer<typeof Usage>;
