import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { rawConnection, recordRun, temporaryFolder } from '../builders.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

const TABLES = [
  'runs',
  'run_events',
  'steps',
  'step_events',
  'model_calls',
  'reused_calls',
  'tool_calls',
  'artifacts',
  'artifact_contents',
  'findings',
  'decisions',
  'publications',
  'publication_events',
  'outcomes',
  'tombstones',
  'finding_facts',
  'decision_facts',
  'migrations',
];

/** A log with at least one row in every table, as another program would open it. */
function filledLog(recursiveTriggers: boolean): Database.Database {
  const path = join(temporaryFolder(), 'history.db');
  const log = openHistory(path);
  const output = { decisions: [aDecision()], review: aReview() };
  recordRun(log, { input: anInput([aFinding()]), output });
  const recorder = log.startRun(aRun());
  recorder.putArtifact(Buffer.from('let go'), 'text/plain');
  recorder.recordOutcome({ concern: 'c', kind: 'claimed', actor: 'me', reason: null, at: '2026-01-01T00:00:00Z' });
  log.forget(recorder.runId, 'a test');
  log.close();
  const db = rawConnection(path);
  db.pragma('foreign_keys = OFF');
  fillCalls(db);
  db.pragma(`recursive_triggers = ${recursiveTriggers ? 'ON' : 'OFF'}`);
  return db;
}

function fillCalls(db: Database.Database): void {
  const head = `'01900000-0000-7000-8000-00000000000', 'r', 1, 's', 'c', 1, 't', 'ok', NULL, NULL, NULL`;
  db.exec(
    `INSERT INTO model_calls VALUES (${head.replace("0000',", "00001',")}, 'p', 'h', 0, 'm', 1, 1, 1, 1, 1, 1, 1)`,
  );
  db.exec(`INSERT INTO tool_calls VALUES (${head.replace("0000',", "00002',")}, NULL, 'read', NULL)`);
  db.exec(`INSERT INTO reused_calls VALUES ('i', 'r', 1, 's', 't', 'p', 'h', 0, 'm', 'q', 'a', 1)`);
}

function refusal(db: Database.Database, attack: string): string | null {
  try {
    db.exec(attack);
  } catch (error) {
    return error instanceof Error ? error.message : null;
  }
  return null;
}

function contents(db: Database.Database): unknown {
  return TABLES.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
}

/** Every unique key of a table, as lists of columns. */
function keysOf(db: Database.Database, table: string): string[][] {
  const indices = db.prepare('SELECT name FROM pragma_index_list(?) WHERE "unique"').pluck().all(table) as string[];
  const columns = db.prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno').pluck();
  const primary = db
    .prepare('SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk')
    .pluck()
    .all(table) as string[];
  return [primary, ...indices.map((index) => columns.all(index) as string[])].filter((key) => key.length > 0);
}

function columnsOf(db: Database.Database, table: string): string[] {
  return db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
}

/** A row that collides with an existing one in `key` alone and is new in every other column that identifies it. */
function collidingRow(db: Database.Database, table: string, key: readonly string[]): string {
  const identities = new Set(keysOf(db, table).flat());
  return columnsOf(db, table)
    .map((column) => {
      if (key.includes(column) || !identities.has(column)) return column;
      return column === 'sequence' || column === 'version' ? `${column} + 1000` : `${column} || 'x'`;
    })
    .join(', ');
}

