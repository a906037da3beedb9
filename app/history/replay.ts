import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { Coordination, CoordinatorInput, CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import { InputError } from '../../schemas/problem.ts';
import type { Verdict } from '../../schemas/review.ts';
import type { Run } from '../../schemas/run.ts';

/** A coordinator: the pure function, and the version under which it promises the same bytes. */
export interface Coordinator {
  readonly version: string;
  coordinate(input: CoordinatorInput): Coordination;
}

/** What a replay reads; a log, or a copy of one. */
export type ReplaySource = Pick<HistoryLog, 'run' | 'runs' | 'recordedInput' | 'recordedOutput'>;

/** A finding that would end in another state; null where one of the two knows no such finding. */
export interface StateChange {
  readonly finding: string;
  readonly before: TerminalState | null;
  readonly after: TerminalState | null;
}

/** What came out when a run was computed again. */
export interface ReplayResult {
  readonly run: Run;
  readonly version: string;
  /** Under another version a difference is news, under the same one it is an error. */
  readonly sameVersion: boolean;
  /** Byte for byte, decisions and review. */
  readonly identical: boolean;
  readonly findings: number;
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  readonly changes: readonly StateChange[];
  /** Every place where the recorded and the recomputed result differ. */
  readonly differences: readonly Difference[];
}

/** Computes a run again from its raw findings, without looking at its decisions, and compares the two byte for byte. */
export function replayRun(log: ReplaySource, runId: string, coordinator: Coordinator): ReplayResult {
  const { run } = log.run(runId);
  const recorded = log.recordedOutput(run.id);
  const input = log.recordedInput(run.id);
  const recomputed = coordinator.coordinate(input);
  const [before, after] = [canonicalJson(recorded), canonicalJson(recomputed)];
  return {
    run,
    version: coordinator.version,
    sameVersion: run.coordinatorVersion === coordinator.version,
    identical: before === after,
    findings: input.reports.reduce((sum, report) => sum + report.findings.length, 0),
    ...compare(recorded, recomputed),
    differences: before === after ? [] : differences(JSON.parse(before), JSON.parse(after)),
  };
}

/** What another policy would have changed in one run. */
interface PolicyEffect {
  readonly run: Run;
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  readonly changes: readonly StateChange[];
}

/** What another policy would have changed in the last runs. */
export interface PolicyReplay {
  readonly policy: CoordinatorPolicy;
  readonly version: string;
  readonly runs: readonly PolicyEffect[];
  /** Runs that cannot be computed again, and why. */
  readonly skipped: readonly { readonly run: Run; readonly reason: string }[];
}

/**
 * Computes the last runs again under their own policy and under this one, both with the coordinator of today: what differs
 * is the policy's doing alone.
 */
export function replayWith(
  log: ReplaySource,
  {
    policy,
    last,
    coordinator,
  }: { readonly policy: CoordinatorPolicy; readonly last: number; readonly coordinator: Coordinator },
): PolicyReplay {
  const runs: PolicyEffect[] = [];
  const skipped: { run: Run; reason: string }[] = [];
  for (const { run } of log.runs({ limit: last })) {
    const input = inputOf(log, run);
    if (typeof input === 'string') skipped.push({ run, reason: input });
    else runs.push({ run, ...compare(coordinator.coordinate(input), coordinator.coordinate({ ...input, policy })) });
  }
  return { policy, version: coordinator.version, runs, skipped };
}

/** A run that did not get as far as deciding, or whose bytes were let go, is left out with that reason. */
function inputOf(log: ReplaySource, run: Run): CoordinatorInput | string {
  try {
    return log.recordedInput(run.id);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function compare(before: Coordination, after: Coordination): Pick<PolicyEffect, 'verdict' | 'changes'> {
  return {
    verdict: { before: before.review.verdict, after: after.review.verdict },
    changes: stateChanges(before, after),
  };
}

function stateChanges(before: Coordination, after: Coordination): StateChange[] {
  const [old, now] = [before, after].map(
    ({ decisions }) => new Map(decisions.map(({ finding, state }) => [finding, state])),
  );
  const findings = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...findings]
    .map((finding) => ({ finding, before: old?.get(finding) ?? null, after: now?.get(finding) ?? null }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

/** One place where two values differ; `undefined` where one of them has nothing. */
interface Difference {
  /** A JSON pointer, for example `/decisions/3/state/kind`. */
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place where two JSON values differ, at the smallest parts. */
function differences(before: unknown, after: unknown, at = ''): Difference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ at, before, after }];
  }
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].flatMap((key) => differences(one.get(key), other.get(key), `${at}/${escapeKey(key)}`));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
