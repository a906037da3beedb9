import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run as runWorker, type Runner } from 'graphile-worker';
import type { Pool, PoolClient, PoolConfig } from 'pg';
import { z } from 'zod';
import type { TurnLimits } from '../delivery-queue.ts';
import type { EngineWorker, QueueEngine, StartedEngine } from '../engine.ts';
import { promote } from '../lanes/promote.ts';
import { ask, type Effect, type StepEnvironment, type QueueSteps } from '../lanes/steps.ts';
import { DUE_TASK, NEWS_CHANNEL, performEffects, turnTask } from './effects.ts';
import { listenTo } from './listener.ts';
import { QUEUE_SCHEMA, WORKER_SCHEMA } from './migrations.ts';
import { isPassing } from './passing-error.ts';

export interface PostgresEngineOptions {
  readonly limits: TurnLimits;
  readonly format: number;
  readonly leaseMs: number;
  readonly upkeepMs: number;
  readonly onFault: (error: unknown) => void;
}

const TurnJob = z.object({ place: z.string(), installation: z.int() });
const DueJob = z.object({ installation: z.int() });
const News = z.object({ lane: z.string() });
const Now = z.tuple([z.object({ now: z.int() })]);
const GoneRow = z.object({
  sequence: z.int(),
  installation: z.int().nullable(),
  repositories: z.string().transform((text) => z.array(z.int()).parse(JSON.parse(text))),
  why: z.string(),
});
const Busy = z.object({ busy: z.int() });

/** GitHub waits ten seconds for its answer. */
const WEB_PATIENCE_MS = 5000;
const RETRY_MS = 250;
const CLOSE_MS = 5000;
/** graphile-worker is told of new jobs; this is for those whose time comes, and for what it was not told. */
const POLL_MS = 1000;
const IDLE_MS = 50;
const CLOCK = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now';
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('docket/' || $1::text, 0))";

/**
 * Does the steps in Postgres, one installation at a time, and has graphile-worker hand out what they offer: a job stands for a lane that
 * may be worked on, or for an installation of which something falls due. Jobs are hints; what counts stands in our tables.
 */
export class PostgresEngine implements QueueEngine {
  readonly leaseMs: number;
  readonly upkeepMs: number;
  readonly #config: PoolConfig;
  readonly #pool: Pool;
  readonly #options: PostgresEngineOptions;
  readonly #closers: (() => Promise<void>)[] = [];
  readonly #closed = Promise.withResolvers<void>();
  #patienceMs = WEB_PATIENCE_MS;

  constructor(pool: Pool, config: PoolConfig, options: PostgresEngineOptions) {
    this.#pool = pool;
    this.#config = config;
    this.#options = options;
    this.leaseMs = options.leaseMs;
    this.upkeepMs = options.upkeepMs;
  }

  async transact<T>(installation: number | null, steps: (environment: StepEnvironment) => QueueSteps<T>): Promise<T> {
    const until = performance.now() + this.#patienceMs;
    for (;;) {
      try {
        return await this.#once(installation, steps);
      } catch (error) {
        if (!isPassing(error) || performance.now() > until) throw error;
        this.#options.onFault(error);
        await sleep(RETRY_MS);
      }
    }
  }

