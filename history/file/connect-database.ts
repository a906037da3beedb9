import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Where a database file's header says whether it is in WAL mode (2) or not (1): once for writers, once for readers. */
const JOURNAL_BYTES = [18, 19];

/** Connects to an existing file for reading and writing; never creates one, since it would get the umask's mode. */
export function connectDatabase(path: string, busyMs: number): Database.Database {
  return new Database(path, { timeout: busyMs, fileMustExist: true });
}

/** Who only reads may ask of all runs; then four times of what a connection usually keeps spares a fifth of the time. In KiB, below zero by SQLite's custom. */
const READERS_CACHE = -65_536;

/** Connects to an existing file for reading only. */
export function connectReadonly(path: string, busyMs: number): Database.Database {
  const db = new Database(path, { readonly: true, timeout: busyMs, fileMustExist: true });
  try {
    // The first read is what opens the file.
    db.pragma('schema_version');
    db.pragma(`cache_size = ${READERS_CACHE}`);
    return db;
  } catch (error) {
    db.close();
    if (!cannotShare(error) || existsSync(`${path}-wal`)) throw error;
    return connectImage(path);
  }
}

/**
 * In a folder that cannot be written SQLite cannot make the file that readers of a WAL database share. With no WAL left over
 * the file is complete in itself, so it is read into memory.
 */
function connectImage(path: string): Database.Database {
  const image = readFileSync(path);
  for (const offset of JOURNAL_BYTES) image[offset] = 1;
  return new Database(image, { readonly: true });
}

function cannotShare(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
}
