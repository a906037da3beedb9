import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import type { ReviewedChange } from '../../../history/read/past-reviews.ts';
import type { TrustDomain } from '../../../schemas/run.ts';
import { changedFile } from '../../coordinator/builders.ts';
import { recordRun } from '../builders.ts';
import { aReviewComment, aChangeSet, aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';
import { aStart, anEnd } from '../write/calls.ts';

export const DAY_MS = 86_400_000;
export const LAST_DAY = Date.parse('2026-11-30T12:00:00.000Z');

export const CHANGES: readonly ReviewedChange[] = [
  { source: 'pull-request', label: 'acme/shop#1' },
  { source: 'pull-request', label: 'acme/shop#2' },
  { source: 'pull-request', label: 'acme/shop#3' },
  { source: 'range', label: 'main...HEAD' },
];

const TRUSTS: readonly TrustDomain[] = ['trusted', 'fork', 'local'];

/** One run of the past. */
export const PastRun = fc.record({
  age: fc.nat(200),
  change: fc.nat(CHANGES.length - 1),
  trust: fc.nat(TRUSTS.length - 1),
  /** Which concerns it publishes; others of the same name may have been said on another change. */
  concerns: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
  /** Of what was published on the change before. */
  outcomes: fc.array(
    fc.record({
      nth: fc.nat(4),
      kind: fc.constantFrom('accepted' as const, 'unaddressed' as const, 'claimed' as const),
    }),
    { maxLength: 2 },
  ),
  calls: fc.nat(1),
  refuted: fc.boolean(),
  forgotten: fc.constantFrom(false, false, false, true),
});
export type PastRun = typeof PastRun extends fc.Arbitrary<infer T> ? T : never;

/** Writes runs, the oldest first, as they would have been written at their time. */
export function writePast(path: string, past: readonly PastRun[], today: number, published: PublishedConcerns): void {
  for (const run of past.toSorted((a, b) => b.age - a.age)) {
    const now = () => new Date(today - run.age * DAY_MS);
    const log = openHistory(path, { now });
    const id = writePastRun(log, run, published);
    if (run.forgotten) log.forget(id, 'retention');
    log.close();
  }
}

/** The concerns that were published, by change. */
export type PublishedConcerns = Map<number, Set<string>>;

function writePastRun(log: HistoryLog, past: PastRun, published: PublishedConcerns): string {
  const { change, trust, concerns, outcomes, calls, refuted, forgotten } = past;
  const named = { ...(CHANGES[change] ?? fail()), trust: TRUSTS[trust] ?? 'local' };
  const findings = concerns.map((concern) => aFinding({ id: `f-${change}-${concern}`, confidence: 500 + concern }));
  // Bytes that a run let go can still be read where another run has the same ones, which may leave: no answer hangs on that chance.
  const newBlob = (forgotten ? 'c' : 'b').repeat(40);
  const changeSet = aChangeSet({ files: [changedFile('src/db.ts', ['+x'], { newBlob })] });
  const decisions = concerns.map((concern, at) =>
    aDecision({
      finding: `f-${change}-${concern}`,
      concern: `c-${concern}`,
      fingerprint: `fp-${concern}`,
      state:
        refuted && at === 0
          ? { kind: 'suppressed', reason: 'refuted', bar: 'no' }
          : { kind: 'file', path: 'src/db.ts' },
    }),
  );
  const comments = concerns.map((concern) =>
    aReviewComment({ finding: `f-${change}-${concern}`, concern: `c-${concern}` }),
  );
  const review = aReview({ comments, ...(forgotten && { verdictReason: `let go: ${JSON.stringify(past)}` }) });
  const id = recordRun(log, {
    input: anInput(findings, { changeSet }),
    output: { decisions, review },
    run: named,
  });
  const known = published.get(change) ?? new Set();
  published.set(change, known);
  for (const { concern, state } of decisions) if (state.kind === 'file' && concern !== null) known.add(concern);
  if (outcomes.length === 0 && calls === 0) return id;
  const later = log.startRun(aRun(named));
  for (const { nth, kind } of CHANGES[change]?.source === 'pull-request' ? outcomes : []) {
    const concern = [...known][nth];
    if (concern !== undefined) later.recordOutcome({ concern, kind, actor: null, reason: null, at: later.at() });
  }
  if (calls > 0) {
    const { id: step } = later.step({ kind: 'reviewer', name: 'security', key: '1'.repeat(64) });
    later.calls.started(step, aStart('c', `q-${id}`));
    later.calls.ended(anEnd('c', `q-${id}`));
  }
  later.finish('finished', null);
  return id;
}

function fail(): never {
  throw new Error('there is no such change');
}

/** The union of some logs, in a file of its own. */
export function unitedIn(path: string, logs: readonly string[]): HistoryLog {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  const log = openHistory(path);
  for (const other of logs) log.merge(other);
  return log;
}

/** What reviews of a change look up, and what every review does. */
export function answersOn(log: HistoryLog, change: ReviewedChange, at: string) {
  const run = { ...aRun(change), id: '0'.repeat(36), startedAt: at };
  return {
    published: log.publishedOn(change),
    publications: log.publicationsOn(change),
    rejected: log.rejectedOn(change),
    outcomes: log.outcomesOn(change),
    complete: log.lastComplete(change),
    spent: log.spentByOthers(run, at),
  };
}

export function answersOfAll(log: HistoryLog): unknown {
  return {
    examples: TRUSTS.map((trust) => log.past.outcomeExamples(trust)),
    suppressions: log.past.suppressions(),
    imports: log.past.outcomeImports(),
  };
}
