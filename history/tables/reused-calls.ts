import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Digest, RowId } from '../../schemas/run.ts';
import { Flag } from './model-calls.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

/** A question whose answer was in the log: who would have been asked, and what the answer had cost. */
export const ReusedCall = RowHead.extend({
  step: RowId,
  at: z.iso.datetime(),
  provider: z.string(),
  host: z.string(),
  local: Flag,
  model: z.string(),
  requestDigest: Digest,
  responseDigest: Digest,
  savedMicroUsd: z.int().min(0),
});
export type ReusedCall = z.infer<typeof ReusedCall>;

export class ReusedCalls extends Table<typeof ReusedCall> {
  readonly #ofRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'reused_calls', ReusedCall);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM reused_calls WHERE run = @run ORDER BY sequence`);
  }

  ofRun(run: string): ReusedCall[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
