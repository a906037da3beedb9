import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import { openHistory, openInMemory } from '../../../history/log.ts';
import { WriteBuffer } from '../../../history/write/write-buffer.ts';
import type { JudgeAnswer } from '../../../schemas/judge.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { rawConnection, recordRun, temporaryFolder } from '../builders.ts';
import { aChangeSet, aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

describe('rows that are written together', () => {
  it('are one transaction, in their order, and none is there before its end', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    const run = log.startRun(aRun());
    const reader = rawConnection(path);
    const steps = () => reader.prepare('SELECT name FROM steps ORDER BY id').pluck().all();
    run.step({ kind: 'reviewer', name: 'alone', key: '0'.repeat(64) });
    expect(steps()).toEqual(['alone']);

    run.together(() => {
      for (let at = 0; at < 20; at++) run.step({ kind: 'reviewer', name: `r${at}`, key: '0'.repeat(64) });
      expect(steps()).toEqual(['alone']);
    });

    expect(steps()).toEqual(['alone', ...Array.from({ length: 20 }, (_, at) => `r${at}`)]);
    log.close();
  });

  it('are written in part where they are many, and what was made before an error is kept', () => {
    const log = openInMemory();
    const run = log.startRun(aRun());
    const step = () => run.step({ kind: 'reviewer', name: 'r', key: '0'.repeat(64) });

    const work = () =>
      run.together(() => {
        for (let at = 0; at < 600; at++) step();
        expect(run.unsaved).toBeLessThan(1000);
        throw new Error('stopped');
      });

    expect(work).toThrow('stopped');
    expect(run.unsaved).toBe(0);
    expect(log.run(run.runId).steps).toHaveLength(600);
    log.close();
  });
});

