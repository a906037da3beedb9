import type Database from 'better-sqlite3';
import { Step, StepEvent } from '../../schemas/run.ts';
import { Table } from './table.ts';

/** The journaled pieces of a run. */
export class Steps extends Table<typeof Step> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'steps', Step);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM steps WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): Step[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}

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
