import type Database from 'better-sqlite3';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { unpack } from '../tables/artifacts.ts';

const Content = z.strictObject({ digest: z.string(), zstd: z.instanceof(Uint8Array), size: z.int().min(0) });

/** Tables of Litestream and of SQLite itself are no part of the schema. */
const OURS = `SELECT type, name, tbl_name, sql FROM %.sqlite_schema
  WHERE tbl_name NOT LIKE '\\_litestream\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;

/** A log whose tables or guards were changed by hand is not taken over. */
export function requireSameSchema(db: Database.Database, sourcePath: string): void {
  const [main, source] = ['main', 'source'].map((schema) => OURS.replace('%', schema));
  const differs = db.prepare(
    `SELECT name FROM (${main} EXCEPT ${source}) UNION SELECT name FROM (${source} EXCEPT ${main})`,
  );
  const names = z.array(z.string()).parse(differs.pluck().all());
  if (names.length === 0) return;
  throw new InfrastructureError({
    what: `the log to merge has another schema than this history: ${names.slice(0, 5).join(', ')}`,
    where: sourcePath,
    remedy: 'Its tables or triggers were changed by hand; merge an unchanged copy.',
  });
}

/** Takes over the rows of one table that the target lacks; returns how many. */
export function takeTable(db: Database.Database, table: string, sourcePath: string): number {
  const columns = z.array(z.string()).parse(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table));
  refuseOtherBytes(db, { table, columns, sourcePath });
  if (columns.includes('sequence')) refuseSamePlace(db, table, sourcePath);
  const list = columns.join(', ');
  return db
    .prepare(
      `INSERT INTO main.${table} (${list}) SELECT ${list} FROM source.${table} AS s
       WHERE NOT EXISTS (SELECT 1 FROM main.${table} AS m WHERE m.id = s.id)`,
    )
    .run().changes;
}

/** Takes over the bytes that a row without a tombstone names and the target lacks, each proved against its address. */
export function takeContents(db: Database.Database): void {
  const missing = db
    .prepare(
      `SELECT digest FROM source.artifact_contents AS c WHERE digest NOT IN (SELECT digest FROM main.artifact_contents)
       AND EXISTS (SELECT 1 FROM main.artifacts AS a WHERE a.digest = c.digest AND NOT EXISTS
       (SELECT 1 FROM main.tombstones WHERE subject_table = 'artifacts' AND subject = a.id))`,
    )
    .pluck();
  const read = db.prepare(
    `SELECT digest, zstd, (SELECT size FROM main.artifacts WHERE artifacts.digest = @digest LIMIT 1) AS size
     FROM source.artifact_contents WHERE digest = @digest`,
  );
  const store = db.prepare('INSERT INTO main.artifact_contents (digest, zstd) VALUES (@digest, @zstd)');
  for (const digest of z.array(z.string()).parse(missing.all())) {
    const content = Content.parse(read.get({ digest }));
    unpack(content);
    store.run({ digest, zstd: content.zstd });
  }
}

function refuseOtherBytes(
  db: Database.Database,
  {
    table,
    columns,
    sourcePath,
  }: { readonly table: string; readonly columns: readonly string[]; readonly sourcePath: string },
): void {
  const other = columns.map((column) => `s.${column} IS NOT m.${column}`).join(' OR ');
  const id = db
    .prepare(`SELECT s.id FROM source.${table} AS s JOIN main.${table} AS m ON m.id = s.id WHERE ${other} LIMIT 1`)
    .pluck()
    .get();
  if (typeof id === 'string')
    throw conflict(`both logs have row ${id} of ${table}, with different contents`, sourcePath);
}

function refuseSamePlace(db: Database.Database, table: string, sourcePath: string): void {
  const id = db
    .prepare(
      `SELECT s.id FROM source.${table} AS s JOIN main.${table} AS m ON m.run = s.run AND m.sequence = s.sequence
       WHERE m.id <> s.id LIMIT 1`,
    )
    .pluck()
    .get();
  if (typeof id === 'string')
    throw conflict(`row ${id} of ${table} has the place of another row in its run`, sourcePath);
}

function conflict(what: string, where: string): InfrastructureError {
  return new InfrastructureError({
    what: `the logs contradict each other: ${what}`,
    where,
    remedy: 'One of them was changed. Nothing was merged; keep both files and restore the right one from a replica.',
  });
}
