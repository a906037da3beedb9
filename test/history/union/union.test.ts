import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { UNION_TABLES } from '../../../history/tables/tables.ts';
import { runs } from '../../support/soak.ts';
import { rawConnection, recordRun, temporaryFolder } from '../builders.ts';
import { aStart, anEnd, digestFor } from '../write/calls.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

/** What may happen to a log. */
type Action =
  | { readonly kind: 'run'; readonly findings: number }
  | { readonly kind: 'artifact'; readonly content: number }
  | { readonly kind: 'calls'; readonly text: number; readonly ends: boolean }
  | { readonly kind: 'forget'; readonly nth: number };

const Actions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('run' as const), findings: fc.nat(3) }),
    fc.record({ kind: fc.constant('artifact' as const), content: fc.nat(3) }),
    fc.record({ kind: fc.constant('calls' as const), text: fc.nat(2), ends: fc.boolean() }),
    fc.record({ kind: fc.constant('forget' as const), nth: fc.nat(4) }),
  ),
  { maxLength: 4 },
);

/** Asks a question, or takes its answer from the log; a tool is used too. */
function ask(log: HistoryLog, { text, ends }: { readonly text: number; readonly ends: boolean }): void {
  const question = `q-${text}`;
  const requestDigest = digestFor(question);
  const recorder = log.startRun(aRun());
  const { id } = recorder.step({ kind: 'reviewer', name: 'security', key: '1'.repeat(64) });
  const answer = log.recordedAnswer({ requestDigest, trust: 'local' });
  if (answer !== null) recorder.calls.reused(id, { requestDigest, answer });
  else recorder.calls.started(id, aStart('c', question));
  if (answer === null && ends) recorder.calls.ended(anEnd('c', question));
  const tool = { step: 'security', tool: 'read', input: { text }, output: question, isError: false, seen: null };
  recorder.calls.toolCalled(id, { ...tool, requestDigest });
}

function act(log: HistoryLog, action: Action): void {
  if (action.kind === 'forget') {
    const run = log.runs({ limit: 5 })[action.nth]?.run.id;
    if (run !== undefined) log.forget(run, 'retention');
  } else if (action.kind === 'calls') {
    ask(log, action);
  } else if (action.kind === 'artifact') {
    log.startRun(aRun()).putArtifact(Buffer.from(`content ${action.content}`), 'text/plain');
  } else {
    const findings = Array.from({ length: action.findings }, (_, n) => aFinding({ id: `f-${n}` }));
    recordRun(log, { input: anInput(findings), output: { decisions: [aDecision()], review: aReview() } });
  }
}

/** Writes a log that begins as a copy of `base`, and goes its own way. */
function grow(path: string, actions: readonly Action[], base?: string): string {
  if (base !== undefined) copyFileSync(base, path);
  const log = openHistory(path);
  for (const action of actions) act(log, action);
  log.close();
  return path;
}

/** The union of logs in this order, as a dump; `path` becomes the union. */
function union(path: string, logs: readonly string[]): string[] {
  const log = openHistory(path);
  for (const other of logs) log.merge(other);
  const lines = log.dump();
  log.close();
  return lines;
}

