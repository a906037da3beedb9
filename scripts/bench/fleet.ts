import { readdirSync, readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import { openPostgresQueue } from '../../history/deliveries/postgres/open-postgres-queue.ts';
import { openSqliteQueue } from '../../history/deliveries/sqlite/open-sqlite-queue.ts';
import type { FleetScene as Fleet } from '../../test/e2e/fleet/fleet-scene.ts';
import { startPostgres } from '../../test/support/postgres/postgres-server.ts';
import { writeProgram } from '../package/write-program.ts';
import { arrivalsOf } from '../fleet/arrivals.ts';
import type { BenchResult } from './result.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMITS = { perInstallation: 100, perRepository: 100 };
/** Deliveries that are handed in at once, as a web does that has so many connections. */
const AT_ONCE = 8;
const DELIVERIES = 2000;
const WORKERS = [1, 2, 4] as const;
const PULLS = 16;

/** What a fleet does in a second, by both queues and by numbers of workers, in one run; the load of the machine stands beside it. */
export async function benchFleet(): Promise<BenchResult[]> {
  const load = loadavg()[0] ?? 0;
  const postgres = await startPostgres();
  try {
    return [
      { name: 'fleet: load of the machine when it began', value: load, unit: '' },
      ...(await accepted(
        'SQLite',
        async (folder) => openSqliteQueue(join(folder, 'queue.db'), { limits: LIMITS, now: Date.now }).queue,
      )),
      ...(await accepted('Postgres', async () =>
        openPostgresQueue(await postgres.database('accepted'), { limits: LIMITS, onFault: fail }),
      )),
      ...(await reviewed()),
    ];
  } finally {
    await postgres.stop();
  }
}

function fail(error: unknown): void {
  throw error;
}

/** Deliveries a second, with the question how many wait that the intake asks before each. */
async function accepted(name: string, open: (folder: string) => Promise<DeliveryQueue>): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-'));
  const queue = await open(folder);
  const hours = { from: 0, to: 24 };
  const all = arrivalsOf({
    repositories: 1000,
    reviews: DELIVERIES * 1.2,
    seed: 1,
    start: Date.now(),
    hours,
    noisy: null,
  });
  const rest = all.slice(0, DELIVERIES);
  try {
    const began = performance.now();
    const hand = async () => {
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
        await queue.depth();
        await queue.add(one.delivery);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    const seconds = (performance.now() - began) / 1000;
    return [{ name: `deliveries accepted, ${name}`, value: DELIVERIES / seconds, unit: '/s' }];
  } finally {
    await queue.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reviews with checks only, by real processes on a real Postgres, a real S3 server and a local GitHub. */
async function reviewed(): Promise<BenchResult[]> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const program = mkdtempSync(join(ROOT, '.cache', 'bench-fleet-'));
  try {
    await writeProgram(ROOT, program);
    // Read once, when what starts the program is loaded (test/support/program-entry.ts).
    process.env['DOCKET_TEST_PROGRAM'] = program;
    const { FleetScene } = await import('../../test/e2e/fleet/fleet-scene.ts');
    const results: BenchResult[] = [];
    for (const workers of WORKERS) {
      process.stderr.write(`  ${workers} of the workers ...\n`);
      results.push(...(await reviewedBy(workers, await FleetScene.open())));
    }
    return results;
  } finally {
    rmSync(program, { recursive: true, force: true });
  }
}

async function reviewedBy(workers: number, fleet: Fleet): Promise<BenchResult[]> {
  try {
    const servers = [await fleet.start('web')];
    for (let n = 0; n < workers; n += 1) servers.push(await fleet.start('worker'));
    // The first of each process loads what the others find there.
    await burst(fleet, 'warm', workers);
    const before = cpuOf(servers.map(({ process: { child } }) => child.pid ?? 0));
    const { seconds, latencies } = await burst(fleet, 'pull', PULLS);
    const cpu = cpuOf(servers.map(({ process: { child } }) => child.pid ?? 0)) - before;
    const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0;
    const name = `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
    return [
      { name: `reviews with checks only, ${name}`, value: PULLS / seconds, unit: '/s' },
      { name: `webhook to check at 50 %, ${PULLS} at once, ${name}`, value: at(0.5), unit: 's' },
      { name: `webhook to check at 95 %, ${PULLS} at once, ${name}`, value: at(0.95), unit: 's' },
      { name: `CPU of the servers a review, ${name}`, value: cpu / PULLS, unit: 's' },
    ];
  } finally {
    await fleet.close();
  }
}

/** Opens so many pull requests at once and waits for their checks. */
async function burst(fleet: Fleet, name: string, count: number): Promise<{ seconds: number; latencies: number[] }> {
  const pulls = Array.from({ length: count }, (_, n) => fleet.github.openPull(`${name}${n}`));
  const began = performance.now();
  const latencies: number[] = [];
  await Promise.all(
    pulls.map(async (pull) => {
      const sent = performance.now();
      await fleet.deliver(fleet.github.github.payloads.pullRequest('opened', pull), pull.headBranch);
      while (!fleet.checksOf(pull).includes('completed')) await sleep(20);
      latencies.push((performance.now() - sent) / 1000);
    }),
  );
  return { seconds: (performance.now() - began) / 1000, latencies: latencies.toSorted((a, b) => a - b) };
}

/** Seconds on a processor of these and all below them that live, and of those that they waited for. */
function cpuOf(roots: readonly number[]): number {
  const fields = new Map<number, readonly number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat !== null) fields.set(Number(name), stat);
  }
  const below = (pid: number): number => {
    const own = fields.get(pid);
    if (own === undefined) return 0;
    const children = [...fields].filter(([, [parent]]) => parent === pid).map(([child]) => below(child));
    return own.slice(1).reduce((sum, ticks) => sum + ticks, 0) + children.reduce((sum, ticks) => sum + ticks, 0);
  };
  return roots.reduce((sum, pid) => sum + below(pid), 0) / TICKS;
}

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** Parent, then user and system time of it and of its ended children; null where it is gone. */
function statOf(pid: string): readonly number[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [fields[1] ?? 0, fields[11] ?? 0, fields[12] ?? 0, fields[13] ?? 0, fields[14] ?? 0];
  } catch {
    // It ended while we looked.
    return null;
  }
}
