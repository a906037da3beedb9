import { z } from 'zod';
import { ObjectId } from './change-set.ts';

/** A uuid of version 7: made in time order, so that rows of one writer sort by it. */
export const RowId = z.uuidv7();
export type RowId = z.infer<typeof RowId>;

/** SHA-256 of the uncompressed bytes, in hex: the address of an artifact. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'a digest has 64 hex digits');
export type Digest = z.infer<typeof Digest>;

/** Where the code under review comes from, as far as trust goes. A step is only reused within one domain. */
export const TrustDomain = z.enum(['trusted', 'fork', 'local']);
export type TrustDomain = z.infer<typeof TrustDomain>;

/** One review of one change set at one head. */
export const Run = z.strictObject({
  id: RowId,
  startedAt: z.iso.datetime(),
  docketVersion: z.string(),
  /** Changes whenever the coordinator may decide differently; a replay is exact under the same one only. */
  coordinatorVersion: z.string(),
  source: z.enum(['range', 'working-tree', 'diff', 'pull-request']),
  label: z.string(),
  baseCommit: ObjectId.nullable(),
  headCommit: ObjectId.nullable(),
  trust: TrustDomain,
  /** Digest of the effective configuration. */
  configDigest: Digest,
});
export type Run = z.infer<typeof Run>;

/** States of a run and of a step are rows of their own, never updates. */
export const RunState = z.enum(['started', 'finished', 'failed', 'aborted']);
export type RunState = z.infer<typeof RunState>;

export const RunEvent = z.strictObject({
  id: RowId,
  run: RowId,
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  state: RunState,
  note: z.string().nullable(),
});
export type RunEvent = z.infer<typeof RunEvent>;

export const StepKind = z.enum(['change-set', 'reviewer', 'judge', 'coordinate', 'publish']);
export type StepKind = z.infer<typeof StepKind>;

/** A journaled piece of a run. `key` is the digest of everything it depends on. */
export const Step = z.strictObject({
  id: RowId,
  run: RowId,
  sequence: z.int().min(1),
  kind: StepKind,
  /** The reviewer's id, or the kind again. */
  name: z.string(),
  key: Digest,
});
export type Step = z.infer<typeof Step>;

export const StepState = z.enum(['started', 'ok', 'failed', 'skipped']);
export type StepState = z.infer<typeof StepState>;

export const StepEvent = z.strictObject({
  id: RowId,
  run: RowId,
  sequence: z.int().min(1),
  step: RowId,
  at: z.iso.datetime(),
  state: StepState,
  reason: z.string().nullable(),
  /** What the step produced, by digest. */
  artifact: Digest.nullable(),
});
export type StepEvent = z.infer<typeof StepEvent>;
