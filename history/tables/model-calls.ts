import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Digest, type Run, RowId, type TrustDomain } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { prefixEnd, Table } from './table.ts';

const Count = z.int().min(0);

/** Characters of a time that name its month. */
export const MONTH = 'yyyy-mm'.length;

/** SQLite has no booleans. */
export const Flag = z.literal([0, 1]);

/** Half of an attempt at a question: that it began, or how it ended. Both halves say who was asked what, and what was put aside. */
export const ModelCall = RowHead.extend({
  step: RowId,
  call: z.string(),
  attempt: z.int().min(1),
  at: z.iso.datetime(),
  state: z.enum(['started', 'ok', 'failed']),
  error: z.string().nullable(),
  requestDigest: Digest,
  responseDigest: Digest.nullable(),
  provider: z.string(),
  host: z.string(),
  local: Flag,
  model: z.string(),
  inputTokens: Count.nullable(),
  outputTokens: Count.nullable(),
  cacheReadTokens: Count.nullable(),
  cacheWriteTokens: Count.nullable(),
  reservedMicroUsd: Count,
  costMicroUsd: Count.nullable(),
  reservedTokens: Count,
});
export type ModelCall = z.infer<typeof ModelCall>;

/** The end of an attempt, with the bytes of its answer as they are stored. */
const StoredAnswer = ModelCall.extend({ responseDigest: Digest, zstd: z.instanceof(Uint8Array), size: Count });
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** Money and tokens of some attempts. */
export const Sum = z.strictObject({ microUsd: Count, tokens: Count });
export type Sum = z.infer<typeof Sum>;

/** What is not known counts as what was put aside. A request that was refused for nothing took no tokens. */
const SUM = `
  coalesce(sum(coalesce(ended.cost_micro_usd, began.reserved_micro_usd)), 0) AS microUsd,
  coalesce(sum(CASE
    WHEN ended.input_tokens IS NOT NULL AND ended.output_tokens IS NOT NULL
    THEN ended.input_tokens + ended.output_tokens + ended.cache_read_tokens + ended.cache_write_tokens
    WHEN ended.state = 'failed' AND ended.cost_micro_usd = 0 THEN 0
    ELSE began.reserved_tokens END), 0) AS tokens`;

/** Each attempt once: its beginning, and its end where there is one. */
const ATTEMPTS = `model_calls AS began LEFT JOIN model_calls AS ended ON ended.run = began.run AND ended.call = began.call
  AND ended.attempt = began.attempt AND ended.state IN ('ok', 'failed')`;

export class ModelCalls extends Table<typeof ModelCall> {
  readonly #ofRun: Database.Statement;
  readonly #answers: Database.Statement;
  readonly #ofLabel: Database.Statement;
  readonly #ofMonth: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'model_calls', ModelCall);
    this.#ofRun = db.prepare(`SELECT ${this.columns} FROM model_calls WHERE run = @run ORDER BY sequence`);
    // The inner select keeps its column names apart from those of the tables it is joined with.
    this.#answers = db.prepare(
      `SELECT answer.*, zstd, (SELECT size FROM artifacts WHERE artifacts.digest = answer.responseDigest LIMIT 1) AS size
       FROM (SELECT ${this.columns} FROM model_calls WHERE request_digest = @requestDigest AND state = 'ok') AS answer
       CROSS JOIN runs ON runs.id = answer.run
       CROSS JOIN artifact_contents ON artifact_contents.digest = answer.responseDigest
       WHERE runs.trust = @trust ORDER BY answer.run DESC, answer.sequence DESC`,
    );
    this.#ofLabel = db.prepare(
      `SELECT ${SUM} FROM runs CROSS JOIN ${ATTEMPTS}
       WHERE runs.label = @label AND runs.source = @source AND runs.id <> @id AND began.run = runs.id AND began.state = 'started'
       AND (runs.source = 'pull-request' OR runs.started_at >= @since)`,
    );
    this.#ofMonth = db.prepare(
      `SELECT ${SUM} FROM ${ATTEMPTS}
       WHERE began.state = 'started' AND began.at >= @month AND began.at < @next AND began.run <> @id`,
    );
  }

  ofRun(run: string): ModelCall[] {
    return this.readAll(this.#ofRun.all({ run }));
  }

  /** The recorded answers to exactly this request in one trust domain whose bytes are still there, newest first, read as they are taken. */
  *answers(asked: { readonly requestDigest: Digest; readonly trust: TrustDomain }): Generator<StoredAnswer> {
    for (const row of this.#answers.iterate(asked)) yield StoredAnswer.parse(row);
  }

  /** What the other runs of the same change took; of what is no pull request those since a moment, because a branch never ends. */
  sumOfLabel({ id, label, source }: Pick<Run, 'id' | 'label' | 'source'>, since: string): Sum {
    return Sum.parse(this.#ofLabel.get({ id, label, source, since }));
  }

  /** What the other runs took with attempts that began in the month that this moment is in, of the calendar in UTC. */
  sumOfMonth({ id, at }: { readonly id: string; readonly at: string }): Sum {
    const month = at.slice(0, MONTH);
    return Sum.parse(this.#ofMonth.get({ id, month, next: prefixEnd(month) }));
  }
}
