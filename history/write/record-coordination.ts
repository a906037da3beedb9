import { z } from 'zod';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { type Coordination, CoordinatorPolicy, SourceText } from '../../schemas/coordination.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { Memory } from '../../schemas/memory.ts';
import { ReviewerReport } from '../../schemas/report.ts';
import { Digest, RowId } from '../../schemas/run.ts';
import type { RepositorySuppression } from '../../schemas/learning/suppression.ts';
import type { TrackRecord } from '../../schemas/learning/track-record.ts';
import { digestOf, type PackedBytes, packBytes, packPieces } from '../tables/artifacts.ts';
import { canonicalJson, canonicalPieces } from '../../schemas/text/canonical-json.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { StepRecorder } from './step-recorder.ts';

const JSON_MEDIA = 'application/json';

/** A report as kept in an artifact: its findings are rows of their own. */
export const StoredReport = ReviewerReport.omit({ findings: true });
export type StoredReport = z.infer<typeof StoredReport>;

/** What goes into a coordination beside the change set and the findings. `reports` are reviewers' steps in their order. */
export const CoordinationRequest = z.strictObject({
  policy: CoordinatorPolicy,
  changeSet: Digest,
  sources: z.array(SourceText.omit({ text: true }).extend({ text: Digest.nullable() })),
  reports: z.array(RowId),
  /** The judge's answers; absent when it was not asked. */
  judge: Digest.optional(),
  /** Why the judge could not be asked about some or all. */
  unverified: z.string().optional(),
  /** What was remembered; absent where nothing could be. */
  memory: Digest.optional(),
  /** What was learned from outcomes; absent where there were none. */
  trackRecord: Digest.optional(),
  /** Dismissals for the whole repository; absent where there were none. */
  suppressions: Digest.optional(),
});
export type CoordinationRequest = z.infer<typeof CoordinationRequest>;

/** A report and the step that recorded it. */
export interface RecordedReport {
  readonly step: StepRecorder;
  readonly report: ReviewerReport;
}

/**
 * Begins and ends a change-set step with the change set as its artifact. Returns its digest, on which every other step depends.
 *
 * @param packed what `packChangeSet` made of it; a large change is packed a piece at a time before
 */
export function recordChangeSet(
  run: RunRecorder,
  changeSet: ChangeSet,
  packed: PackedBytes = packBytes(Buffer.from(canonicalJson(changeSet))),
): Digest {
  const key = packed.digest;
  const step = run.step({ kind: 'change-set', name: 'change-set', key });
  const digest = run.putJson(changeSet, packed);
  PUT.set(changeSet, { run, digest });
  step.finish({ state: 'ok', reason: null, artifact: digest });
  return key;
}

/** The change set as it is kept. It is written as JSON once for its digest and its bytes, and is never there as one text: it can have hundreds of megabytes. */
export function packChangeSet(changeSet: ChangeSet): Promise<PackedBytes> {
  return packPieces(canonicalPieces(changeSet));
}

/** Records what one reviewer said, each raw finding as a row, and ends its step the way the reviewer ended. */
export function recordReport(run: RunRecorder, { step, report }: RecordedReport): void {
  const { findings, ...stored } = report;
  run.recordFindings(step, findings);
  step.finish({ state: report.status, reason: report.reason, artifact: putJson(run, stored) });
}

/** Ends the judge's step with its answers as the artifact. */
export function recordJudge(run: RunRecorder, step: StepRecorder, answers: readonly JudgeAnswer[]): void {
  step.finish({ state: 'ok', reason: null, artifact: putJson(run, answers) });
}

/** Records everything a coordination is about to be computed from, so that it can be computed again. */
export function startCoordination(
  run: RunRecorder,
  input: {
    readonly changeSet: ChangeSet;
    readonly sources: readonly SourceText[];
    readonly policy: CoordinatorPolicy;
    readonly reports: readonly RecordedReport[];
    readonly judge?: readonly JudgeAnswer[] | undefined;
    readonly unverified?: string | undefined;
    readonly memory?: Memory | undefined;
    readonly trackRecord?: TrackRecord | undefined;
    readonly suppressions?: readonly RepositorySuppression[] | undefined;
  },
): StepRecorder {
  const request: CoordinationRequest = {
    policy: input.policy,
    changeSet: putJson(run, input.changeSet),
    sources: input.sources.map(({ text, ...at }) => ({ ...at, text: text === null ? null : putJson(run, text) })),
    reports: input.reports.map(({ step }) => step.id),
    ...(input.judge === undefined ? {} : { judge: putJson(run, input.judge) }),
    ...(input.unverified === undefined ? {} : { unverified: input.unverified }),
    ...(input.memory === undefined ? {} : { memory: putJson(run, input.memory) }),
    ...(input.trackRecord === undefined ? {} : { trackRecord: putJson(run, input.trackRecord) }),
    ...(input.suppressions === undefined ? {} : { suppressions: putJson(run, input.suppressions) }),
  };
  const digest = putJson(run, request);
  return run.step({ kind: 'coordinate', name: 'coordinate', key: digest, input: digest });
}

/** Records the decisions as rows and ends the step with the review as its artifact. */
export function finishCoordination(run: RunRecorder, step: StepRecorder, { decisions, review }: Coordination): void {
  run.recordDecisions(step, decisions);
  step.finish({ state: 'ok', reason: null, artifact: putJson(run, review) });
}

/** A step's key: the digest of everything that the step depends on. */
export function stepKey(inputs: unknown): Digest {
  return digestOf(Buffer.from(canonicalJson(inputs)));
}

/** JSON keeps what plain UTF-8 would lose: lone surrogates are escaped. */
function putJson(run: RunRecorder, value: unknown): Digest {
  const before = typeof value === 'object' && value !== null ? PUT.get(value) : undefined;
  if (before?.run === run) return before.digest;
  const digest = run.putArtifact(Buffer.from(canonicalJson(value)), JSON_MEDIA);
  if (typeof value === 'object' && value !== null) PUT.set(value, { run, digest });
  return digest;
}

/** What a run was given already: a change set is recorded by itself and as a part of what the coordinator saw. */
const PUT = new WeakMap<object, { readonly run: RunRecorder; readonly digest: Digest }>();
