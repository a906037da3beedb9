import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Finding } from '../../schemas/finding.ts';
import { RowId } from '../../schemas/run.ts';
import { fromJson, RowHead } from './row.ts';
import { prefixEnd, Table } from './table.ts';

const Row = RowHead.extend({
  step: RowId,
  finding: z.string(),
  reviewer: z.string(),
  rule: z.string(),
  body: z.string(),
});

/** What a past is looked up by. Thousands of findings are opened before every run, so no more of them is read. */
export const SaidFinding = z.object({
  reviewer: Finding.shape.reviewer,
  origin: Finding.shape.origin,
  rule: Finding.shape.rule,
  confidence: Finding.shape.confidence,
  stated: Finding.shape.stated,
  evidence: Finding.shape.evidence,
  remark: Finding.shape.remark,
  location: z.object({ path: z.string() }).nullable(),
});

/** Made once: a schema takes longer to make than a row to read. */
const Body = z.string().optional();

/** A raw finding, with its place in the log. */
export interface FindingRow extends RowHead {
  readonly step: string;
  readonly finding: Finding;
}

/** Every raw finding, as its reviewer said it. */
export class Findings extends Table<typeof Row> {
  readonly #ofRun: Database.Statement;
  readonly #byFinding: Database.Statement;
  readonly #saidIn: Database.Statement;
  readonly #idsByPrefix: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'findings', Row);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM findings WHERE run = @run ORDER BY sequence`);
    this.#byFinding = db.prepare(
      `SELECT ${this.columns} FROM findings WHERE finding = @finding ORDER BY run DESC, sequence`,
    );
    this.#saidIn = db.prepare(`SELECT body FROM findings WHERE ${byRun(db)} ORDER BY sequence LIMIT 1`).pluck();
    this.#idsByPrefix = db
      .prepare(
        'SELECT DISTINCT finding FROM findings WHERE finding >= @prefix AND finding < @end ORDER BY finding LIMIT @limit',
      )
      .pluck();
  }

  add({ finding, ...head }: FindingRow): void {
    const { id, reviewer, rule } = finding;
    this.append({ ...head, finding: id, reviewer, rule, body: JSON.stringify(finding) });
  }

  ofRun(run: string): FindingRow[] {
    return this.readAll(this.#ofRun.all({ run })).map(decode);
  }

  /** Newest run first. */
  byFinding(finding: string): FindingRow[] {
    return this.readAll(this.#byFinding.all({ finding })).map(decode);
  }

  /** Where a finding of a run came from; null where the run has none of that name. */
  saidIn(run: string, finding: string): z.infer<typeof SaidFinding> | null {
    const body = Body.parse(this.#saidIn.get({ run, finding }));
    return body === undefined ? null : fromJson(SaidFinding, body);
  }

  /** Ids of findings that begin with `prefix`. */
  idsByPrefix(prefix: string, limit: number): string[] {
    return z.array(z.string()).parse(this.#idsByPrefix.all({ prefix, end: prefixEnd(prefix), limit }));
  }

  protected override checkRow(row: z.infer<typeof Row>): void {
    decode(row);
  }
}

function decode({ id, run, sequence, step, body }: z.infer<typeof Row>): FindingRow {
  return { id, run, sequence, step, finding: fromJson(Finding, body) };
}

/** A finding of a run, by the shortest way: older logs that may only be read have no facts, and read all runs that say the same. */
function byRun(db: Database.Database): string {
  const hasFacts = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'finding_facts'").get() !== undefined;
  return hasFacts
    ? 'id IN (SELECT id FROM finding_facts WHERE run = @run AND finding = @finding)'
    : 'finding = @finding AND +run = @run';
}
