import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { TurnLimits } from '../delivery-queue.ts';
import type { EngineWorker, QueueEngine, StartedEngine } from '../engine.ts';
import { promote } from '../lanes/promote.ts';
import { ask, askOne, type Effect, type Query, type StepEnvironment, type QueueSteps } from '../lanes/steps.ts';

const Offer = z.strictObject({ place: z.string(), installation: z.int() });
const Due = z.strictObject({ installation: z.int() });
const Time = z.strictObject({ at: z.int().nullable() });
/** The pause after the file could not be read or written. */
const FAULT_PAUSE_MS = 5000;
/** Node's timers end here; whatever is due later is looked for again. */
const LONGEST_MS = 2_000_000_000;

export interface SqliteEngineOptions {
  readonly limits: TurnLimits;
  readonly format: number;
  readonly now: () => number;
}

/** Does the steps in one file, and hands out what they offer within this process. */
export class SqliteEngine implements QueueEngine {
  readonly leaseMs = null;
  readonly upkeepMs = 0;
  readonly #db: Database.Database;
  readonly #options: SqliteEngineOptions;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #idlers: (() => void)[] = [];
  #worker: EngineWorker | null = null;
  #taking = 0;
  /** The lanes that are being worked on. */
  readonly #handed = new Set<string>();
  #scheduled = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(db: Database.Database, options: SqliteEngineOptions) {
    this.#db = db;
    this.#options = options;
  }

  /** What is done is done when this returns; the promise is for the interface. */
  async transact<T>(_: number | null, steps: (environment: StepEnvironment) => QueueSteps<T>): Promise<T> {
    return this.transactNow(steps);
  }

  transactNow<T>(steps: (environment: StepEnvironment) => QueueSteps<T>): T {
    const { limits, format, now } = this.#options;
    const effects: Effect[] = [];
    const result = this.#db.transaction(() => this.#drive(steps({ now: now(), limits, format, effects }))).immediate();
    this.#follow(effects);
    return result;
  }

  async start(worker: EngineWorker): Promise<StartedEngine> {
    this.#worker = worker;
    this.#schedule();
    return {
      idle: () =>
        new Promise((done) => {
          this.#idlers.push(done);
          this.#schedule();
        }),
      stop: async () => {
        this.#worker = null;
        if (this.#timer !== null) clearTimeout(this.#timer);
      },
    };
  }

  async tidy(): Promise<void> {
    // SQLite uses again what is deleted.
  }

  async close(): Promise<void> {
    this.#worker = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#db.close();
  }

  #drive<T>(steps: QueueSteps<T>): T {
    let step = steps.next();
    while (step.done !== true) step = steps.next(this.#query(step.value));
    return step.value;
  }

  #query({ sql, values }: Query): readonly unknown[] {
    const known = this.#statements.get(sql);
    const statement = known ?? this.#db.prepare(sql);
    if (known === undefined) this.#statements.set(sql, statement);
    const named = Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
    if (statement.reader) return statement.all(named);
    statement.run(named);
    return [];
  }

  #follow(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'news') this.#worker?.onNews(effect.lane);
      else if (effect.kind === 'gone') this.#worker?.onGone(effect.gone);
      else this.#schedule();
    }
  }

  /** A burst of deliveries is looked at once. */
  #schedule(): void {
    if (this.#scheduled || this.#worker === null) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      try {
        this.#look();
      } catch (error) {
        this.#worker?.onFault(error);
        this.#later(FAULT_PAUSE_MS);
      }
    });
  }

  #later(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#schedule(), Math.min(Math.max(1, ms), LONGEST_MS));
  }

  /** Hands out what may begin, and sees to it that what pauses is offered in time. */
  #look(): void {
    if (this.#worker === null) return;
    const { now } = this.#options;
    const due = this.transactNow((environment) => promoteDue(environment));
    while (this.#taking < this.#worker.mostAtOnce) {
      const offer = this.transactNow(({ format }) => nextOffer(format));
      // One whose turn could not be written down is on offer still; it was handed out, and is again after a pause.
      if (offer === null || this.#handed.has(offer.place)) break;
      this.#hand(offer, this.#worker);
    }
    if (due.next !== null) this.#later(due.next - now());
    if (this.#taking === 0 && due.next === null) for (const done of this.#idlers.splice(0)) done();
  }

  #hand({ place, installation }: z.infer<typeof Offer>, worker: EngineWorker): void {
    this.#taking += 1;
    this.#handed.add(place);
    void worker.take(place, installation).then(() => {
      this.#taking -= 1;
      this.#handed.delete(place);
      this.#schedule();
    });
  }
}

/** The next in its order; found by an index, however many wait. */
function nextOffer(format: number): QueueSteps<z.infer<typeof Offer> | null> {
  return askOne(
    Offer,
    "SELECT place, installation FROM lanes WHERE state = 'offered' AND format <= $1 ORDER BY rank, ranked_at, first LIMIT 1",
    format,
  );
}

function* promoteDue(environment: StepEnvironment): QueueSteps<{ readonly next: number | null }> {
  const due = yield* ask(
    Due,
    "SELECT DISTINCT installation FROM lanes WHERE state = 'pausing' AND ready_at <= $1",
    environment.now,
  );
  for (const { installation } of due) yield* promote(installation, environment);
  const next = yield* askOne(Time, "SELECT min(ready_at) AS at FROM lanes WHERE state = 'pausing'");
  return { next: next?.at ?? null };
}
