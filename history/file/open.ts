import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InfrastructureError } from '../../schemas/problem.ts';
import { copyLog } from './back-up.ts';
import { connectDatabase, connectReadonly } from './connect-database.ts';
import { newId } from '../ids.ts';
import { migrate, requireCurrentOrOlder, schemaVersionOf } from '../schema/migrate.ts';
import { MIGRATIONS, type Migration } from '../schema/migrations.ts';
import { VIEWS_OF_CONNECTION } from '../schema/report-views.ts';
import { inWords } from './open-error.ts';
import { ensurePrivateFile, requireSqliteFile } from './private-file.ts';

/** How long a statement waits for another writer. */
const BUSY_MS = 5000;
/** Files up to this size are checked page by page when opened (some milliseconds); larger ones as their pages are read. */
const CHECKED_BYTES = 4 * 1024 * 1024;

export interface OpenOptions {
  /** The clock; the system's by default. */
  readonly now?: () => Date;
  /** Opens for reading only; the file must exist and have the program's tables. */
  readonly readonly?: boolean;
  /** The schema to bring the file to; the program's own by default. */
  readonly migrations?: readonly Migration[];
  /** How long to wait for another writer, in milliseconds. */
  readonly busyMs?: number;
}

/** Opens the database file with every setting that the log relies on. Whatever goes wrong is an `InfrastructureError`. */
export function openDatabase(path: string, options: OpenOptions = {}): Database.Database {
  const absolute = resolve(path);
  return inWords(absolute, () => {
    if (options.readonly !== true) ensurePrivateFile(absolute);
    requireSqliteFile(absolute);
    const { readonly = false, busyMs = BUSY_MS } = options;
    const db = readonly ? connectReadonly(absolute, busyMs) : connectDatabase(absolute, busyMs);
    try {
      prepare(db, absolute, options);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** A log that lives as long as the process: for reviews whose history file cannot be used. */
export function openMemory(now: () => Date): Database.Database {
  const db = new Database(':memory:');
  const path = ':memory:';
  configure(db);
  migrate(db, { path, migrations: MIGRATIONS, now, backUp: () => {} });
  return db;
}

function configure(db: Database.Database): void {
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('trusted_schema = OFF');
  // What is let go is overwritten, not only unlinked.
  db.pragma('secure_delete = ON');
  // A commit survives a power cut: an intent must stand before anything is published. In WAL mode that is one fsync a commit.
  db.pragma('synchronous = FULL');
}

function prepare(db: Database.Database, path: string, options: OpenOptions): void {
  const { now = () => new Date(), readonly = false, migrations = MIGRATIONS, busyMs = BUSY_MS } = options;
  configure(db);
  const settings = { path, migrations, now };
  requireCurrentOrOlder(db, settings);
  if (statSync(path).size <= CHECKED_BYTES) requireUndamaged(db, path);
  if (readonly) return requireReadable(db, path, migrations);
  // Turning a new file to WAL needs it alone, and SQLite does not wait for that by itself.
  retryWhileBusy(busyMs, () => db.pragma('journal_mode = WAL'));
  // Nothing is written, but the lock is only given for a file that can be.
  db.transaction(() => {}).immediate();
  migrate(db, { ...settings, backUp: (version) => copyLog(path, `${path}.v${version}-${newId()}.backup`) });
}

function requireReadable(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  const found = schemaVersionOf(db);
  const least = migrations.findLastIndex(({ onlyForReading = false }) => !onlyForReading) + 1;
  if (found < least) {
    throw new InfrastructureError({
      what: `the history has schema version ${found} and must be brought to version ${least} first`,
      where: path,
      remedy: 'Open it once where it can be written: run any review with this history.',
    });
  }
  if (found < migrations.length) db.exec(VIEWS_OF_CONNECTION);
}

/** Looks at every page of a file, whatever its size. */
export function requireSound(path: string): void {
  inWords(path, () => {
    const db = connectReadonly(path, BUSY_MS);
    try {
      requireUndamaged(db, path);
    } finally {
      db.close();
    }
  });
}

function requireUndamaged(db: Database.Database, path: string): void {
  const answer = db.pragma('quick_check(1)', { simple: true });
  if (answer === 'ok') return;
  throw new InfrastructureError({
    what: `the history file is damaged (${String(answer).replaceAll(/\s+/g, ' ')})`,
    where: path,
    remedy:
      'It was left as it is. Restore it from a backup or a replica, or move it away to start a new history, or name another file with --history.',
  });
}

const PAUSE_MS = 20;

/** Repeats `action` while SQLite answers busy, for at most `limitMs`; then its error is thrown. */
function retryWhileBusy<T>(limitMs: number, action: () => T): T {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return action();
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waited >= limitMs) throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}
