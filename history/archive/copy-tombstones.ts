import { inWords } from '../file/open-error.ts';
import { openDatabase } from '../file/open.ts';

/**
 * Brings the tombstones with one reason from an archive into the base, where their rows are not: a view that is kept from run to run elsewhere still has
 * the bytes, and looks at the base alone.
 */
export function copyTombstones({ from, to }: { readonly from: string; readonly to: string }, reason: string): void {
  inWords(to, () => {
    const db = openDatabase(to);
    try {
      db.prepare('ATTACH ? AS source').run(from);
      db.prepare(
        `INSERT INTO main.tombstones SELECT * FROM source.tombstones AS s
         WHERE reason = @reason AND NOT EXISTS (SELECT 1 FROM main.tombstones AS m WHERE m.id = s.id)`,
      ).run({ reason });
    } finally {
      db.close();
    }
  });
}
