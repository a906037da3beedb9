import { openDatabase } from '../file/open.ts';
import { inWords } from '../file/open-error.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { takeContents } from '../union/union-tables.ts';
import { z } from 'zod';

/** How many rows were copied, by table. */
export type CopiedRows = Readonly<Record<string, number>>;

const Columns = z.array(z.string());

/** Which rows of a table belong to the runs that are wanted. */
function belongs(table: string): string {
  if (table === 'runs') return 'id IN (SELECT run FROM wanted)';
  if (table !== 'tombstones') return 'run IN (SELECT run FROM wanted)';
  return 'subject IN (SELECT id FROM source.artifacts WHERE run IN (SELECT run FROM wanted))';
}

/**
 * Writes all rows and bytes of some runs of the log at `from` into a new log at `to`, whose own guards are in force: a reference that leads to a run
 * that is not wanted fails it. The log that is copied from stays as it is.
 */
export function copyRuns(from: string, to: string, runs: Iterable<string>, now: () => Date): CopiedRows {
  return inWords(from, () => {
    const db = openDatabase(to, { now });
    try {
      db.exec('CREATE TEMP TABLE wanted (run TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID');
      const want = db.prepare('INSERT OR IGNORE INTO wanted VALUES (?)');
      db.transaction(() => {
        for (const run of runs) want.run(run);
      })();
      db.prepare('ATTACH ? AS source').run(from);
      return db
        .transaction(() => {
          const copied = UNION_TABLES.map((table) => {
            const columns = Columns.parse(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)).join();
            const copy = `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM source.${table} WHERE ${belongs(table)}`;
            return [table, db.prepare(copy).run().changes] as const;
          });
          takeContents(db);
          return Object.fromEntries(copied);
        })
        .immediate();
    } finally {
      db.close();
    }
  });
}
