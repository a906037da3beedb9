import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { Artifacts } from '../tables/artifacts.ts';
import { copyLog } from '../file/back-up.ts';
import { openDatabase } from '../file/open.ts';
import { inWords } from '../file/open-error.ts';
import { requireSqliteFile } from '../file/private-file.ts';
import { checkRows, prepareTables, UNION_TABLES } from '../tables/tables.ts';
import { requireSameSchema, takeContents, takeTable } from './union-tables.ts';

/** What a union brought. */
export interface MergeResult {
  /** New rows by table. */
  readonly added: Readonly<Record<string, number>>;
  /** Artifacts whose bytes were let go, because the other log had a tombstone on them. */
  readonly purged: number;
}

/**
 * Adds to `db` every row of the log at `sourcePath` that it lacks, in one transaction: all or nothing. Rows are compared by
 * id; the same id with other bytes is an error. The source is copied first, so it is never written, may be of an older
 * schema, and may be in use. Tables of Litestream are not looked at.
 */
export function mergeInto(db: Database.Database, sourcePath: string, now: () => Date): MergeResult {
  const folder = mkdtempSync(join(tmpdir(), 'docket-union-'));
  try {
    const copy = join(folder, 'source.db');
    prepareCopy(resolve(sourcePath), copy, now);
    return inWords(sourcePath, () => mergeCopy(db, copy, sourcePath));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opening the copy for writing brings it to the current schema, and refuses what is damaged, foreign or newer. */
function prepareCopy(source: string, copy: string, now: () => Date): void {
  inWords(source, () => {
    requireSqliteFile(source);
    copyLog(source, copy);
    const db = openDatabase(copy, { now });
    try {
      // A row that cannot be read could never be taken out again.
      checkRows(prepareTables(db));
    } finally {
      db.close();
    }
  });
}

function mergeCopy(db: Database.Database, copy: string, sourcePath: string): MergeResult {
  db.prepare('ATTACH ? AS source').run(copy);
  try {
    return db.transaction(() => takeOver(db, sourcePath)).immediate();
  } finally {
    db.exec('DETACH source');
  }
}

function takeOver(db: Database.Database, sourcePath: string): MergeResult {
  requireSameSchema(db, sourcePath);
  const added = UNION_TABLES.map((table) => [table, takeTable(db, table, sourcePath)] as const);
  takeContents(db);
  return { added: Object.fromEntries(added), purged: new Artifacts(db).purge(null) };
}
