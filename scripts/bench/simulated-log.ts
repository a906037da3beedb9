import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { openHistory } from '../../history/log.ts';
import { simulatedReview } from './simulated-review.ts';
import { type Simulated, simulateRuns } from './simulated-runs.ts';

/** What is simulated. */
export interface SimulationOptions {
  readonly runs: number;
  readonly seed: number;
  /** When the last run ended, in milliseconds. */
  readonly until: number;
  /** How long the runs took, from the first to the last; two years by default. */
  readonly years?: number;
}

/** So many of the newest runs have a review that can be opened; the older ones only have their rows. */
const WITH_REVIEW = 1000;

/**
 * Writes a log as a busy repository would have it after two years. The rows are those that the program writes, the artifacts only what reports read; the
 * guards are taken away while rows go in, and put back as they were.
 */
export function writeSimulatedLog(path: string, options: SimulationOptions): void {
  openHistory(path).close();
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -262144');
  const guards = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'")
    .all() as readonly {
    readonly name: string;
    readonly sql: string;
  }[];
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  const write = rowWriter(db);
  const stored = new Set<string>();
  const batch = db.transaction((runs: readonly Simulated[], from: number) => {
    for (const [at, run] of runs.entries()) {
      const isRecent = from + at >= options.runs - WITH_REVIEW;
      for (const row of run.rows) write(row.table, row.values);
      if (isRecent) putReview(run, write, stored);
    }
  });
  let from = 0;
  for (const runs of simulateRuns(options)) {
    batch(runs, from);
    from += runs.length;
  }
  for (const { sql } of guards) db.exec(sql);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

type Write = (table: string, values: Readonly<Record<string, unknown>>) => void;

/** Each form of a row is prepared once. */
function rowWriter(db: Database.Database): Write {
  const prepared = new Map<string, Database.Statement>();
  return (table, values) => {
    const names = Object.keys(values);
    const key = `${table} ${names.join()}`;
    const known = prepared.get(key);
    const statement =
      known ??
      db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`);
    if (known === undefined) prepared.set(key, statement);
    statement.run(values);
  };
}

function putReview(run: Simulated, write: Write, stored: Set<string>): void {
  const bytes = Buffer.from(JSON.stringify(simulatedReview(run)));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (!stored.has(digest)) write('artifact_contents', { digest, zstd: zstdCompressSync(bytes) });
  stored.add(digest);
  write('artifacts', { ...run.head(), digest, media_type: 'application/json', size: bytes.length });
  const { step, at } = run.coordination;
  write('step_events', { ...run.head(), step, at, state: 'ok', reason: null, artifact: digest });
}