  async start(worker: EngineWorker): Promise<StartedEngine> {
    // A worker's word is worth waiting for as long as its lease.
    this.#patienceMs = this.leaseMs;
    const { stop } = await this.#runWorker(worker);
    const listener = listenTo(NEWS_CHANNEL, {
      config: this.#config,
      onMessage: (text) => worker.onNews(News.parse(JSON.parse(text)).lane),
      onFault: this.#options.onFault,
    });
    const watch = this.#watchGone(worker);
    this.#closers.push(async () => {
      clearInterval(watch);
      await listener.stop();
    });
    return {
      idle: async () => {
        while (await this.#isBusy()) await sleep(IDLE_MS);
      },
      stop: async () => {
        clearInterval(watch);
        await stop();
      },
    };
  }

  /** Deletes what graphile-worker keeps of jobs whose worker died. */
  async tidy(): Promise<void> {
    const utils = await makeWorkerUtils({ pgPool: this.#pool, schema: WORKER_SCHEMA, logger: this.#logger() });
    try {
      await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS', 'GC_JOB_QUEUES'] });
    } finally {
      await utils.release();
    }
  }

  async close(): Promise<void> {
    this.#closed.resolve();
    const closed = (async () => {
      for (const close of this.#closers.splice(0)) await close();
      await this.#pool.end();
    })();
    // A Postgres that does not answer keeps nobody here: what is not said lapses with the lease.
    await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
  }

  async #once<T>(installation: number | null, steps: (environment: StepEnvironment) => QueueSteps<T>): Promise<T> {
    const { limits, format } = this.#options;
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(`BEGIN; SET LOCAL search_path TO ${QUEUE_SCHEMA}`);
      if (installation !== null) await client.query(LOCK, [installation]);
      const [{ now }] = Now.parse((await client.query(CLOCK)).rows);
      const effects: Effect[] = [];
      const result = await drive(client, steps({ now, limits, format, effects }));
      await performEffects(client, effects);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => (broken = cause));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** graphile-worker gives up where it cannot write down that a job has ended; then it is started again. */
  async #runWorker(worker: EngineWorker): Promise<{ readonly stop: () => Promise<void> }> {
    let stopped = false;
    let ended: Promise<void> = Promise.resolve();
    let runner = await this.#runner(worker);
    const keep = async () => {
      while (!stopped) {
        await runner.promise.catch((error: unknown) => this.#options.onFault(error));
        if (stopped) return;
        await sleep(RETRY_MS);
        try {
          runner = await this.#runner(worker);
        } catch (error) {
          this.#options.onFault(error);
        }
      }
    };
    void keep();
    const stop = async () => {
      if (stopped) return;
      stopped = true;
      // It resolves when the turns are over; they may take their time.
      ended = runner.stop().catch((error: unknown) => this.#options.onFault(error));
    };
    this.#closers.push(async () => {
      await stop();
      await ended;
    });
    return { stop };
  }

  #runner(worker: EngineWorker): Promise<Runner> {
    const turn = async (payload: unknown) => {
      const { place, installation } = TurnJob.parse(payload);
      // When the queue is closed the job has done its part: what counts stands in our tables.
      await Promise.race([worker.take(place, installation), this.#closed.promise]);
    };
    const due = async (payload: unknown) => {
      const { installation } = DueJob.parse(payload);
      await this.transact(installation, (environment) => promote(installation, environment));
    };
    const known = Array.from({ length: this.#options.format }, (_, index) => turnTask(index + 1));
    return runWorker({
      pgPool: this.#pool,
      schema: WORKER_SCHEMA,
      concurrency: worker.mostAtOnce,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      crontab: '',
      logger: this.#logger(),
      // Jobs for newer forms have other names: graphile-worker does not give them to whoever does not know them.
      taskList: { ...Object.fromEntries(known.map((name) => [name, turn])), [DUE_TASK]: due },
    });
  }

  /** What is no longer ours, told by whichever server heard of it. */
  #watchGone(worker: EngineWorker): NodeJS.Timeout {
    let last = 0;
    let busy = false;
    const look = async () => {
      if (busy) return;
      busy = true;
      try {
        const rows = await this.transact(null, () =>
          ask(
            GoneRow,
            'SELECT sequence, installation, repositories, why FROM gone WHERE sequence > $1 ORDER BY sequence',
            last,
          ),
        );
        for (const { sequence, ...gone } of rows) {
          last = sequence;
          worker.onGone(gone);
        }
      } catch (error) {
        worker.onFault(error);
      } finally {
        busy = false;
      }
    };
    void look();
    return setInterval(() => void look(), Math.min(POLL_MS * 2, this.leaseMs));
  }

  async #isBusy(): Promise<boolean> {
    const rows = await this.transact(null, () => ask(Busy, 'SELECT count(*) AS busy FROM lanes'));
    return rows.some(({ busy }) => busy > 0);
  }

  /** Of graphile-worker's own log only what went wrong is of use. */
  #logger(): Logger {
    return new Logger(() => (level, message) => {
      if (level === 'error') this.#options.onFault(new Error(`graphile-worker: ${message}`));
    });
  }
}

async function drive<T>(client: PoolClient, steps: QueueSteps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    const { rows } = await client.query(step.value.sql, [...step.value.values]);
    step = steps.next(rows);
  }
  return step.value;
}
