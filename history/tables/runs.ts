import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Run } from '../schemas/run.ts';
import { prefixEnd, Table } from './table.ts';

/** Later than every uuid. */
const END = 'g';

/** One row a run. */
export class Runs extends Table<typeof Run> {
  readonly #before: Database.Statement;
  readonly #byPrefix: Database.Statement;
  readonly #count: Database.Statement;
  readonly #ofLabel: Database.Statement;

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

  byPrefix(prefix: string, limit: number): Run[] {
    return this.readAll(this.#byPrefix.all({ prefix, end: prefixEnd(prefix), limit }));
  }
}
