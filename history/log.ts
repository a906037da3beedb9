import type Database from 'better-sqlite3';
import type { ChangeSet } from '../schemas/change-set.ts';
import type { Coordination, CoordinatorInput } from '../schemas/coordination.ts';
import type { RejectedConcern } from '../schemas/memory.ts';
import type { Outcome } from '../schemas/outcome.ts';
import { RepositoryPast } from './read/repository-past.ts';
import { type Problem, describeCause } from '../schemas/problem.ts';
import type { Digest, Run, TrustDomain } from '../schemas/run.ts';
import type { ToolAnswer } from '../schemas/model-call.ts';
import type { Usage } from '../schemas/usage.ts';
import { type AnsweredCall, answeredCalls } from './read/answered-calls.ts';
import type { RecordedAnswer } from './write/call-recorder.ts';
import { dump } from './read/dump.ts';
import { findFinding, findRun } from './read/find-run.ts';
import { hotSince } from './archive/hot-since.ts';
import { newId } from './ids.ts';
import { WriteBuffer } from './write/write-buffer.ts';
import type { Sum } from './tables/model-calls.ts';
import {
  type CompleteReview,
  lastComplete,
  outcomesOn,
  publicationsOn,
  type PublishedReview,
  publishedOn,
  rejectedOn,
  type ReviewedChange,
} from './read/past-reviews.ts';
import { openDatabase, openMemory, type OpenOptions } from './file/open.ts';
import { inWords } from './file/open-error.ts';
import { recordedToolAnswer } from './read/recorded-tool-answer.ts';
import { recordedAnswer } from './read/recorded-answer.ts';
import { changeSetOf, recordedInput, recordedOutput } from './read/recorded-run.ts';
import { detail, type PublicationRecord, type RunDetail } from './read/run-detail.ts';
import { type RunOptions, RunRecorder } from './write/run-recorder.ts';
import { keepAll } from './write/scrub.ts';
import { type RunSummary, summarise } from './read/run-summary.ts';
import { Statistics } from './read/statistics/statistics.ts';
import { type FindingHistory, findingHistory } from './read/finding-history.ts';
import { checkRows, prepareTables, type Tables } from './tables/tables.ts';
import { mergeInto, type MergeResult } from './union/union.ts';
import { callsOfRun, usageOf } from './read/usage.ts';

