import type Database from 'better-sqlite3';
import { StepEvent } from '../schemas/run.ts';
import { Table } from './table.ts';

/** How steps began and ended; the event that ends one names what it produced. */
export class StepEvents extends Table<typeof StepEvent> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'step_events', StepEvent);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM step_events WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): StepEvent[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
