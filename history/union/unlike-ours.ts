import Database from 'better-sqlite3';
import { z } from 'zod';
import { describeCause } from '../../schemas/problem.ts';
import { openMemory } from '../file/open.ts';
import { requireSqliteFile } from '../file/private-file.ts';
import { requireSameSchema } from './union-tables.ts';

const Check = z.array(z.object({ integrity_check: z.string() }));

const LITESTREAM = `tbl_name LIKE '\\_litestream\\_%' ESCAPE '\\'`;

/**
 * Why a restored log cannot be used as it is; null when it can. The file must be whole to SQLite's full check, its tables and guards must be ours to the letter, and every reference must lead somewhere; then
 * Litestream's own tables are taken out of it. The rows are another matter: `brokenPromise` proves those.
 */
export function unlikeOurs(path: string): string | null {
  try {
    requireSqliteFile(path);
    const ours = openMemory(() => new Date());
    try {
      ours.prepare('ATTACH ? AS source').run(path);
      const torn = Check.parse(ours.pragma('source.integrity_check(1)'))[0]?.integrity_check;
      if (torn !== 'ok') return `it is damaged: ${torn ?? 'SQLite says nothing'}`;
      requireSameSchema(ours, path);
      const broken = ours.pragma('source.foreign_key_check');
      if (Array.isArray(broken) && broken.length > 0) return `${broken.length} references of it lead nowhere`;
    } finally {
      ours.close();
    }
    return withoutLitestream(path);
  } catch (error) {
    return describeCause(error);
  }
}

/** A view is never replicated, and what an earlier stream noted in it would be taken for its own by a later one. */
function withoutLitestream(path: string): string | null {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('trusted_schema = OFF');
    const left = db.prepare(`SELECT type, name FROM sqlite_schema WHERE ${LITESTREAM} AND name NOT LIKE 'sqlite%'`);
    for (const { type, name } of z.array(z.strictObject({ type: z.string(), name: z.string() })).parse(left.all())) {
      if (type !== 'table' || !/^\w{1,60}$/.test(name)) return `it has ${type} ${name}, which is not Litestream's`;
      db.exec(`DROP TABLE ${name}`);
    }
    db.pragma('wal_checkpoint(TRUNCATE)');
    return null;
  } finally {
    db.close();
  }
}
