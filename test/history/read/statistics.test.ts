import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type HistoryLog, openHistory, openInMemory } from '../../../history/log.ts';
import * as questions from '../../../history/read/statistics/questions.ts';
import type { Statistics } from '../../../history/read/statistics/statistics.ts';
import type { TerminalState } from '../../../schemas/decision.ts';
import type { Outcome } from '../../../schemas/outcome.ts';
import { recordedLogs, unpackLog } from '../../support/recorded-logs.ts';
import { recordRun, temporaryFolder } from '../builders.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

/** Records a run with one finding for each state, named by its place. */
function ran(log: HistoryLog, name: string, states: readonly TerminalState[], path = 'src/db.ts'): string {
  const location = { path, side: 'new' as const, startLine: 3, endLine: 3 };
  const findings = states.map((_, at) => aFinding({ id: `${name}-${at}`, location }));
  const decisions = states.map((state, at) =>
    aDecision({ finding: `${name}-${at}`, concern: `${name}-${at}`, fingerprint: `fp-${name}-${at}`, state }),
  );
  return recordRun(log, { input: anInput(findings), output: { decisions, review: aReview() } });
}

function became(log: HistoryLog, ...ends: readonly (readonly [concern: string, kind: Outcome['kind']])[]): void {
  const recorder = log.startRun(aRun());
  for (const [concern, kind] of ends) {
    const who = kind === 'dismissed' ? { actor: 'ada', reason: 'no' } : { actor: null, reason: null };
    recorder.recordOutcome({ concern, kind, ...who, at: '2026-02-03T00:00:00.000Z' });
  }
  recorder.finish('finished', null);
}

const INLINE: TerminalState = { kind: 'summary' };
const HELD: TerminalState = { kind: 'suppressed', reason: 'refuted', bar: 'no' };

describe('questions about all runs', () => {
  it('count each concern once, by where it was said last and by its last end', () => {
    const log = openInMemory();
    ran(log, 'a', [INLINE, INLINE, HELD], 'src/deep/er/x.ts');
    ran(log, 'a', [INLINE]);
    became(log, ['a-0', 'dismissed'], ['a-1', 'unaddressed']);
    became(log, ['a-0', 'claimed'], ['a-0', 'unaddressed'], ['a-0', 'accepted'], ['a-2', 'accepted']);
    log.ask(null, (of) => {
      expect(of.rules()).toEqual([
        {
          reviewer: 'security',
          rule: 'security/sql-injection',
          origin: 'check',
          published: 2,
          accepted: 1,
          dismissed: 0,
          unaddressed: 1,
        },
      ]);
      const none = { accepted: 0, dismissed: 0, unaddressed: 0 };
      expect(of.folders(9)).toEqual([
        { folder: 'src/', published: 1, ...none, accepted: 1 },
        { folder: 'src/deep/er/', published: 1, ...none, unaddressed: 1 },
      ]);
      expect(of.decided()).toEqual([
        { state: 'summary', reason: '', count: 3 },
        { state: 'suppressed', reason: 'refuted', count: 1 },
      ]);
      expect(of.endsOfPublished()).toEqual([
        { kind: 'accepted', count: 2 },
        { kind: 'unaddressed', count: 1 },
      ]);
      expect(of.outcomes()).toEqual([{ month: '2026-02', accepted: 2, dismissed: 0, unaddressed: 1 }]);
      expect([of.raised(), of.endOf('a-0'), of.endOf('b')]).toEqual([4, 'accepted', null]);
    });
  });

  it('begin with the first run of the period, and know of nothing in an empty one', () => {
    let now = '2026-01-01T00:00:00.000Z';
    const log = openInMemory({ now: () => new Date(now) });
    ran(log, 'old', [INLINE]);
    now = '2026-03-01T00:00:00.000Z';
    const newer = ran(log, 'new', [INLINE, INLINE]);
    expect(log.ask('2026-02-01', (of) => [of.runs().total, of.raised(), of.newestRuns(5)])).toEqual([1, 2, [newer]]);
    expect(log.ask('2027-01-01', (of) => [of.runs().total, of.raised(), of.stepSeconds(5)])).toEqual([0, 0, []]);
  });

  it('tell how runs and steps ended, and how long they took', () => {
    let seconds = 0;
    const log = openInMemory({ now: () => new Date(1_767_225_600_000 + 1000 * (seconds += 1)) });
    const recorder = log.startRun(aRun());
    recorder
      .step({ kind: 'reviewer', name: 'quality', key: '0'.repeat(64) })
      .finish({ state: 'ok', reason: null, artifact: null });
    recorder.finish('failed', 'no');
    log.startRun(aRun());
    log.ask(null, (of) => {
      expect(of.runs()).toMatchObject({ total: 2, finished: 0, failed: 1, aborted: 0, open: 1 });
      expect(of.runSeconds()).toEqual([expect.closeTo(3, 3)]);
      expect(of.stepSeconds(9)).toEqual([{ kind: 'reviewer', name: 'quality', seconds: expect.closeTo(1, 3) }]);
    });
  });

  it('know what a union brought', () => {
    const path = join(temporaryFolder(), 'history.db');
    const source = openHistory(path);
    ran(source, 'a', [INLINE, HELD]);
    source.close();
    const log = openInMemory();
    log.merge(path);
    expect(log.ask(null, (of) => [of.raised(), of.decided().length, of.rules()[0]?.published])).toEqual([2, 2, 1]);
  });

  it('walk no table of documents: each is answered from an index or a table of facts', () => {
    const path = join(temporaryFolder(), 'history.db');
    openHistory(path).close();
    const db = new Database(path);
    const values = { since: '', most: 1, newest: 1, concern: '' };
    const plans = Object.entries(questions).map(([name, sql]) => {
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as readonly { readonly detail: string }[];
      return `${name}: ${steps.map(({ detail }) => detail).join('; ')}`;
    });
    db.close();
    const slow = plans.filter((plan) =>
      /SCAN (?:findings|decisions|steps|step_events|model_calls|began|artifacts)(?! USING COVERING)|AUTOMATIC/.test(
        plan,
      ),
    );
    expect(slow).toEqual([]);
    expect(plans).toHaveLength(17);
  });
});

const ASKED: Readonly<Record<string, (of: Statistics) => unknown>> = {
  runs: (of) => of.runs(),
  steps: (of) => of.stepSeconds(100),
  rules: (of) => of.rules(),
  folders: (of) => of.folders(100),
  outcomes: (of) => of.outcomes(),
  calls: (of) => [of.calls(), of.cutCalls(), of.reusedCalls()],
  life: (of) => [of.raised(), of.decided(), of.endsOfPublished()],
  reviews: (of) => of.reviews(100),
};

it.each(recordedLogs())('the older log %s answers the same where it may only be read', (name) => {
  const path = unpackLog(name, temporaryFolder());
  const answers = (log: HistoryLog) =>
    log.ask(null, (of) => Object.entries(ASKED).map(([what, ask]) => [what, ask(of)] as const));
  const reader = openHistory(path, { readonly: true });
  const before = answers(reader);
  reader.close();
  const log = openHistory(path);
  expect(answers(log)).toEqual(before);
  log.close();
  expect(JSON.stringify(before)).toContain('security');
});
