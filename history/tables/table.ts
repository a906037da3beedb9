import type Database from 'better-sqlite3';
import type { z } from 'zod';

/** A row's columns are the schema's keys in snake case. */
type RowSchema = z.ZodObject;

/** What every table can do: append one row, and read rows back through its schema. */
export class Table<Schema extends RowSchema> {
  /** The select list; every column under its name in the schema. */
  protected readonly columns: string;
  protected readonly db: Database.Database;
  readonly #name: string;
  readonly #schema: Schema;
  readonly #insert: Database.Statement;

  constructor(db: Database.Database, name: string, schema: Schema) {
    const keys = Object.keys(schema.shape);
    this.db = db;
    this.#name = name;
    this.#schema = schema;
    this.columns = keys.map((key) => `${snakeCase(key)} AS ${key}`).join(', ');
    const names = keys.map(snakeCase).join(', ');
    const values = keys.map((key) => `@${key}`).join(', ');
    this.#insert = db.prepare(`INSERT INTO ${name} (${names}) VALUES (${values})`);
  }

  /** Appends one row. Text that is no Unicode (lone surrogates) is mended by the driver; JSON columns escape it and keep it. */
  append(row: z.output<Schema>): void {
    this.#insert.run(row);
  }

  /** Reads every row; throws at the first one that this version cannot read. */
  check(): void {
    for (const row of this.db.prepare(`SELECT ${this.columns} FROM ${this.#name}`).iterate()) {
      this.checkRow(this.#schema.parse(row));
    }
  }

  /** For tables that keep documents in their rows. */
  protected checkRow(_row: z.output<Schema>): void {}

  protected readAll(rows: readonly unknown[]): z.output<Schema>[] {
    return rows.map((row) => this.#schema.parse(row));
  }
}

/** All texts that begin with `prefix` lie from it up to this one. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
