import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Step, StepEvent, type StepKind } from '../../schemas/run.ts';
import { Table } from './table.ts';

const Product = z.string().nullable().optional();

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
  readonly #product: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'step_events', StepEvent);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM step_events WHERE run = @run ORDER BY sequence`);
    this.#product = db
      .prepare(
        `SELECT artifact FROM step_events WHERE run = @run AND state = 'ok'
         AND EXISTS (SELECT 1 FROM steps WHERE steps.id = step_events.step AND kind = @kind) ORDER BY sequence DESC LIMIT 1`,
      )
      .pluck();
  }

  ofRun(run: string): StepEvent[] {
    return this.readAll(this.#ofRun.all({ run }));
  }

  /** What the last step of a kind that ended well produced; null where there is none, or it produced nothing. */
  product(run: string, kind: StepKind): string | null {
    return Product.parse(this.#product.get({ run, kind })) ?? null;
  }
}
