import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Digest, RowId, type TrustDomain } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

/** One use of a tool by a model. Tools only read, so there is one row, when it is over. */
export const ToolCall = RowHead.extend({
  step: RowId,
  call: z.string(),
  attempt: z.int().min(1),
  at: z.iso.datetime(),
  state: z.enum(['started', 'ok', 'failed']),
  error: z.string().nullable(),
  requestDigest: Digest,
  responseDigest: Digest.nullable(),
  modelCall: RowId.nullable(),
  tool: z.string(),
  inputDigest: Digest.nullable(),
});
export type ToolCall = z.infer<typeof ToolCall>;

const Answered = z.object({ responseDigest: Digest });

export class ToolCalls extends Table<typeof ToolCall> {
  readonly #ofRun: Database.Statement;
  readonly #answer: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'tool_calls', ToolCall);
    this.#answer = db.prepare(
      `SELECT response_digest AS responseDigest FROM tool_calls JOIN runs ON runs.id = tool_calls.run
       WHERE request_digest = @requestDigest AND runs.trust = @trust AND response_digest IS NOT NULL
       ORDER BY tool_calls.run DESC, tool_calls.sequence DESC LIMIT 1`,
    );
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM tool_calls WHERE run = @run ORDER BY sequence`);
  }

  /** The address of the newest answer to exactly this question in one trust domain; null when nobody asked it. */
  answer(asked: { readonly requestDigest: Digest; readonly trust: TrustDomain }): Digest | null {
    return Answered.nullish().parse(this.#answer.get(asked))?.responseDigest ?? null;
  }

  ofRun(run: string): ToolCall[] {
    return this.readAll(this.#ofRun.all({ run }));
  }
}
