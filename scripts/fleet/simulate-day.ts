import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher } from '../../app/webhook/dispatcher.ts';
import { limitsOf, waitingMemory } from '../../app/webhook/limits/run-limits.ts';
import { createLog } from '../../app/webhook/log.ts';
import { createScrubber } from '../../app/webhook/scrub.ts';
import { PATIENCE } from '../../app/webhook/limits/patience.ts';
import { openSqliteQueue } from '../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { type Arrival, arrivalsOf, NOISY } from './arrivals.ts';
import { createMachines, type PullState, type Tally } from './machines.ts';
import { CPU_SECONDS } from './published.ts';
import { percentiles } from './percentiles.ts';
import { Random } from './random.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface SimulationOptions {
  readonly repositories: number;
  readonly reviews: number;
  readonly machines: number;
  readonly cores: number;
  readonly memoryMb: number;
  readonly cpuSeconds: number;
  readonly hours: { readonly from: number; readonly to: number };
  readonly seed: number;
  readonly noisy: { readonly pulls: number; readonly hour: number } | null;
  /** The hours in which the provider of models answers nobody. */
  readonly outage: { readonly from: number; readonly to: number } | null;
  /** Deliveries that may wait; what comes beyond is answered 503 and fetched an hour later. */
  readonly mostWaiting: number;
}

/** The aim: 10,000 repositories, 100,000 reviews, machines of two cores and 4 GB. */
export const A_DAY: SimulationOptions = {
  repositories: 10_000,
  reviews: 100_000,
  machines: 8,
  cores: 2,
  memoryMb: 4096,
  cpuSeconds: CPU_SECONDS,
  hours: { from: 0, to: 24 },
  seed: 1,
  noisy: null,
  outage: null,
  mostWaiting: 10_000,
};

export interface DayResult extends Tally {
  readonly deliveries: number;
  readonly refused: number;
  readonly mostWaiting: number;
  /** Seconds from the delivery until a machine works on it, at 50, 95 and 99 per cent, and the longest. */
  readonly wait: readonly number[];
  /** Of those that make no noise. */
  readonly waitOfOthers: readonly number[];
  readonly hours: number;
}

const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Lives through hours of a day with the real queue (SQLite), dispatcher, work turns and memory seats, and reviews that only take their time. */
export async function simulateDay(options: SimulationOptions): Promise<DayResult> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-fleet-'));
  const { hours, seed } = options;
  const clock = new VirtualClock(START + hours.from * HOUR);
  // Of a worker of a fleet.
  const { overall, ...each } = limitsOf({ DOCKET_QUEUE: 'postgres://of-a-fleet' }, options.memoryMb);
  const { queue } = openSqliteQueue(join(folder, 'deliveries.db'), { now: clock.now, limits: each });
  const pulls = new Map<string, PullState>();
  const arrived = new Map<string, number>();
  const waits: { readonly ms: number; readonly noisy: boolean }[] = [];
  const { handler, tally } = createMachines({
    ...options,
    waitingMb: waitingMemory(options.memoryMb),
    runs: overall,
    random: new Random(seed + 1),
    now: clock.now,
    sleep: clock.sleep,
    pulls,
    outage:
      options.outage === null
        ? null
        : { from: START + options.outage.from * HOUR, to: START + options.outage.to * HOUR },
    onWork: (id) => {
      const at = arrived.get(id);
      arrived.delete(id);
      if (at !== undefined) waits.push({ ms: clock.now() - at, noisy: id.startsWith(`owner${NOISY}/`) });
    },
  });
  const dispatcher = createDispatcher({
    queue,
    handler,
    mostAtOnce: overall * options.machines,
    patience: PATIENCE,
    log: createLog({ level: 'silent', scrubber: createScrubber([]), write: () => undefined }),
    now: clock.now,
    events: {},
  });
  const refused: Arrival[] = [];
  let [refusals, mostWaiting, deliveries] = [0, 0, 0];
  const receive = async (arrival: Arrival): Promise<void> => {
    const { delivery, lines } = arrival;
    const depth = await queue.depth();
    mostWaiting = Math.max(mostWaiting, depth);
    if (depth >= options.mostWaiting) {
      refusals += 1;
      refused.push(arrival);
      return;
    }
    if (!arrived.has(delivery.id)) arrived.set(delivery.id, arrival.at);
    const known = pulls.get(delivery.lane);
    if (known === undefined || known.version < (delivery.version ?? 0)) {
      pulls.set(delivery.lane, { head: delivery.head ?? '', version: delivery.version ?? 0, lines });
    }
    await queue.add(delivery);
  };
  clock.install();
  try {
    await dispatcher.begin();
    /** What was refused, and what failed for a reason that may pass, is asked for again. */
    const fetchAgain = async () => {
      for (const arrival of refused.splice(0)) await receive(arrival);
      for (const failed of await queue.list('failed', 1000)) if (failed.passing) await queue.retry(failed.id);
    };
    const rounds = setInterval(() => void fetchAgain(), HOUR);
    for (const arrival of arrivalsOf({ ...options, start: START })) {
      await clock.runUntil(arrival.at);
      deliveries += 1;
      await receive(arrival);
    }
    await clock.runUntil(START + hours.to * HOUR);
    // What is left is worked off.
    while (clock.now() < START + (hours.to + MOST_HOURS_AFTER) * HOUR) {
      await clock.runUntil(clock.now() + MINUTE);
      const { waiting, running } = await queue.status();
      if (waiting + running + refused.length === 0) break;
    }
    clearInterval(rounds);
    const stopped = dispatcher.stop({ graceMs: 0, handBackMs: 0 });
    await clock.runUntil(clock.now() + MINUTE);
    await stopped;
  } finally {
    clock.uninstall();
    await queue.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    ...tally,
    deliveries,
    refused: refusals,
    mostWaiting,
    wait: percentiles(waits),
    waitOfOthers: percentiles(waits.filter(({ noisy }) => !noisy)),
    hours: hours.to - hours.from,
  };
}

const MOST_HOURS_AFTER = 24;
