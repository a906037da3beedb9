import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Digest } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

/** Something that left Docket: `terminal`, `file:review.md`, a pull request. */
export const Publication = RowHead.extend({ target: z.string(), bodyDigest: Digest });
export type Publication = z.infer<typeof Publication>;

/** What is about to leave, and where to. */
export class Publications extends Table<typeof Publication> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'publications', Publication);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM publications WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): Publication[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
