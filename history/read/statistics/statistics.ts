import { zstdDecompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { FinalOutcome } from '../../../schemas/learning/outcome-example.ts';
import { OutcomeKind } from '../../../schemas/outcome.ts';
import * as questions from './questions.ts';
import {
  CallsRow,
  CutCallsRow,
  DecidedRow,
  EndOfPublished,
  FolderRow,
  MonthRow,
  ReusedRow,
  ReviewRow,
  RuleRow,
  RunCounts,
  StepSeconds,
} from './rows.ts';

/** Before every run: ids are not empty. */
const EVER = '';
/** No id is as large. */
const NEVER = 'g';
/** A review is a few hundred kilobytes at the very most. */
const MOST_REVIEW_BYTES = 64 * 1024 * 1024;

/** What can be asked of all runs of a period together, from the views of the log. Each question is answered by one statement. */
export class Statistics {
  readonly #db: Database.Database;
  readonly #since: string;

  /** @param since the period begins with the first run that began at this moment (ISO 8601) or later; null: with the first of all */
  constructor(db: Database.Database, since: string | null) {
    this.#db = db;
    this.#since =
      since === null ? EVER : (z.string().nullable().parse(this.#value(questions.FIRST_RUN, { since })) ?? NEVER);
  }

  runs(): RunCounts {
    return RunCounts.parse(this.#db.prepare(questions.RUNS).get({ since: this.#since }));
  }

  /** How long each run took that ended. */
  runSeconds(): readonly number[] {
    return z.array(z.number()).parse(this.#db.prepare(questions.RUN_SECONDS).pluck().all({ since: this.#since }));
  }

  /** How long the steps of so many of the newest runs took. */
  stepSeconds(newest: number): readonly StepSeconds[] {
    return this.#rows(questions.STEP_SECONDS, StepSeconds, { since: this.#newestFrom(newest) });
  }

  /** What became of the published concerns of each rule, those of a check apart from those of a model. */
  rules(): readonly RuleRow[] {
    return this.#rows(questions.OUTCOMES_BY_RULE, RuleRow);
  }

  /** The folders in which most was published, with the slash at their end; what has no folder or no place has an empty name. */
  folders(most: number): readonly FolderRow[] {
    return this.#rows(questions.OUTCOMES_BY_FOLDER, FolderRow, { most });
  }

  /** What became of published concerns, by the month in which it was known. */
  outcomes(): readonly MonthRow[] {
    return this.#rows(questions.OUTCOMES_BY_MONTH, MonthRow);
  }

  /** Attempts that ended, by model and place. */
  calls(): readonly CallsRow[] {
    return this.#rows(questions.CALLS, CallsRow);
  }

  /** Attempts that never ended. They cost what was put aside for them. */
  cutCalls(): readonly CutCallsRow[] {
    return this.#rows(questions.CUT_CALLS, CutCallsRow);
  }

  reusedCalls(): readonly ReusedRow[] {
    return this.#rows(questions.REUSED_CALLS, ReusedRow);
  }

  /** How many raw findings there are. */
  raised(): number {
    return z.int().parse(this.#value(questions.RAISED, { since: this.#since }));
  }

  decided(): readonly DecidedRow[] {
    return this.#rows(questions.DECIDED, DecidedRow);
  }

  /** How the concerns of published findings ended. */
  endsOfPublished(): readonly EndOfPublished[] {
    return this.#rows(questions.PUBLISHED, EndOfPublished);
  }

  /** The reviews of so many of the newest runs, as JSON, newest first; runs without one, or whose bytes were let go, are not among them. */
  reviews(newest: number): readonly { readonly run: string; readonly json: string }[] {
    return this.#rows(questions.REVIEWS, ReviewRow, { since: this.#newestFrom(newest) }).map(({ run, zstd }) => ({
      run,
      json: zstdDecompressSync(zstd, { maxOutputLength: MOST_REVIEW_BYTES }).toString('utf8'),
    }));
  }

  /** The ids of the newest runs, newest first. */
  newestRuns(most: number): readonly string[] {
    return z.array(z.string()).parse(this.#db.prepare(questions.NEWEST_RUNS).pluck().all({ since: this.#since, most }));
  }

  /** What became of a concern in the end, whenever that was; null: nothing yet. */
  endOf(concern: string): FinalOutcome | null {
    const kind = this.#value(questions.END_OF_CONCERN, { concern });
    return OutcomeKind.exclude(['claimed']).optional().parse(kind) ?? null;
  }

  #newestFrom(newest: number): string {
    const found = this.#value(questions.NEWEST_FROM, { since: this.#since, newest });
    return z.string().optional().parse(found) ?? this.#since;
  }

  #value(sql: string, values: Readonly<Record<string, unknown>>): unknown {
    return this.#db.prepare(sql).pluck().get(values);
  }

  #rows<Schema extends z.ZodType>(
    sql: string,
    schema: Schema,
    values: Readonly<Record<string, unknown>> = {},
  ): z.output<Schema>[] {
    return z.array(schema).parse(this.#db.prepare(sql).all({ since: this.#since, ...values }));
  }
}
