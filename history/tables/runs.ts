import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Run, RunEvent } from '../../schemas/run.ts';
import { Table, prefixEnd } from './table.ts';

/** The label of the runs that hold what archives leave behind. No diff that is reviewed can be called so: a file's name does not end with a slash. */
export const NOTE_LABEL = { source: 'diff', label: 'archives/' } as const;

/** Later than every uuid. */
const END = 'g';

/** One row a run. */
export class Runs extends Table<typeof Run> {
  readonly #before: Database.Statement;
  readonly #byPrefix: Database.Statement;
  readonly #count: Database.Statement;
  readonly #ofLabel: Database.Statement;
  readonly #newestOf: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'runs', Run);
    this.#before = db.prepare(`SELECT ${this.columns} FROM runs WHERE id < @before ORDER BY id DESC LIMIT @limit`);
    this.#byPrefix = db.prepare(
      `SELECT ${this.columns} FROM runs WHERE id >= @prefix AND id < @end ORDER BY id DESC LIMIT @limit`,
    );
    this.#count = db.prepare('SELECT count(*) FROM runs').pluck();
    this.#ofLabel = db.prepare(
      `SELECT ${this.columns} FROM runs WHERE label = @label AND source = @source ORDER BY id DESC`,
    );
    this.#newestOf = db.prepare(
      `SELECT ${this.columns} FROM runs WHERE trust = @trust AND NOT (source = '${NOTE_LABEL.source}' AND label = '${NOTE_LABEL.label}')
       ORDER BY id DESC LIMIT @limit`,
    );
  }

  count(): number {
    return z.int().parse(this.#count.get());
  }

  /** The newest runs older than `before`, newest first. */
  newest({ limit, before = END }: { readonly limit: number; readonly before?: string | undefined }): Run[] {
    return this.readAll(this.#before.all({ limit, before }));
  }

  /** The runs that reviewed what is called so, newest first. */
  ofLabel({ source, label }: Pick<Run, 'source' | 'label'>): Run[] {
    return this.readAll(this.#ofLabel.all({ source, label }));
  }

  /** The newest runs of one trust domain, newest first. */
  newestOf({ trust, limit }: Pick<Run, 'trust'> & { readonly limit: number }): Run[] {
    return this.readAll(this.#newestOf.all({ trust, limit }));
  }

  byPrefix(prefix: string, limit: number): Run[] {
    return this.readAll(this.#byPrefix.all({ prefix, end: prefixEnd(prefix), limit }));
  }
}

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
