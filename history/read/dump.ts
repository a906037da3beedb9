import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import { digestOf } from '../tables/artifacts.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { zstdDecompressSync } from 'node:zlib';

const Content = z.strictObject({ digest: z.string(), zstd: z.instanceof(Uint8Array) });

/** Every row in an order that depends on nothing but the rows. Bytes stand by their digest: two compressors may differ. */
export function dump(db: Database.Database): string[] {
  const rows = UNION_TABLES.flatMap((table) =>
    db
      .prepare(`SELECT * FROM ${table} ORDER BY id`)
      .all()
      .map((row) => `${table}\t${canonicalJson(row)}`),
  );
  const contents = db.prepare('SELECT digest, zstd FROM artifact_contents ORDER BY digest').all();
  return [
    ...rows,
    ...z
      .array(Content)
      .parse(contents)
      .map(({ digest, zstd }) => `artifact_contents\t${digest}\t${digestOf(zstdDecompressSync(zstd))}`),
  ];
}