describe('the union of two logs', () => {
  it('takes over every table but the ledger, and artifact bytes apart', () => {
    const path = join(temporaryFolder(), 'history.db');
    openHistory(path).close();
    const tables = rawConnection(path).prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();

    expect(new Set([...UNION_TABLES, 'artifact_contents', 'finding_facts', 'decision_facts', 'migrations'])).toEqual(
      new Set(tables),
    );
  });

  it('is commutative, associative and idempotent, and tombstones win', () => {
    fc.assert(
      fc.property(Actions, Actions, Actions, Actions, (common, one, two, three) => {
        const folder = temporaryFolder();
        const at = (name: string): string => join(folder, name);
        const base = grow(at('base'), common);
        const [a, b, c] = [grow(at('a'), one, base), grow(at('b'), two, base), grow(at('c'), three, base)];

        const leftToRight = union(at('ab-c'), [a, b, c]);
        const rightToLeft = union(at('c-ba'), [c, b, a]);
        union(at('bc'), [b, c]);
        const grouped = union(at('a-bc'), [a, at('bc')]);
        const twice = union(at('ab-c'), [a, at('ab-c'), b, c]);

        expect(rightToLeft).toEqual(leftToRight);
        expect(grouped).toEqual(leftToRight);
        expect(twice).toEqual(leftToRight);
        expect(new Set(leftToRight)).toEqual(new Set([...leftToRight, ...rowsOf([a, b, c])]));
        expect(union(at('nothing'), [base])).toEqual(union(base, []));
      }),
      { numRuns: runs(8, 200) },
    );
  }, 600_000);

  it('lets go of bytes that only the other log let go of', () => {
    const folder = temporaryFolder();
    const base = grow(join(folder, 'base'), [{ kind: 'artifact', content: 1 }]);
    const buried = grow(join(folder, 'buried'), [{ kind: 'forget', nth: 0 }], base);
    const log = openHistory(base);

    const { added, purged } = log.merge(buried);

    expect(purged).toBe(1);
    expect(added).toMatchObject({ tombstones: 1, runs: 0, artifacts: 0 });
    log.close();
  });

  it('does not look at tables of Litestream, and leaves the source as it is', () => {
    const folder = temporaryFolder();
    const source = grow(join(folder, 'source'), [{ kind: 'run', findings: 1 }]);
    const raw = rawConnection(source);
    raw.exec(
      'CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); INSERT INTO _litestream_seq VALUES (1, 7)',
    );
    raw.close();
    const before = readFileSync(source);

    const merged = union(join(folder, 'target'), [source]);

    expect(merged.length).toBeGreaterThan(5);
    expect(readFileSync(source).equals(before)).toBe(true);
  });
});

describe('a log that contradicts this one', () => {
  /** Two copies of one log, the second changed behind the back of the guards. */
  function contradict(change: string): () => void {
    const folder = temporaryFolder();
    const base = grow(join(folder, 'base'), [{ kind: 'run', findings: 1 }]);
    const changed = grow(join(folder, 'changed'), [], base);
    const raw = rawConnection(changed);
    raw.pragma('foreign_keys = OFF');
    const guards = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of guards) raw.exec(`DROP TRIGGER ${name}`);
    raw.exec(change);
    for (const { sql } of guards) raw.exec(sql);
    raw.close();
    return () => {
      const log = openHistory(base);
      const before = log.dump();
      try {
        log.merge(changed);
      } finally {
        expect(log.dump()).toEqual(before);
        log.close();
      }
    };
  }

  it.each([
    ["UPDATE runs SET label = 'other'", /both logs have row [0-9a-f-]{36} of runs, with different contents/],
    ["UPDATE findings SET body = json_set(body, '$.title', 'other')", /row [0-9a-f-]{36} of findings/],
    ['UPDATE step_events SET reason = NULL, artifact = NULL', /of step_events/],
    [`UPDATE run_events SET id = substr(id, 1, 35) || '0'`, /of run_events has the place of another row/],
    ["UPDATE runs SET trust = 'whoever'", /a row that this version of Docket cannot read/],
    ["UPDATE findings SET body = '{}'", /a row that this version of Docket cannot read/],
    ['CREATE TABLE more (x)', /another schema than this history: more/],
  ])('%s is refused by name, and nothing is merged', (change, says) => {
    expect(contradict(change)).toThrow(says);
  });

  it('is refused when bytes are not what their address says', () => {
    const folder = temporaryFolder();
    const source = grow(join(folder, 'source'), [{ kind: 'artifact', content: 1 }]);
    const raw = rawConnection(source);
    const guard = raw
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'artifact_contents_no_update'")
      .pluck()
      .get() as string;
    raw.exec(`DROP TRIGGER artifact_contents_no_update; UPDATE artifact_contents SET zstd = x'00'; ${guard}`);
    raw.close();

    expect(() => union(join(folder, 'target'), [source])).toThrow(
      /bytes of artifact [0-9a-f]{64} in the history are damaged/,
    );
  });
});

/** Every line of these logs but the bytes, which a tombstone of another log may take. */
function rowsOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => union(path, [])).filter((line) => !line.startsWith('artifact_contents'));
}