/** Opens the history file, creating it (0600) where there is none. Throws an `InfrastructureError` when it cannot be used. */
export function openHistory(path: string, options: OpenOptions = {}): HistoryLog {
  const now = options.now ?? (() => new Date());
  const db = openDatabase(path, options);
  try {
    return new HistoryLog(db, { path, now });
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A history that ends with the process, for when the file cannot be used: the review is made all the same. */
export function openInMemory({ now = () => new Date() }: Pick<OpenOptions, 'now'> = {}): HistoryLog {
  return new HistoryLog(openMemory(now), { path: ':memory:', now });
}

/** Where runs are written instead. */
interface Writer {
  readonly log: HistoryLog;
  /** The id of the first run, until it is taken. */
  firstRun: string | null;
  readonly settle: () => Promise<Problem | null>;
}

/** The append-only log of one repository. */
export class HistoryLog {
  readonly path: string;
  /** What is learned from all runs together. */
  readonly past = new RepositoryPast(
    (look) => this.#read(look),
    () => this.#now(),
  );
  readonly #db: Database.Database;
  readonly #now: () => Date;
  readonly #tables: Tables;
  #writer: Writer | null = null;

  constructor(db: Database.Database, { path, now }: { readonly path: string; readonly now: () => Date }) {
    this.path = path;
    this.#db = db;
    this.#now = now;
    this.#tables = inWords(path, () => prepareTables(db));
  }

  /**
   * Begins a run. With `onTrouble`, a file that can no longer be written does not stop the run: the first problem is told
   * there, rows wait in memory and are tried again by the recorder's `finish`. Without it, the failing call throws. `id` is for a run
   * that was announced somewhere before it began. Every text of every row passes `scrub` before it is written.
   */
  startRun(
    run: Omit<Run, 'id' | 'startedAt'>,
    { id = newId(), onTrouble, scrub = keepAll }: RunOptions = {},
  ): RunRecorder {
    if (this.#writer !== null) return this.#startThere(this.#writer, run, { onTrouble, scrub });
    const row: Run = { ...run, id, startedAt: this.#now().toISOString() };
    const journal = new WriteBuffer(this.#db, this.path, onTrouble);
    return new RunRecorder(scrub(row), { tables: this.#tables, journal, now: this.#now, scrub });
  }

  /**
   * From now on runs are written into another log, the first of them under an id that was announced; this one is only read. Its own
   * rows reach this log by a union later. `settle` waits, bounded, until what was written is safe elsewhere.
   */
  writeTo(log: HistoryLog, { firstRun, settle }: Pick<Writer, 'firstRun' | 'settle'>): void {
    this.#writer = { log, firstRun, settle };
  }

  /** The file that runs of this process are written into. */
  get writesInto(): string {
    return this.#writer?.log.path ?? this.path;
  }

  /** Waits, a few seconds at most, until a crash of this machine cannot take what was written. Returns why it still could, or null. */
  async settle(): Promise<Problem | null> {
    return this.#writer === null ? null : this.#writer.settle();
  }

  /** The newest runs, newest first; `before` is the id of the last one of the page before. */
  runs({ limit, before }: { readonly limit: number; readonly before?: string }): RunSummary[] {
    return this.#read((tables) => tables.runs.newest({ limit, before }).map((run) => summarise(tables, run)));
  }

  /** How many runs there are. */
  countRuns(): number {
    return this.#read((tables) => tables.runs.count());
  }

  /** Everything about one run, by its id, the beginning of it, or `latest`. */
  run(idOrPrefix: string): RunDetail {
    return this.#read((tables) => detail(tables, findRun(tables, idOrPrefix)));
  }

  /** The whole story of a finding across runs; of equal ids the newest run's is meant, unless `run` says which. */
  findingStory(idOrPrefix: string, { run }: { readonly run?: string } = {}): FindingHistory {
    return this.#read((tables) =>
      findingHistory(tables, findFinding(tables, idOrPrefix, run === undefined ? null : findRun(tables, run))),
    );
  }

  /** What the run's coordination was computed from, put together from its rows. */
  recordedInput(run: string): CoordinatorInput {
    return this.#read((tables) => recordedInput(tables, findRun(tables, run).id));
  }

  /** The change as a run saw it; null where that was not recorded or has been let go. */
  changeSet(run: string): ChangeSet | null {
    return this.#read((tables) => changeSetOf(tables, findRun(tables, run).id));
  }

  /** What the run's coordinator decided. */
  recordedOutput(run: string): Coordination {
    return this.#read((tables) => recordedOutput(tables, findRun(tables, run).id));
  }

  /** What the run's models did and cost, answers that were in the log already included. */
  usageOfRun(run: string): Usage {
    return this.#read((tables) => usageOf(callsOfRun(tables, findRun(tables, run).id)));
  }

  /** Every answered question of a run, in the order of the answers. */
  answeredCalls(run: string): AnsweredCall[] {
    return this.#read((tables) => answeredCalls(tables, findRun(tables, run).id));
  }

  /** The newest answer to exactly this request that is still in the log, of the same trust domain; null when there is none. */
  recordedAnswer(asked: { readonly requestDigest: Digest; readonly trust: TrustDomain }): RecordedAnswer | null {
    return this.#read((tables) => recordedAnswer(tables, asked));
  }

  /** What a tool answered to exactly this question, in any run of the same trust domain; null when nothing is known. */
  recordedToolAnswer(asked: { readonly requestDigest: Digest; readonly trust: TrustDomain }): ToolAnswer | null {
    return this.#read((tables) => recordedToolAnswer(tables, asked));
  }

  /** What all runs but this one spent on the same change (source and label; 90 days of what is no pull request), and in the calendar month of `at` (UTC). */
  spentByOthers(run: Run, at: string): { readonly pullRequest: Sum; readonly month: Sum } {
    return this.#read(({ modelCalls }) => ({
      pullRequest: modelCalls.sumOfLabel(run, hotSince(new Date(at))),
      month: modelCalls.sumOfMonth({ id: run.id, at }),
    }));
  }

  /** The reviews of a change (source and label) that are known to have arrived, newest first. */
  publishedOn(change: ReviewedChange): PublishedReview[] {
    return this.#read((tables) => publishedOn(tables, change));
  }

  /** Everything that was meant to leave for a change, whether it arrived or not, newest run first. */
  publicationsOn(change: ReviewedChange): PublicationRecord[] {
    return this.#read((tables) => publicationsOn(tables, change));
  }

  /** What the judge refuted in reviews of a change, by the blob that it was refuted on. */
  rejectedOn(change: ReviewedChange): RejectedConcern[] {
    return this.#read((tables) => rejectedOn(tables, change));
  }

  /** What became of a change's comments, oldest first, with the run that noticed it. */
  outcomesOn(change: ReviewedChange): { readonly run: string; readonly outcome: Outcome }[] {
    return this.#read((tables) => outcomesOn(tables, change));
  }

  /** Asks about all runs since a moment (ISO 8601; null: since ever); every answer is of one and the same state of the log. */
  ask<Answer>(since: string | null, questions: (statistics: Statistics) => Answer): Answer {
    return this.#read(() => questions(new Statistics(this.#db, since)));
  }

  /** The newest review of a change that looked at everything and arrived; null when there is none. */
  lastComplete(change: ReviewedChange): CompleteReview | null {
    return this.#read((tables) => lastComplete(tables, change));
  }

  /** The uncompressed bytes of an artifact; null when the log does not hold them. */
  artifact(digest: string): Uint8Array | null {
    return this.#read((tables) => tables.artifacts.bytes(digest));
  }

  /** Lets the bytes of a run's artifacts go: a tombstone on each. Rows stay, and so do bytes that another run names. */
  forget(run: string, reason: string): number {
    const tables = this.#tables;
    const at = this.#now().toISOString();
    const bury = this.#db.transaction(() => {
      const { id } = findRun(tables, run);
      for (const { id: subject } of tables.artifacts.liveOfRun(id)) {
        tables.tombstones.append({ id: newId(), at, subjectTable: 'artifacts', subject, reason });
      }
      return tables.artifacts.purge(id);
    });
    return inWords(this.path, () => bury.immediate());
  }

  /** Lets some bytes go, whoever uses them: a tombstone on each use. Returns how many uses there were. */
  forgetDigest(digest: string, reason: string): number {
    const tables = this.#tables;
    const at = this.#now().toISOString();
    const bury = this.#db.transaction(() => {
      const uses = tables.artifacts.liveOfDigest(digest);
      for (const { id: subject } of uses) {
        tables.tombstones.append({ id: newId(), at, subjectTable: 'artifacts', subject, reason });
      }
      tables.artifacts.purge(null);
      return uses.length;
    });
    return inWords(this.path, () => bury.immediate());
  }

  /** How many stored bytes would go with each run, oldest run first. */
  bytesByRun(): { readonly run: string; readonly bytes: number }[] {
    return this.#read((tables) => tables.artifacts.bytesByRun());
  }

  /** Takes over every row of the log at `sourcePath` that this one lacks. */
  merge(sourcePath: string): MergeResult {
    return inWords(this.path, () => mergeInto(this.#db, sourcePath, this.#now));
  }

  /** The log's contents as lines that are equal exactly when two logs hold the same. */
  dump(): string[] {
    return inWords(this.path, () => [...dump(this.#db)]);
  }

  /** Checks every page and every index; returns what is wrong, nothing when all is well. Reads the whole file. */
  check(): string[] {
    return inWords(this.path, () => this.#db.pragma('integrity_check') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok');
  }

  /** Reads every row of every table through its schema; returns what is wrong, nothing when all is well. */
  checkRows(): string[] {
    try {
      checkRows(this.#tables);
      return [];
    } catch (error) {
      return [describeCause(error)];
    }
  }

  close(): void {
    this.#db.close();
  }

  #startThere(writer: Writer, run: Omit<Run, 'id' | 'startedAt'>, options: Omit<RunOptions, 'id'>): RunRecorder {
    const id = writer.firstRun ?? newId();
    writer.firstRun = null;
    return writer.log.startRun(run, { id, ...options });
  }

  // One read transaction: what is put together from several tables is of one moment.
  #read<T>(action: (tables: Tables) => T): T {
    return inWords(this.path, () => this.#db.transaction(() => action(this.#tables))());
  }
}
