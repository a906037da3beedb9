import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Outcome, OutcomeKind } from '../../schemas/outcome.ts';
import type { Run } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

const Row = RowHead.extend({
  concern: z.string(),
  kind: OutcomeKind,
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string(),
  role: z.string().nullable(),
});

/** What became of a published comment, with the run that noticed it. */
export interface OutcomeRow extends RowHead {
  readonly outcome: Outcome;
}

export class Outcomes extends Table<typeof Row> {
  readonly #ofConcern: Database.Statement;
  readonly #ofRun: Database.Statement;
  readonly #ofLabel: Database.Statement;
  readonly #newest: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'outcomes', Row);
    this.#ofConcern = db.prepare(
      `SELECT ${this.columns} FROM outcomes WHERE concern = @concern ORDER BY run, sequence`,
    );
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM outcomes WHERE run = @run ORDER BY sequence`);
    this.#ofLabel = db.prepare(
      `SELECT ${this.columns} FROM outcomes
       WHERE run IN (SELECT id FROM runs WHERE label = @label AND source = @source) ORDER BY run, sequence`,
    );
    this.#newest = db.prepare(
      `SELECT ${this.columns} FROM outcomes WHERE kind <> 'claimed'
       AND (@local OR (SELECT trust FROM runs WHERE id = run) <> 'local') ORDER BY run DESC, sequence DESC LIMIT @limit`,
    );
  }

  /** The newest outcomes that are final, newest run first; of runs on this machine only where `local` is set. */
  newestFinal({ limit, local }: { readonly limit: number; readonly local: boolean }): OutcomeRow[] {
    return this.readAll(this.#newest.all({ limit, local: Number(local) })).map(decode);
  }

  add({ outcome, ...head }: OutcomeRow): void {
    this.append({ ...head, ...outcome, role: outcome.role ?? null });
  }

  ofConcern(concern: string): OutcomeRow[] {
    return this.readAll(this.#ofConcern.all({ concern })).map(decode);
  }

  ofRun(run: string): OutcomeRow[] {
    return this.readAll(this.#ofRun.all({ run })).map(decode);
  }

  /** Of all runs that reviewed what is called so, oldest run first. */
  ofLabel({ source, label }: Pick<Run, 'source' | 'label'>): OutcomeRow[] {
    return this.readAll(this.#ofLabel.all({ source, label })).map(decode);
  }

  protected override checkRow(row: z.infer<typeof Row>): void {
    decode(row);
  }
}

function decode({ id, run, sequence, role, ...outcome }: z.infer<typeof Row>): OutcomeRow {
  return { id, run, sequence, outcome: Outcome.parse({ ...outcome, ...(role === null ? {} : { role }) }) };
}
