import type Database from 'better-sqlite3';
import { z } from 'zod';
import { RowId } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

/** `intent` before anything leaves, `receipt` once it is known to have arrived, `failed` when it is known that it did not. */
export const PublicationState = z.enum(['intent', 'receipt', 'failed']);
export type PublicationState = z.infer<typeof PublicationState>;

export const PublicationEvent = RowHead.extend({
  publication: RowId,
  at: z.iso.datetime(),
  state: PublicationState,
  /** What the other side calls it: an address or an id; for a failure, its reason. */
  reference: z.string().nullable(),
});
export type PublicationEvent = z.infer<typeof PublicationEvent>;

export class PublicationEvents extends Table<typeof PublicationEvent> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'publication_events', PublicationEvent);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM publication_events WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): PublicationEvent[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
