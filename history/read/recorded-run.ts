import { z } from 'zod';
import { ChangeSet } from '../../schemas/change-set.ts';
import { type Coordination, type CoordinatorInput } from '../../schemas/coordination.ts';
import { JudgeAnswer } from '../../schemas/judge.ts';
import { Memory } from '../../schemas/memory.ts';
import { InputError } from '../../schemas/problem.ts';
import { type ModelHalf, Review } from '../../schemas/review.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { Step, StepEvent } from '../../schemas/run.ts';
import { RepositorySuppression } from '../../schemas/learning/suppression.ts';
import { TrackRecord } from '../../schemas/learning/track-record.ts';
import { fromJson } from '../tables/row.ts';
import { CoordinationRequest, StoredReport } from '../write/record-coordination.ts';
import type { Tables } from '../tables/tables.ts';

/** What a run's coordination was computed from. The findings come from their rows, nothing comes from decisions. */
export function recordedInput(tables: Tables, run: string): CoordinatorInput {
  const { began } = coordination(tables, run);
  const request = fromJson(CoordinationRequest, artifactText(tables, artifactOf(began, run)));
  return {
    changeSet: fromJson(ChangeSet, artifactText(tables, request.changeSet)),
    sources: request.sources.map(({ text, ...at }) => ({
      ...at,
      text: text === null ? null : fromJson(z.string(), artifactText(tables, text)),
    })),
    reports: reports(tables, run, request.reports),
    policy: request.policy,
    ...judge(tables, request),
    ...(request.unverified === undefined ? {} : { unverified: request.unverified }),
    ...memory(tables, request),
    ...trackRecord(tables, request),
    ...suppressions(tables, request),
  };
}

/** What the run's coordinator decided. */
export function recordedOutput(tables: Tables, run: string): Coordination {
  const { ended } = coordination(tables, run);
  const decisions = tables.decisions.ofRun(run).filter(({ step }) => step === ended?.step);
  return {
    decisions: decisions.map(({ decision }) => decision),
    review: fromJson(Review, artifactText(tables, artifactOf(ended, run))),
  };
}

/** The review of a run; null when the run has none, or when its bytes have been let go. */
export function reviewOf(tables: Tables, run: string): Review | null {
  const artifact = tables.stepEvents.product(run, 'coordinate');
  const bytes = artifact === null ? null : tables.artifacts.bytes(artifact);
  return bytes === null ? null : fromJson(Review, Buffer.from(bytes).toString('utf8'));
}

/** The change as a run reviewed it; null when the run did not get as far as reading it, or when its bytes have been let go. */
export function changeSetOf(tables: Tables, run: string): ChangeSet | null {
  const steps = new Set(tables.steps.ofRun(run).flatMap(({ id, kind }) => (kind === 'change-set' ? [id] : [])));
  const ended = tables.stepEvents.ofRun(run).find(({ step, state }) => steps.has(step) && state === 'ok');
  const bytes = ended === undefined || ended.artifact === null ? null : tables.artifacts.bytes(ended.artifact);
  return bytes === null ? null : fromJson(ChangeSet, Buffer.from(bytes).toString('utf8'));
}

/** How the model half of a reviewer ended, by what its step produced; null when it was not planned or the bytes are gone. */
export function modelHalfOf(tables: Tables, step: Step, events: readonly StepEvent[]): ModelHalf | null {
  const artifact =
    step.kind === 'reviewer' ? (events.findLast(({ state }) => state !== 'started')?.artifact ?? null) : null;
  const bytes = artifact === null ? null : tables.artifacts.bytes(artifact);
  return bytes === null ? null : (fromJson(StoredReport, Buffer.from(bytes).toString('utf8')).model ?? null);
}

function reports(tables: Tables, run: string, steps: readonly string[]): ReviewerReport[] {
  const events = tables.stepEvents.ofRun(run);
  const findings = Map.groupBy(tables.findings.ofRun(run), ({ step }) => step);
  return steps.map((step) => {
    const end = events.find((event) => event.step === step && event.state !== 'started');
    const stored = fromJson(StoredReport, artifactText(tables, artifactOf(end, run)));
    return { ...stored, findings: (findings.get(step) ?? []).map(({ finding }) => finding) };
  });
}

/** A judge that was not asked leaves no key, one that had nothing to say leaves an empty list. */
function judge(tables: Tables, { judge: digest }: CoordinationRequest): Pick<CoordinatorInput, 'judge'> {
  return digest === undefined ? {} : { judge: fromJson(z.array(JudgeAnswer), artifactText(tables, digest)) };
}

function memory(tables: Tables, { memory: digest }: CoordinationRequest): Pick<CoordinatorInput, 'memory'> {
  return digest === undefined ? {} : { memory: fromJson(Memory, artifactText(tables, digest)) };
}

function suppressions(
  tables: Tables,
  { suppressions: digest }: CoordinationRequest,
): Pick<CoordinatorInput, 'suppressions'> {
  return digest === undefined
    ? {}
    : { suppressions: fromJson(z.array(RepositorySuppression), artifactText(tables, digest)) };
}

function trackRecord(
  tables: Tables,
  { trackRecord: digest }: CoordinationRequest,
): Pick<CoordinatorInput, 'trackRecord'> {
  return digest === undefined ? {} : { trackRecord: fromJson(TrackRecord, artifactText(tables, digest)) };
}

/** The events of the coordination that counts: the last one that ended well, else the last one that began. */
function coordination(tables: Tables, run: string): { readonly began?: StepEvent; readonly ended?: StepEvent } {
  const steps = new Set(tables.steps.ofRun(run).flatMap(({ id, kind }) => (kind === 'coordinate' ? [id] : [])));
  const events = tables.stepEvents.ofRun(run).filter(({ step }) => steps.has(step));
  const ended = events.findLast(({ state }) => state === 'ok');
  const began = events.findLast(
    ({ state, step }) => state === 'started' && (ended === undefined || step === ended.step),
  );
  return { ...(began === undefined ? {} : { began }), ...(ended === undefined ? {} : { ended }) };
}

function artifactOf(event: StepEvent | undefined, run: string): string {
  if (event !== undefined && event.artifact !== null) return event.artifact;
  throw new InputError({
    what: `run ${run} has no recorded coordination: it did not get that far`,
    remedy: '`docket log` lists the runs and how they ended.',
  });
}

function artifactText(tables: Tables, digest: string): string {
  const bytes = tables.artifacts.bytes(digest);
  if (bytes !== null) return Buffer.from(bytes).toString('utf8');
  throw new InputError({
    what: `the history no longer holds the bytes of artifact ${digest}`,
    remedy: 'They were let go under a tombstone; this run can be looked at, but not computed again.',
  });
}
