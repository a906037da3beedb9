import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LeasedTurn, LeaseLost } from '../../../history/deliveries/delivery-queue.ts';
import type { QueueEngine } from '../../../history/deliveries/engine.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { LaneTurn } from '../../../history/deliveries/lane-turn.ts';
import type { TakenTurn } from '../../../history/deliveries/lanes/take-turn.ts';
import { QUEUE_MIGRATIONS } from '../../../history/deliveries/postgres/migrations.ts';
import {
  openPostgresQueue,
  type PostgresQueueOptions,
} from '../../../history/deliveries/postgres/open-postgres-queue.ts';
import { aDelivery, aNewDelivery } from '../../app/webhook/build-delivery.ts';
import { missingPostgres, type PostgresServer, startPostgres } from '../../support/postgres/postgres-server.ts';
import { openDesk } from './queue-desk.ts';

const LIMITS = { perInstallation: 100, perRepository: 100 };
/** So long that no lease ends by itself; how often leases are seen to where that is not left to their length; and a moment. */
const [LONG_MS, OFTEN_MS, LATE_MS] = [3_600_000, 100, 3000];

describe.skipIf(missingPostgres !== null)(
  `many servers on one Postgres${missingPostgres === null ? '' : `: ${missingPostgres}`}`,
  () => {
    let server: PostgresServer;
    let count = 0;
    const queues: LaneQueue[] = [];
    const open = async (url: string, options: Partial<PostgresQueueOptions> = {}) => {
      const queue = await openPostgresQueue(url, { limits: LIMITS, onFault: () => {}, ...options });
      queues.push(queue);
      return queue;
    };
    const database = () => server.database(`fleet_${(count += 1)}`);
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterEach(async () => {
      for (const queue of queues.splice(0)) await queue.close();
    });
    afterAll(() => server.stop());

    it('start together on an empty database, share the work, and keep the limits together', async () => {
      const url = await database();
      const limits = { perInstallation: 3, perRepository: 100 };
      const all = await Promise.all([1, 2, 3].map(() => open(url, { limits })));
      const desks = await Promise.all(all.slice(1).map((queue) => openDesk(queue, 2)));
      const [web] = all;
      for (let n = 0; n < 9; n += 1) await web?.add(aNewDelivery({ id: `${n}`, lane: `x#${n}` }));
      const begun = () => desks.flatMap((desk) => desk.turns.map((turn) => ({ desk, turn })));
      const ended = new Set<LeasedTurn>();
      // Which of the two begins next is theirs to settle.
      const going = () => begun().find(({ turn }) => !ended.has(turn));
      while (ended.size < 9) {
        while (going() === undefined) await sleep(5);
        const running = (await web?.status())?.running ?? 0;
        expect(running).toBeLessThanOrEqual(3);
        const next = going();
        if (next === undefined) continue;
        ended.add(next.turn);
        await next.turn.finish({ state: 'done', note: 'reviewed', lookedAt: null });
        next.desk.leave(next.turn);
      }
      expect(begun().length).toBe(9);
      expect(new Set(begun().map(({ turn }) => turn.lead.id)).size).toBe(9);
      expect(await web?.status()).toMatchObject({ waiting: 0, running: 0 });
    });

    it('take over from a worker that says nothing any more; what it says later is not heard', async () => {
      const url = await database();
      const dead = await open(url, { leaseMs: LONG_MS });
      await dead.add(aNewDelivery({ id: 'a' }));
      const desk = await openDesk(dead);
      const first = await desk.turnOf('a');
      await desk.working.stop();
      const second = await openDesk(await open(url, { leaseMs: LONG_MS, upkeepMs: OFTEN_MS }));
      await hang(url);
      const turn = await second.turnOf('a');
      expect(turn.lead).toMatchObject({ attempts: 1, note: 'its worker ended, or hung, while it was worked on' });
      await expect(first.finish({ state: 'done', note: 'too late', lookedAt: 'h' })).rejects.toThrow(LeaseLost);
      expect(first.lost.aborted).toBe(true);
      expect(() => first.requireLease()).toThrow(LeaseLost);
      await turn.finish({ state: 'done', note: 'reviewed', lookedAt: null });
      expect(await dead.find('a')).toMatchObject({ state: 'done', note: 'reviewed', attempts: 2 });
      expect(await dead.hasLookedAt('acme/shop#1', 'h')).toBe(false);
    });

    it('renew the leases of what goes on, and of nothing that they gave up', async () => {
      const url = await database();
      const queue = await open(url, { leaseMs: LONG_MS, upkeepMs: OFTEN_MS });
      for (const lane of ['x#1', 'x#2']) await queue.add(aNewDelivery({ id: lane, lane }));
      const desk = await openDesk(queue);
      const [kept, given] = [await desk.turnOf('x#1'), await desk.turnOf('x#2')];
      await desk.working.stop();
      if (given instanceof LaneTurn) given.lose('it hung');
      const other = await openDesk(await open(url, { leaseMs: LONG_MS, upkeepMs: OFTEN_MS }));
      // Every lease has a moment left: what is renewed keeps it.
      await hang(url, Date.now() + LATE_MS);
      await other.turnOf('x#2');
      await kept.finish({ state: 'done', note: 'reviewed', lookedAt: null });
      expect(other.begun()).toEqual(['x#2']);
    });

    it('go on when Postgres falls over and comes back', async () => {
      const url = await database();
      const faults: unknown[] = [];
      const queue = await open(url, { onFault: (error) => faults.push(error) });
      const desk = await openDesk(queue);
      await queue.add(aNewDelivery({ id: 'a', lane: 'x#1' }));
      const turn = await desk.turnOf('a');
      const back = server.crash();
      const added = queue.add(aNewDelivery({ id: 'b', lane: 'x#2' }));
      await back;
      expect(await added).toBe('queued');
      await turn.finish({ state: 'done', note: 'reviewed', lookedAt: null });
      await desk.done('b');
      await queue.add(aNewDelivery({ id: 'c', lane: 'x#3', head: 'h1', version: 1 }));
      await desk.turnOf('c');
      // The ear for news has been opened again as well.
      while (!desk.news.includes('x#3')) {
        await queue.add(aNewDelivery({ lane: 'x#3', head: 'h2', version: 2 }));
        await sleep(200);
      }
      expect(faults.length).toBeGreaterThan(0);
      expect(await queue.find('a')).toMatchObject({ state: 'done', attempts: 1 });
    });

    it('of two versions go on side by side, unless the newer one has changed what the older relies on', async () => {
      const url = await database();
      await open(url);
      const added = { name: 'more', sql: 'ALTER TABLE deliveries ADD COLUMN more TEXT' };
      await open(url, { migrations: [...QUEUE_MIGRATIONS, added] });
      const older = await open(url);
      expect(await older.add(aNewDelivery({ id: 'a' }))).toBe('queued');
      await open(url, { migrations: [...QUEUE_MIGRATIONS, added, { name: 'other', sql: 'SELECT 1', breaking: true }] });
      await expect(open(url)).rejects.toThrow(
        `a newer Docket has changed the queue (step ${QUEUE_MIGRATIONS.length + 2}, this version knows ${QUEUE_MIGRATIONS.length})`,
      );
    });

    it('say what is wrong with an address', async () => {
      const url = (await database()).replace(/fleet_\d+$/, 'nowhere');
      await expect(open(url)).rejects.toThrow(/the queue in Postgres cannot be used: .*"nowhere" does not exist/);
    });

    /** Lets all leases run out, as time would. */
    async function hang(url: string, until = 0): Promise<void> {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`UPDATE docket_queue.lanes SET lease_until = ${until}`);
      await client.end();
    }
  },
);

describe('a worker', () => {
  const lead = aTurnOf('acme/shop#1');
  const engine = { leaseMs: LONG_MS } as unknown as QueueEngine;
  it.each([
    ['has its lease', 0, 0, false],
    ['hung for longer than its lease', LONG_MS, LONG_MS, true],
    ['was on a machine that slept for longer', LONG_MS, 0, true],
    ['was put back in time by its clock while it hung', -LONG_MS, LONG_MS, true],
  ] as const)('that %s knows before it says a word', (_, wall, steady, isLost) => {
    const now = LaneTurn.clocks();
    const turn = new LaneTurn(lead, engine, {
      holder: 'w',
      askedAt: { wall: now.wall - wall, steady: now.steady - steady },
    });
    const outcome = (() => {
      try {
        turn.requireLease();
        return 'holds';
      } catch (error) {
        return error instanceof LeaseLost ? 'lost' : error;
      }
    })();
    expect(outcome).toBe(isLost ? 'lost' : 'holds');
    expect(turn.lost.aborted).toBe(isLost);
  });
});

function aTurnOf(lane: string): TakenTurn {
  const lead = aDelivery({ lane });
  return { place: `1/${lane}`, installation: 1, token: 1, lead, absorbed: [], payload: '{}' };
}