describe.each([true, false])('with recursive_triggers %s', (recursive) => {
  it.each(TABLES)('%s refuses UPDATE, DELETE and every insert that would replace or ignore', (table) => {
    const db = filledLog(recursive);
    const before = contents(db);
    const columns = columnsOf(db, table);
    const attacks = [
      ...columns.map((column) => `UPDATE ${table} SET ${column} = ${column}`),
      `UPDATE OR REPLACE ${table} SET ${columns[0]} = (SELECT max(${columns[0]}) FROM ${table})`,
      `UPDATE OR IGNORE ${table} SET ${columns[0]} = (SELECT max(${columns[0]}) FROM ${table})`,
      `DELETE FROM ${table}`,
      `DELETE FROM ${table} LIMIT 1`,
      ...keysOf(db, table).flatMap((key) => {
        const row = `SELECT ${collidingRow(db, table, key)} FROM ${table} WHERE true LIMIT 1`;
        return [
          `INSERT INTO ${table} ${row}`,
          `INSERT OR REPLACE INTO ${table} ${row}`,
          `REPLACE INTO ${table} ${row}`,
          `INSERT OR IGNORE INTO ${table} ${row}`,
          `INSERT OR FAIL INTO ${table} ${row}`,
          `INSERT INTO ${table} ${row} ON CONFLICT DO NOTHING`,
          `INSERT INTO ${table} ${row} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns[0]} = (SELECT max(${columns[0]}) FROM ${table})`,
        ];
      }),
    ];

    expect(attacks.map((attack) => [attack, refusal(db, attack)])).toEqual(
      attacks.map((attack) => [attack, expect.stringMatching(/^docket history/)]),
    );

    expect(before).toSatisfy((tables: unknown[][]) => tables.every((rows) => rows.length > 0));
    expect(contents(db)).toEqual(before);
  });

  it('guards artifact bytes by rowid too', () => {
    const db = filledLog(recursive);
    const attack = (verb: string): string =>
      `INSERT OR ${verb} INTO artifact_contents (rowid, digest, zstd) SELECT min(rowid), 'x', x'' FROM artifact_contents`;

    expect(() => db.exec(attack('REPLACE'))).toThrow(/docket history/);
    expect(() => db.exec(attack('IGNORE'))).toThrow(/docket history/);
  });

  it('keeps a row of another id from taking the place of a row in its run', () => {
    const db = filledLog(recursive);
    const takesPlace = `INSERT OR REPLACE INTO run_events SELECT id || 'x', run, sequence, at, 'failed', note FROM run_events LIMIT 1`;

    expect(() => db.exec(takesPlace)).toThrow(/run_events has a row with this run and sequence/);
  });
});

describe.each(['INSERT', 'INSERT OR REPLACE', 'INSERT OR IGNORE'])('%s', (verb) => {
  it.each(['ok', 'failed'])('cannot end an attempt again, as %s', (state) => {
    const db = filledLog(true);
    const columns = columnsOf(db, 'model_calls').map(
      (column) => ({ id: "id || 'x'", sequence: 'sequence + 1', state: `'${state}'` })[column] ?? column,
    );
    const attack = `${verb} INTO model_calls SELECT ${columns.join(', ')} FROM model_calls`;

    expect(refusal(db, attack)).toMatch(/this attempt has begun, or has ended, already/);
    expect(refusal(db, attack.replace(`'${state}'`, "'started'"))).toBeNull();
    expect(refusal(db, attack.replace(`'${state}'`, "'started'").replaceAll('x', 'y').replace('+ 1', '+ 2'))).toMatch(
      /has begun/,
    );
  });
});

describe('artifact bytes', () => {
  it('go only when every row that names them has a tombstone, and come back only with a new row', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    const first = log.startRun(aRun());
    const second = log.startRun(aRun());
    const digest = first.putArtifact(Buffer.from('shared'), 'text/plain');
    second.putArtifact(Buffer.from('shared'), 'text/plain');

    log.forget(first.runId, 'old');
    const afterOne = log.artifact(digest);
    log.forget(second.runId, 'old');
    const afterBoth = log.artifact(digest);
    const third = log.startRun(aRun());
    third.putArtifact(Buffer.from('shared'), 'text/plain');

    expect(afterOne).toEqual(Buffer.from('shared'));
    expect(afterBoth).toBeNull();
    expect(log.artifact(digest)).toEqual(Buffer.from('shared'));
    expect(log.run(first.runId).tombstones).toMatchObject([{ reason: 'old' }]);
    log.close();
  });

  it('cannot be put in under a tombstone', () => {
    const db = filledLog(true);
    const buried = db
      .prepare("SELECT digest FROM artifacts JOIN tombstones ON artifacts.id = subject WHERE media_type = 'text/plain'")
      .pluck()
      .get();

    expect(() => db.prepare("INSERT INTO artifact_contents (digest, zstd) VALUES (?, x'')").run(buried)).toThrow(
      /without a tombstone/,
    );
  });
});
