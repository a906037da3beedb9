import type Database from 'better-sqlite3';
import { z } from 'zod';
import { compareText } from '../../schemas/text/compare-text.ts';
import { digestOf } from '../tables/artifacts.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { zstdDecompressSync } from 'node:zlib';

const Content = z.strictObject({ digest: z.string(), zstd: z.instanceof(Uint8Array), size: z.int() });

/** The size bounds what is unpacked: some bytes of a tampered log may stand for more than there is memory. */
const CONTENTS = `SELECT digest, zstd, coalesce((SELECT max(size) FROM artifacts WHERE artifacts.digest = c.digest), 0) AS size
  FROM artifact_contents AS c ORDER BY digest`;

/**
 * Every row in an order that depends on nothing but the rows, one at a time: a log may be larger than the memory. Bytes stand by their digest: two
 * compressors may differ.
 */
export function* dump(db: Database.Database): Generator<string> {
  for (const table of UNION_TABLES) yield* rowsOf(db, table);
  for (const row of db.prepare(CONTENTS).iterate()) {
    const { digest, zstd, size } = Content.parse(row);
    yield `artifact_contents\t${digest}\t${digestOf(zstdDecompressSync(zstd, { maxOutputLength: Math.max(size, 1) }))}`;
  }
}

const Columns = z.array(z.string());

/**
 * The rows of one table, each as canonical JSON: of a flat row whose columns are known that is a list of values, which takes a third less time. A proof of
 * what was restored goes over all of them.
 */
function* rowsOf(db: Database.Database, table: string): Generator<string> {
  const columns = Columns.parse(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)).toSorted(
    compareText,
  );
  const names = columns.map((column, at) => `${at === 0 ? '{' : ','}${JSON.stringify(column)}:`);
  for (const row of db
    .prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`)
    .raw()
    .iterate()) {
    // Not by zod, which takes longer for a row than all the rest: whatever SQLite keeps is text, a number or null here.
    if (!Array.isArray(row)) throw new TypeError('a row of SQLite is no list of values');
    let text = `${table}\t`;
    for (let at = 0; at < names.length; at += 1) text += `${names[at] ?? ''}${JSON.stringify(row[at])}`;
    yield `${text}}`;
  }
}
