import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import { digestOf } from '../tables/artifacts.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { zstdDecompressSync } from 'node:zlib';

const Content = z.strictObject({ digest: z.string(), zstd: z.instanceof(Uint8Array) });

/**
 * Every row in an order that depends on nothing but the rows, one at a time: a log may be larger than the memory. Bytes stand by their digest: two
 * compressors may differ.
 */
export function* dump(db: Database.Database): Generator<string> {
  for (const table of UNION_TABLES) {
    for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY id`).iterate())
      yield `${table}\t${canonicalJson(row)}`;
  }
  for (const row of db.prepare('SELECT digest, zstd FROM artifact_contents ORDER BY digest').iterate()) {
    const { digest, zstd } = Content.parse(row);
    yield `artifact_contents\t${digest}\t${digestOf(zstdDecompressSync(zstd))}`;
  }
}
