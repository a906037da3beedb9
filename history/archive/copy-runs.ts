import { z } from 'zod';
import { openDatabase } from '../file/open.ts';
import { inWords } from '../file/open-error.ts';
import { UNION_TABLES } from '../tables/tables.ts';
import { takeContents } from '../union/union-tables.ts';

/** How many rows were copied, by table. */
type CopiedRows = Readonly<Record<string, number>>;

const Columns = z.array(z.string());

const OF_WANTED = 'SELECT id FROM source.artifacts WHERE run IN (SELECT run FROM wanted)';

/** Which rows of a table belong to the runs that are wanted. */
function belongs(table: string, strays: boolean): string {
  if (table === 'runs') return 'id IN (SELECT run FROM wanted)';
  if (table !== 'tombstones') return 'run IN (SELECT run FROM wanted)';
  return `subject IN (${OF_WANTED})${strays ? ' OR subject NOT IN (SELECT id FROM source.artifacts)' : ''}`;
}

/**
 * Writes all rows and bytes of some runs of the log at `from` into a new log at `to`, whose own guards are in force: a reference that leads to a run
 * that is not wanted fails it. With `strays` also tombstones on what is not in the log. The log that is copied from stays as it is.
 */
export function copyRuns(
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: () => Date },
  { runs, strays = false }: { readonly runs: Iterable<string>; readonly strays?: boolean },
): CopiedRows {
  return inWords(from, () => {
    const db = openDatabase(to, { now });
    try {
      db.exec('CREATE TEMP TABLE wanted (run TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID');
      db.prepare('ATTACH ? AS source').run(from);
      const want = db.prepare('INSERT INTO wanted VALUES (?)');
      const copy = db.transaction(() => {
        for (const run of new Set(runs)) want.run(run);
        const copied = UNION_TABLES.map((table) => {
          const columns = Columns.parse(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)).join();
          const rows = `SELECT ${columns} FROM source.${table} WHERE ${belongs(table, strays)}`;
          return [table, db.prepare(`INSERT INTO main.${table} (${columns}) ${rows}`).run().changes] as const;
        });
        takeContents(db);
        return Object.fromEntries(copied);
      });
      return copy.immediate();
    } finally {
      db.close();
    }
  });
}
