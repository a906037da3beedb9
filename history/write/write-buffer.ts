import type Database from 'better-sqlite3';
import { Problem } from '../../schemas/problem.ts';
import { historyError } from '../file/open-error.ts';

/** Told once, when the history can no longer be written; the run goes on. */
export type OnTrouble = (problem: Problem) => void;

/** Rows that are held back together at most: what belongs to them is in memory until they are written. */
const MOST_HELD = 1000;

/**
 * Appends rows, one transaction a call. When the file cannot be written the rows stay in memory, in their order, and are
 * tried again by `flush`: a full disk in the middle of a run loses nothing that the run still has a chance to write.
 */
export class WriteBuffer {
  readonly #path: string;
  readonly #write: (rows: readonly (() => void)[]) => void;
  readonly #onTrouble: OnTrouble | undefined;
  #pending: (() => void)[] = [];
  #troubled = false;
  #holders = 0;

  constructor(db: Database.Database, path: string, onTrouble: OnTrouble | undefined) {
    this.#path = path;
    this.#onTrouble = onTrouble;
    const transaction = db.transaction((rows: readonly (() => void)[]) => {
      for (const append of rows) append();
    });
    // BEGIN IMMEDIATE: a transaction that has to turn from reader to writer half way could not wait for its turn.
    this.#write = (rows) => transaction.immediate(rows);
  }

  /** How many rows are only in memory. */
  get unsaved(): number {
    return this.#pending.length;
  }

  append(rows: readonly (() => void)[]): void {
    // One by one: a run may have more rows than a call may have arguments.
    for (const row of rows) this.#pending.push(row);
    if (this.#holders > 0 && this.#pending.length < MOST_HELD) return;
    this.#attempt();
  }

  /** What is appended meanwhile becomes one transaction, or a few where it is much: to make one durable costs as much as all the rest of a row. */
  together<Value>(work: () => Value): Value {
    this.#holders += 1;
    try {
      return work();
    } finally {
      this.#holders -= 1;
      if (this.#holders === 0) this.#attempt();
    }
  }

  #attempt(): void {
    // In trouble every attempt may wait for a lock as long as the first one did: once more at the end is enough.
    if (this.#troubled && this.#onTrouble !== undefined) return;
    const problem = this.flush();
    if (problem === null) return;
    if (this.#onTrouble === undefined) throw problem;
    this.#onTrouble(problem);
  }

  /** Writes what is only in memory; returns what prevents it, or null. */
  flush(): Problem | null {
    const rows = this.#pending;
    if (rows.length === 0) return null;
    try {
      this.#write(rows);
    } catch (error) {
      const problem = historyError(error, this.#path);
      // Rows that the schema refuses would be refused for ever; that is a mistake in the program.
      if (!(problem instanceof Problem)) this.#pending = [];
      if (!(problem instanceof Problem)) throw problem;
      this.#troubled = true;
      return problem;
    }
    this.#pending = [];
    this.#troubled = false;
    return null;
  }
}
