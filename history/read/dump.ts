import type Database from 'better-sqlite3';
import { z } from 'zod';
import { compareText } from '../../schemas/text/compare-text.ts';
import { digestOf } from '../tables/artifacts.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { zstdDecompressSync } from 'node:zlib';

const Content = z.strictObject({ digest: z.string(), zstd: z.instanceof(Uint8Array) });

/**
 * Every row in an order that depends on nothing but the rows, one at a time: a log may be larger than the memory. Bytes stand by their digest: two
 * compressors may differ.
 */
export function* dump(db: Database.Database): Generator<string> {
  for (const table of UNION_TABLES) yield* rowsOf(db, table);
  for (const row of db.prepare('SELECT digest, zstd FROM artifact_contents ORDER BY digest').iterate()) {
    const { digest, zstd } = Content.parse(row);
    yield `artifact_contents\t${digest}\t${digestOf(zstdDecompressSync(zstd))}`;
  }
}

/** One column of one row. */
const Cells = z.array(z.union([z.string(), z.number(), z.null()]));
const Columns = z.array(z.string());

/**
 * The rows of one table, each as canonical JSON: of a flat row whose columns are known that is a list of values, which takes a third of the time. A proof of
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
    const cells = Cells.parse(row);
    yield `${table}\t${names.map((name, at) => name + JSON.stringify(cells[at] ?? null)).join('')}}`;
  }
}
