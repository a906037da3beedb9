import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { inWords } from '../file/open-error.ts';
import { openDatabase } from '../file/open.ts';
import { dump } from '../read/dump.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { faultOf } from './blame.ts';

/** What an epoch holds: promised by the manifest when it is whole, and proved whenever it is restored. */
export const EpochContents = z.strictObject({
  rows: z.int().min(0),
  /** SHA-256 over the rows as `HistoryLog.dump` orders them. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EpochContents = z.infer<typeof EpochContents>;

/** So many characters are digested at once: a call for each of 50,000 rows takes as long as to read them. */
const AT_ONCE = 64 * 1024;

/** Counts and digests the rows of a log's file. */
export function contentsOf(path: string): EpochContents {
  const db = openDatabase(path);
  try {
    const hash = createHash('sha256');
    let rows = 0;
    let lines = '';
    inWords(path, () => {
      for (const line of dump(db)) {
        lines += `${line}\n`;
        rows += 1;
        if (lines.length < AT_ONCE) continue;
        hash.update(lines);
        lines = '';
      }
    });
    hash.update(lines);
    return { rows, digest: hash.digest('hex') };
  } finally {
    db.close();
  }
}

/** SHA-256 of a file's bytes. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** What the manifest says of an epoch that is whole. */
export interface Promised {
  /** The schema under which it was counted. */
  readonly schema: number;
  /** Absent in what an older Docket wrote. */
  readonly holds?: EpochContents | undefined;
}

/**
 * Why a restored file is not what the manifest promised; null when it is. Of one that nothing was promised of, it is known that it was
 * not empty. Opening a file of an older schema has migrated its rows: then their digest is another one, and no migration takes rows away.
 */
export function brokenPromise(path: string, promised: Promised): string | null {
  return faultOf(path, () => differs(contentsOf(path), promised));
}

function differs(found: EpochContents, { schema, holds }: Promised): string | null {
  if (holds === undefined) return found.rows === 0 ? 'it holds no row, and what is finished has some' : null;
  const isMigrated = schema !== MIGRATIONS.length;
  if (isMigrated ? found.rows < holds.rows : found.rows !== holds.rows)
    return `it holds ${found.rows} rows where ${holds.rows} were committed`;
  return isMigrated || found.digest === holds.digest ? null : 'its rows are not those that were committed';
}
