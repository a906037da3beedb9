import type Database from 'better-sqlite3';
import { z } from 'zod';
import { RowId } from '../../schemas/run.ts';
import { Table } from './table.ts';

/** Says that what a row names has been let go, and why. The row itself stays. */
export const Tombstone = z.strictObject({
  id: RowId,
  at: z.iso.datetime(),
  subjectTable: z.literal('artifacts'),
  subject: RowId,
  reason: z.string(),
});
export type Tombstone = z.infer<typeof Tombstone>;

export class Tombstones extends Table<typeof Tombstone> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'tombstones', Tombstone);
    this.#ofRun = db.prepare(
      `SELECT ${this.columns} FROM tombstones
       WHERE subject_table = 'artifacts' AND subject IN (SELECT id FROM artifacts WHERE run = @run) ORDER BY id`,
    );
  }

  /** The tombstones on a run's artifacts. */
  ofRun(run: string): Tombstone[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
