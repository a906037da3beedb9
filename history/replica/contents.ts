import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openHistory } from '../log.ts';
import { MIGRATIONS } from '../schema/migrations.ts';

/** What an epoch holds: promised by the manifest when it is whole, and proved whenever it is restored. */
export const Contents = z.strictObject({
  rows: z.int().min(0),
  /** SHA-256 over the rows as `HistoryLog.dump` orders them. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Contents = z.infer<typeof Contents>;

/** Counts and digests the rows of a log's file. */
export function contentsOf(path: string): Contents {
  const log = openHistory(path);
  try {
    const lines = log.dump();
    const hash = createHash('sha256');
    for (const line of lines) hash.update(line).update('\n');
    return { rows: lines.length, digest: hash.digest('hex') };
  } finally {
    log.close();
  }
}

/**
 * Why a restored file is not what the manifest promised; null when it is, or when nothing was promised: by an older Docket, or under a
 * schema from which the rows were migrated when the file was opened.
 */
export function brokenPromise(
  path: string,
  { schema, holds }: { readonly schema: number; readonly holds?: Contents | undefined },
): string | null {
  if (holds === undefined || schema !== MIGRATIONS.length) return null;
  const found = contentsOf(path);
  if (found.rows !== holds.rows) return `it holds ${found.rows} rows where ${holds.rows} were committed`;
  return found.digest === holds.digest ? null : 'its rows are not those that were committed';
}