describe('a recorded run', () => {
  it('gives back exactly what the coordination was computed from and what it answered', () => {
    const log = openInMemory();
    const surrogate = aFinding({
      id: 'f-2',
      location: { path: 'bad\udc80', side: 'new', startLine: null, endLine: null },
    });
    const input = anInput([aFinding(), surrogate], { changeSet: aChangeSet({ body: 'nul \0 and \ud800' }) });
    const failed = {
      ...anInput([]).reports[0],
      status: 'failed',
      reason: 'it crashed',
    } as (typeof input.reports)[number];
    const both = { ...input, reports: [failed, ...input.reports] };
    const decisions = [aDecision({ finding: 'f-2', state: { kind: 'merged', into: 'f-1' } }), aDecision()];
    const output = { decisions, review: aReview({ verdict: 'minor_issues' }) };

    const id = recordRun(log, { input: both, output });

    expect(canonicalJson(log.recordedInput(id))).toBe(canonicalJson(both));
    expect(canonicalJson(log.recordedOutput(id))).toBe(canonicalJson(output));
    expect(log.run(id).steps.map(({ step, events }) => [step.name, events.at(-1)?.state])).toEqual([
      ['change-set', 'ok'],
      ['security', 'failed'],
      ['security', 'ok'],
      ['coordinate', 'ok'],
    ]);
    log.close();
  });

  it('keeps how the model halves ended and what the judge said, and tells them again', () => {
    const log = openInMemory();
    const model = { status: 'failed', reason: 'the budget is used up', models: ['claude-sonnet-5-5'] } as const;
    const [report] = anInput([aFinding()]).reports;
    if (report === undefined) throw new TypeError('no report');
    const candidate = 'c1';
    const location = { path: 'src/db.ts', side: 'new', startLine: 3, endLine: 3 } as const;
    const judge: JudgeAnswer[] = [
      { candidate, action: 'drop', refutation: 'it is escaped', quote: 'escape(id)\udc80', location },
      { candidate: 'c2', action: 'keep' },
    ];
    const input = anInput([], { reports: [{ ...report, model: { ...model, models: [...model.models] } }], judge });
    const steps = [{ step: 'judge' as const, note: 'refuted: it is escaped' }];
    const output = { decisions: [aDecision({ steps })], review: aReview() };

    const id = recordRun(log, { input, output });
    const silent = recordRun(log, { input: { ...input, judge: [] }, output });
    const unasked = recordRun(log, { input: anInput([]), output });

    expect(canonicalJson(log.recordedInput(id))).toBe(canonicalJson(input));
    expect(log.recordedInput(silent).judge).toEqual([]);
    expect(log.recordedInput(unasked)).not.toHaveProperty('judge');
    expect(log.run(id).steps.map(({ step, model: half }) => [step.kind, half])).toEqual([
      ['change-set', null],
      ['reviewer', model],
      ['judge', null],
      ['coordinate', null],
    ]);
    const [, , judged] = log.run(id).steps;
    const bytes = log.artifact(judged?.events.at(-1)?.artifact ?? '') ?? [];
    expect(Buffer.from(bytes).toString()).toBe(canonicalJson(judge));
    expect(log.findingStory('f-1', { run: id }).chapters[0]?.decision?.steps).toEqual(steps);
    log.close();
  });

  it('numbers its rows in one sequence over all tables', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    recordRun(log, { input: anInput([aFinding()]), output: { decisions: [aDecision()], review: aReview() } });
    log.close();
    const db = rawConnection(path);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%sequence%'")
      .pluck()
      .all();

    const sequences = tables.flatMap(
      (name) =>
        db
          .prepare(`SELECT sequence FROM ${String(name)}`)
          .pluck()
          .all() as number[],
    );

    expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from(sequences, (_, index) => index + 1));
  });

  it('stores equal bytes once, compressed, and tells when they are let go', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    const input = anInput([aFinding()], { changeSet: aChangeSet({ body: 'long '.repeat(10_000) }) });
    const first = recordRun(log, { input, output: { decisions: [], review: aReview() } });
    const second = recordRun(log, { input, output: { decisions: [], review: aReview() } });
    const db = rawConnection(path);
    const stored = db.prepare('SELECT count(*) AS count, sum(length(zstd)) AS bytes FROM artifact_contents').get();
    const named = db.prepare('SELECT count(DISTINCT digest) FROM artifacts').pluck().get();

    const again = db.prepare('SELECT count(*) AS n FROM artifacts GROUP BY run, digest, media_type HAVING n > 1').all();

    expect(again).toEqual([]);
    expect(stored).toMatchObject({ count: named });
    expect(stored).toSatisfy(({ bytes }: { bytes: number }) => bytes < 5000);

    log.forget(first, 'old');
    expect(log.recordedInput(second)).toEqual(input);
    log.forget(second, 'old');
    expect(() => log.recordedInput(second)).toThrow(/no longer holds the bytes/);
    expect(log.run(second)).toMatchObject({ review: null, findings: [{ finding: { id: 'f-1' } }] });
    log.close();
  });

  it('that did not get as far as coordinating says so', () => {
    const log = openInMemory();
    const run = log.startRun(aRun());
    run.finish('failed', 'the forge was away');

    expect(() => log.recordedInput(run.runId)).toThrow(/did not get that far/);
    expect(log.runs({ limit: 1 })).toMatchObject([{ state: 'failed', note: 'the forge was away', review: null }]);
    log.close();
  });
});

it('takes more rows at once than a call may have arguments', () => {
  const db = rawConnection(':memory:');
  let written = 0;
  const rows = Array.from({ length: 300_000 }, () => () => void (written += 1));
  new WriteBuffer(db, ':memory:', undefined).append(rows);
  expect(written).toBe(300_000);
  db.close();
});

describe('a log that another process has locked', () => {
  it('keeps the rows in memory, waits once, and writes them at the end', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path, { busyMs: 30 });
    const troubles: string[] = [];
    const other = rawConnection(path);
    other.exec('BEGIN IMMEDIATE');

    const run = log.startRun(aRun(), { onTrouble: ({ message }) => troubles.push(message) });
    const step = run.step({ kind: 'reviewer', name: 'security', key: '1'.repeat(64) });
    run.recordFindings(step, [aFinding()]);
    const waiting = run.unsaved;
    other.exec('ROLLBACK');
    const left = run.finish('finished', null);

    expect(troubles).toEqual([expect.stringMatching(/locked by another process/)]);
    expect([waiting, left, run.unsaved]).toEqual([5, null, 0]);
    expect(log.run(run.runId).findings).toHaveLength(1);
    log.close();
  });

  it('throws where nobody wants to hear of trouble', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path, { busyMs: 30 });
    rawConnection(path).exec('BEGIN IMMEDIATE');

    expect(() => log.startRun(aRun())).toThrow(InfrastructureError);
    log.close();
  });
});
