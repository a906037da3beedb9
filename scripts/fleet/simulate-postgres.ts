import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresQueue } from '../../history/deliveries/postgres/open-postgres-queue.ts';
import { startPostgres } from '../../test/support/postgres/postgres-server.ts';
import { limitsOf, waitingMemory } from '../../app/webhook/limits/run-limits.ts';
import { createDispatcher } from '../../app/webhook/dispatcher.ts';
import { PATIENCE } from '../../app/webhook/limits/patience.ts';
import { createLog } from '../../app/webhook/log.ts';
import { createScrubber } from '../../app/webhook/scrub.ts';
import { arrivalsOf, NOISY } from './arrivals.ts';
import { createMachines, type PullState } from './machines.ts';
import { percentiles } from './percentiles.ts';
import { Random } from './random.ts';
import type { SimulationOptions } from './simulate-day.ts';

export interface PostgresResult {
  readonly deliveries: number;
  readonly reviews: number;
  readonly speed: number;
  /** Real seconds. */
  readonly seconds: number;
  /** Real seconds from the delivery until a worker works on it: 50, 95, 99 per cent, and the longest. */
  readonly wait: readonly number[];
  readonly waitOfOthers: readonly number[];
}

/** How much faster than the day the clock of the reviews goes; Postgres and graphile-worker have only the real one. */
const SPEED = 20;

/** The same load on a real Postgres, one queue and dispatcher a machine, with reviews that take a twentieth of their time. */
export async function simulatePostgres(options: SimulationOptions): Promise<PostgresResult> {
  const postgres = await startPostgres();
  const start = Date.now();
  const scaled = () => start + (Date.now() - start) * SPEED;
  const { overall, ...each } = limitsOf({ DOCKET_QUEUE: 'postgres://of-a-fleet' }, options.memoryMb);
  const url = await postgres.database('fleet');
  const faults: unknown[] = [];
  const open = () => openPostgresQueue(url, { limits: each, onFault: (error) => faults.push(error) });
  const pulls = new Map<string, PullState>();
  const arrived = new Map<string, number>();
  const waits: { readonly ms: number; readonly noisy: boolean }[] = [];
  const random = new Random(options.seed + 1);
  const web = await open();
  const workers = await Promise.all(
    Array.from({ length: options.machines }, async () => {
      const queue = await open();
      const { handler, tally } = createMachines({
        ...options,
        machines: 1,
        waitingMb: waitingMemory(options.memoryMb),
        runs: overall,
        random,
        now: scaled,
        sleep: (ms) => sleep(ms / SPEED),
        pulls,
        outage: null,
        onWork: (id) => {
          const at = arrived.get(id);
          arrived.delete(id);
          if (at !== undefined) waits.push({ ms: Date.now() - at, noisy: id.startsWith(`owner${NOISY}/`) });
        },
      });
      const dispatcher = createDispatcher({
        queue,
        handler,
        mostAtOnce: overall,
        patience: PATIENCE,
        log: createLog({ level: 'silent', scrubber: createScrubber([]), write: () => undefined }),
        now: Date.now,
        events: {},
      });
      await dispatcher.begin();
      return { queue, dispatcher, tally };
    }),
  );
  try {
    const began = Date.now();
    const first = options.hours.from * 3_600_000;
    const arrivals = arrivalsOf({ ...options, start: 0 });
    for (const { at, delivery, lines } of arrivals) {
      await sleep(Math.max(0, began + (at - first) / SPEED - Date.now()));
      arrived.set(delivery.id, Date.now());
      pulls.set(delivery.lane, { head: delivery.head ?? '', version: delivery.version ?? 0, lines });
      await web.add(delivery);
    }
    for (let left = 1; left > 0; await sleep(100)) {
      const { waiting, running } = await web.status();
      left = waiting + running;
    }
    if (faults.length > 0) throw new AggregateError(faults, 'the queue had faults');
    return {
      deliveries: arrivals.length,
      reviews: workers.reduce((sum, { tally }) => sum + tally.reviews, 0),
      speed: SPEED,
      seconds: (Date.now() - began) / 1000,
      wait: percentiles(waits),
      waitOfOthers: percentiles(waits.filter(({ noisy }) => !noisy)),
    };
  } finally {
    for (const { dispatcher } of workers) await dispatcher.stop({ graceMs: 0, handBackMs: 1000 });
    await Promise.all([web, ...workers.map(({ queue }) => queue)].map((queue) => queue.close()));
    await postgres.stop();
  }
}
