import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Decision } from '../../schemas/decision.ts';
import { RowId } from '../../schemas/run.ts';
import { fromJson, RowHead } from './row.ts';
import { Table } from './table.ts';

const Row = RowHead.extend({
  step: RowId,
  finding: z.string(),
  fingerprint: z.string().nullable(),
  concern: z.string().nullable(),
  state: z.string(),
  mergedInto: z.string().nullable(),
  body: z.string(),
});

const PublishedAt = Row.pick({ run: true, finding: true });
const MaybePublished = PublishedAt.optional();

/** What the coordinator decided about one finding, with its place in the log. */
export interface DecisionRow extends RowHead {
  readonly step: string;
  readonly decision: Decision;
}

/** Every decision, in the coordinator's order. */
export class Decisions extends Table<typeof Row> {
  readonly #ofRun: Database.Statement;
  readonly #ofClaim: Database.Statement;
  readonly #published: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'decisions', Row);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM decisions WHERE run = @run ORDER BY sequence`);
    this.#ofClaim = db.prepare(
      `SELECT ${this.columns} FROM decisions WHERE fingerprint = @fingerprint
       UNION SELECT ${this.columns} FROM decisions WHERE concern = @concern ORDER BY run, sequence`,
    );
    this.#published = db.prepare(
      `SELECT run, finding FROM decisions WHERE concern = @concern AND state IN ('inline', 'file', 'summary')
       ORDER BY run DESC LIMIT 1`,
    );
  }

  /** Where a concern was published last, and as which finding; null when it never was. One index answers. */
  lastPublished(concern: string): z.infer<typeof PublishedAt> | null {
    return MaybePublished.parse(this.#published.get({ concern })) ?? null;
  }

  add({ decision, ...head }: DecisionRow): void {
    const { finding, fingerprint, concern, state } = decision;
    const mergedInto = state.kind === 'merged' ? state.into : null;
    this.append({
      ...head,
      finding,
      fingerprint,
      concern,
      state: state.kind,
      mergedInto,
      body: JSON.stringify(decision),
    });
  }

  ofRun(run: string): DecisionRow[] {
    return this.readAll(this.#ofRun.all({ run })).map(decode);
  }

  /** Every decision on the same claim or the same concern, oldest run first. */
  ofClaim({ fingerprint, concern }: Pick<Decision, 'fingerprint' | 'concern'>): DecisionRow[] {
    return this.readAll(this.#ofClaim.all({ fingerprint, concern })).map(decode);
  }

  protected override checkRow(row: z.infer<typeof Row>): void {
    decode(row);
  }
}

function decode({ id, run, sequence, step, body }: z.infer<typeof Row>): DecisionRow {
  return { id, run, sequence, step, decision: fromJson(Decision, body) };
}
