import type Database from 'better-sqlite3';
import { RunEvent } from '../schemas/run.ts';
import { Table } from './table.ts';

/** How a run began and ended. */
export class RunEvents extends Table<typeof RunEvent> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'run_events', RunEvent);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM run_events WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): RunEvent[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
