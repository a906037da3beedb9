import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetCap } from '../../../history/deliveries/budget.ts';
import type { TurnLimits } from '../../../history/deliveries/delivery-queue.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { openPostgresQueue } from '../../../history/deliveries/postgres/open-postgres-queue.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { aNewDelivery } from '../../app/webhook/build-delivery.ts';
import { missingPostgres, type PostgresServer, startPostgres } from '../../support/postgres/postgres-server.ts';
import { openDesk } from './queue-desk.ts';

interface OpenOptions {
  readonly limits?: Partial<TurnLimits>;
  readonly format?: number;
}

/** A kind of queue, and a fresh one of it for each test. */
interface Kind {
  readonly name: string;
  readonly missing: string | null;
  readonly begin: () => Promise<void>;
  readonly fresh: () => Promise<(options: OpenOptions) => Promise<LaneQueue>>;
  readonly end: () => Promise<void>;
}

/** Two moments are told apart by the clock. */
const CLOCK_MS = 5;
const ROOMY: TurnLimits = { perInstallation: 100, perRepository: 100 };
let folder = '';
let server: PostgresServer;
let count = 0;

const KINDS: readonly Kind[] = [
  {
    name: 'SQLite',
    missing: null,
    begin: async () => void (folder = mkdtempSync(join(tmpdir(), 'docket-contract-'))),
    fresh: async () => {
      const path = join(folder, `${(count += 1)}.db`);
      return async ({ limits, ...options }) =>
        openSqliteQueue(path, { limits: { ...ROOMY, ...limits }, now: Date.now, ...options }).queue;
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  },
  {
    name: 'Postgres',
    missing: missingPostgres,
    begin: async () => {
      server = await startPostgres();
      // Its tables are made once.
      await (await openPostgresQueue(await server.database('made'), { limits: ROOMY, onFault: () => {} })).close();
    },
    fresh: async () => {
      const url = await server.database(`contract_${(count += 1)}`, 'made');
      return ({ limits, ...options }) =>
        openPostgresQueue(url, { limits: { ...ROOMY, ...limits }, onFault: () => {}, ...options });
    },
    end: async () => server.stop(),
  },
];

const aCap = (scope: BudgetCap['scope'], microUsd: number, period: BudgetCap['period'] = 'day'): BudgetCap => ({
  scope,
  period,
  microUsd,
});

describe.each(KINDS)('the queue in $name', ({ missing, begin, fresh, end }) => {
  describe.skipIf(missing !== null)(`as every queue${missing === null ? '' : `: ${missing}`}`, () => {
    let reopen: (options: OpenOptions) => Promise<LaneQueue>;
    let queues: LaneQueue[] = [];
    const open = async (options: OpenOptions = {}) => {
      const queue = await reopen(options);
      queues.push(queue);
      return queue;
    };
    beforeAll(begin);
    afterAll(end);
    beforeEach(async () => {
      reopen = await fresh();
    });
    afterEach(async () => {
      for (const queue of queues.splice(0)) await queue.close();
      queues = [];
    });

    it('takes a delivery once, by its id and by its body', async () => {
      const queue = await open();
      expect(await queue.add(aNewDelivery({ id: 'a', payload: '{"x":1}' }))).toBe('queued');
      expect(await queue.add(aNewDelivery({ id: 'a', payload: '{"x":2}' }))).toBe('duplicate');
      expect(await queue.add(aNewDelivery({ id: 'b', payload: '{"x":1}', event: 'issue_comment' }))).toBe('replayed');
      expect(await queue.note(aNewDelivery({ id: 'c' }), 'ignored', 'no command')).toBe('queued');
      expect(await queue.note(aNewDelivery({ id: 'c' }), 'ignored', 'no command')).toBe('duplicate');
      expect(await queue.find('c')).toMatchObject({ state: 'ignored', note: 'no command' });
      expect([await queue.payloadOf('a'), await queue.payloadOf('c')]).toEqual(['{"x":1}', null]);
      expect(await queue.depth()).toBe(1);
    });

    it('takes the same delivery once from many at the same time', async () => {
      const queue = await open();
      const all = Array.from({ length: 20 }, (_, n) =>
        queue.add(aNewDelivery({ id: `${n % 4}`, payload: `{"${n % 4}":1}` })),
      );
      const admissions = await Promise.all(all);
      expect(admissions.filter((admission) => admission === 'queued').length).toBe(4);
      expect(await queue.depth()).toBe(4);
    });

    it.each<readonly [string, readonly Parameters<typeof aNewDelivery>[0][], string]>([
      ['one run for all pushes, for the newest', [{ id: 'a' }, { id: 'b' }, { id: 'c' }], 'c+a+b'],
      [
        "the newest by GitHub's clock",
        [
          { id: 'a', version: 9 },
          { id: 'b', version: 3 },
        ],
        'a+b',
      ],
      ['commands on their own and before reviews', [{ id: 'push' }, { id: 'pause', kind: 'command' }], 'pause'],
      ['closing before reviews', [{ id: 'push' }, { id: 'closed', kind: 'closed' }], 'closed'],
      ['a push answers for labels', [{ id: 'push' }, { id: 'label', label: 'x' }], 'push+label'],
      [
        'a label does not answer for another',
        [
          { id: 'a', label: 'x' },
          { id: 'b', label: 'y' },
          { id: 'c', label: 'x' },
        ],
        'a+c',
      ],
      ['what another repository of that name asks is not answered', [{ id: 'a', repository: 9 }, { id: 'b' }], 'b'],
    ])('begins with %s', async (_, deliveries, expected) => {
      const queue = await open();
      for (const delivery of deliveries) await queue.add(aNewDelivery(delivery));
      const desk = await openDesk(queue);
      await desk.until(() => desk.turns.length > 0);
      expect(desk.begun()).toEqual([expected]);
    });

    it('has one turn a lane; what comes meanwhile is news, and waits', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'a', head: 'h1', version: 1 }));
      const desk = await openDesk(queue);
      const turn = await desk.turnOf('a');
      expect(await turn.outdatedBy({ head: 'h1', version: 1 })).toBeNull();
      await queue.add(aNewDelivery({ id: 'b', head: 'h2', version: 2 }));
      await queue.add(aNewDelivery({ id: 'other', lane: 'acme/shop#2' }));
      await desk.until(() => desk.news.length > 0);
      expect(await turn.outdatedBy({ head: 'h1', version: 1 })).toMatchObject({ id: 'b' });
      expect(await turn.outdatedBy({ head: 'h2', version: 2 })).toBeNull();
      expect(await turn.outdatedBy({ head: 'h3', version: 3 })).toBeNull();
      // What was added last has begun: what was added before it would have, too.
      await desk.turnOf('other');
      expect(desk.begun()).toEqual(['a', 'other']);
      await turn.finish({ state: 'superseded', note: 'the head moved on', lookedAt: null });
      desk.leave(turn);
      await desk.turnOf('b');
      expect(await queue.find('a')).toMatchObject({ state: 'superseded' });
    });

    it('keeps the limits of installations and repositories, and installations take turns', async () => {
      const queue = await open({ limits: { perInstallation: 3, perRepository: 2 } });
      // A noisy repository, another of the same installation, and a quiet installation that comes last.
      for (let n = 0; n < 6; n += 1)
        await queue.add(aNewDelivery({ id: `noisy${n}`, lane: `x/noisy#${n}`, repository: 1 }));
      await queue.add(aNewDelivery({ id: 'beside', lane: 'x/beside#1', repository: 2 }));
      await queue.add(aNewDelivery({ id: 'quiet', lane: 'y/quiet#1', repository: 3, installation: 2 }));
      const desk = await openDesk(queue);
      await desk.until(() => desk.turns.length === 4);
      expect(desk.begun().toSorted()).toEqual(['beside', 'noisy0', 'noisy1', 'quiet']);
      await desk.done('noisy1');
      await desk.turnOf('noisy2');
      await desk.done('beside');
      await desk.done('quiet');
      // The repository is full still.
      await queue.add(aNewDelivery({ id: 'sentinel', lane: 'y/quiet#2', repository: 3, installation: 2 }));
      await desk.turnOf('sentinel');
      expect(desk.turns.length).toBe(6);
      for (const id of ['noisy0', 'noisy2', 'noisy3', 'noisy4', 'noisy5', 'sentinel']) await desk.done(id);
      await desk.working.idle();
      expect(await queue.depth()).toBe(0);
    });

    it('lets a quiet installation go before the second of a busy one, and starves neither', async () => {
      const queue = await open();
      for (let n = 0; n < 4; n += 1) await queue.add(aNewDelivery({ id: `busy${n}`, lane: `x/x#${n}` }));
      const desk = await openDesk(queue, 1);
      await desk.turnOf('busy0');
      await sleep(CLOCK_MS);
      for (let n = 0; n < 3; n += 1)
        await queue.add(aNewDelivery({ id: `quiet${n}`, lane: `y/y#${n}`, installation: 2 }));
      for (let n = 0; n < 7; n += 1) {
        await desk.until(() => desk.turns.length > n);
        await sleep(CLOCK_MS);
        await desk.done(desk.turns[n]?.lead.id ?? '');
      }
      expect(desk.begun()).toEqual(['busy0', 'quiet0', 'busy1', 'quiet1', 'busy2', 'quiet2', 'busy3']);
    });

    it('keeps nobody waiting for what one noisy repository has sent before, of its own installation or another', async () => {
      const queue = await open({ limits: { perInstallation: 4, perRepository: 2 } });
      for (let n = 0; n < 150; n += 1) await queue.add(aNewDelivery({ id: `noisy${n}`, lane: `x/noisy#${n}` }));
      const desk = await openDesk(queue, 4);
      const begunBy = (word: string) => desk.turns.filter(({ lead }) => lead.id.startsWith(word)).length;
      await desk.until(() => begunBy('noisy') === 2);
      await sleep(CLOCK_MS);
      await queue.add(aNewDelivery({ id: 'beside', lane: 'x/beside#1', repository: 8 }));
      for (let n = 0; n < 5; n += 1)
        await queue.add(aNewDelivery({ id: `other${n}`, lane: `y${n}/y#1`, installation: 20 + n, repository: 20 + n }));
      // None of the noisy ones that go on has to end for them, but where all the worker's turns are taken.
      const over = new Set<string>();
      while (begunBy('beside') + begunBy('other') < 6) {
        const [next] = desk.turns.filter(({ lead }) => !over.has(lead.id) && !lead.id.startsWith('noisy'));
        if (next === undefined) {
          const before = desk.turns.length;
          await desk.until(() => desk.turns.length > before);
          continue;
        }
        over.add(next.lead.id);
        await desk.done(next.lead.id);
      }
      expect(begunBy('noisy')).toBeLessThanOrEqual(2);
    });

    it('waits after an error, and an older push does not get round it', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'a', version: 2 }));
      const desk = await openDesk(queue);
      const turn = await desk.turnOf('a');
      await queue.add(aNewDelivery({ id: 'older', version: 1 }));
      const handedBack = Date.now();
      await turn.handBack({ note: 'GitHub was gone', afterMs: 300, counts: true });
      desk.leave(turn);
      await desk.until(() => desk.turns.length === 2);
      // The queue's clock and ours are the same machine's.
      expect(Date.now() - handedBack).toBeGreaterThanOrEqual(250);
      expect(desk.begun()).toEqual(['a', 'a+older']);
      expect(desk.turns[1]?.lead).toMatchObject({ attempts: 1, note: 'GitHub was gone' });
    });

    it('counts no attempt that ended for a reason of ours', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'a' }));
      const desk = await openDesk(queue);
      const turn = await desk.turnOf('a');
      await desk.working.stop();
      await turn.handBack({ note: 'the server stopped', afterMs: 0, counts: false });
      expect(await queue.find('a')).toMatchObject({ state: 'queued', attempts: 0 });
    });

    it('keeps dead letters until they are tried again or dropped', async () => {
      const queue = await open();
      for (const id of ['a', 'b']) await queue.add(aNewDelivery({ id, lane: `x#${id}` }));
      const desk = await openDesk(queue);
      for (const id of ['a', 'b']) {
        const turn = await desk.turnOf(id);
        await turn.fail('given up', { mayPass: true });
        desk.leave(turn);
      }
      expect(await queue.status()).toMatchObject({ waiting: 0, running: 0, failed: 2, oldestWaitingAt: null });
      expect((await queue.list('failed', 10)).map(({ id, passing }) => [id, passing])).toEqual([
        ['b', true],
        ['a', true],
      ]);
      expect(await queue.drop('b', 'dropped by the operator')).toBe(true);
      expect([await queue.retry('b'), await queue.retry('a'), await queue.retry('nobody')]).toEqual([
        false,
        true,
        false,
      ]);
      await desk.until(() => desk.turns.length === 3);
      expect(desk.turns[2]).toMatchObject({ lead: { id: 'a', attempts: 0 }, payload: '{"n":"a"}' });
      await desk.done('a');
      expect(await queue.drop('a', 'too late')).toBe(false);
      expect(await queue.add(aNewDelivery({ id: 'b' }))).toBe('duplicate');
    });

    it('moves what a search has found, and remembers heads', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'find', kind: 'find', lane: 'acme/shop?h1', head: null }));
      const desk = await openDesk(queue);
      const search = await desk.turnOf('find');
      // As the App hands it in, with a word of its own.
      const found = { kind: 'moved', lane: 'acme/shop#1', head: 'h1' };
      await search.move(found);
      desk.leave(search);
      await desk.until(() => desk.turns.length === 2);
      const review = desk.turns[1];
      expect(review?.lead).toMatchObject({ lane: 'acme/shop#1', kind: 'review', head: 'h1', fresh: true, attempts: 0 });
      await review?.finish({ state: 'done', note: 'reviewed', lookedAt: 'h1' });
      expect([await queue.hasLookedAt('acme/shop#1', 'h1'), await queue.hasLookedAt('acme/shop#1', 'h2')]).toEqual([
        true,
        false,
      ]);
      await queue.forgetBefore(Date.now() + 60_000);
      expect([await queue.find('find'), await queue.hasLookedAt('acme/shop#1', 'h1')]).toEqual([null, false]);
    });

    it('ends what waits for an installation that is gone, and tells the workers', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'runs', lane: 'x#1', installation: 7 }));
      const desk = await openDesk(queue);
      const turn = await desk.turnOf('runs');
      await queue.add(aNewDelivery({ id: 'waits', lane: 'x#1', installation: 7 }));
      await queue.announceGone({ installation: 7, repositories: [1], why: 'removed' });
      await desk.until(() => desk.gone.length > 0);
      expect(desk.gone).toEqual([{ installation: 7, repositories: [1], why: 'removed' }]);
      expect(await queue.find('waits')).toMatchObject({ state: 'refused', note: 'removed' });
      await turn.finish({ state: 'refused', note: 'removed', lookedAt: null });
      desk.leave(turn);
      await desk.working.idle();
    });

    it('keeps what a newer version has written for the newer version', async () => {
      const newer = await open({ format: 2 });
      await newer.add(aNewDelivery({ id: 'new', lane: 'x#1' }));
      await newer.close();
      queues = [];
      const older = await open();
      await older.add(aNewDelivery({ id: 'old', lane: 'x#2' }));
      const desk = await openDesk(older);
      await desk.done('old');
      expect(desk.begun()).toEqual(['old']);
      expect(await older.find('new')).toMatchObject({ state: 'queued', attempts: 0, format: 2 });
      await older.close();
      queues = [];
      const again = await openDesk(await open({ format: 2 }));
      await again.turnOf('new');
    });

    it('puts no more money aside than a cap leaves, however many ask at once; what was not spent may be had again', async () => {
      const queue = await open();
      const ids = Array.from({ length: 30 }, (_, n) => `d${n}`);
      for (const [n, id] of ids.entries())
        await queue.add(aNewDelivery({ id, lane: `acme/r${n}#1`, installation: n % 3, repository: n }));
      const desk = await openDesk(queue);
      const turns = await Promise.all(ids.map((id) => desk.turnOf(id)));
      const caps = [aCap('installation', 1000), aCap('fleet', 100)];
      const holds = await Promise.all(turns.map((turn) => turn.hold({ caps, microUsd: 10 })));
      expect(holds.reduce((sum, { microUsd }) => sum + microUsd, 0)).toBe(100);
      expect(holds.filter(({ microUsd, short }) => microUsd === 0 && short?.scope === 'fleet').length).toBe(20);
      // Nothing is spent yet: who gets nothing is told that all of it is only put aside, and not money of another cap.
      expect(holds.filter(({ short }) => short !== null).map(({ putAside }) => putAside)).toEqual(
        Array.from({ length: 20 }, () => 100),
      );
      const other = await turns[0]?.hold({ caps: [aCap('fleet', 0, 'month')], microUsd: 1 });
      expect(other).toMatchObject({ microUsd: 0, putAside: 0 });
      await Promise.all(holds.map((hold) => hold.settle(hold.microUsd === 0 ? 0 : 3)));
      expect((await turns[0]?.hold({ caps, microUsd: 1000 }))?.microUsd).toBe(70);
    });

    it('counts each installation, repository, day and month by itself', async () => {
      const queue = await open();
      const places = [
        { id: 'a', lane: 'acme/a#1', installation: 1, repository: 1 },
        { id: 'b', lane: 'acme/b#1', installation: 1, repository: 2 },
        { id: 'c', lane: 'other/c#1', installation: 2, repository: 3 },
      ];
      for (const place of places) await queue.add(aNewDelivery(place));
      const desk = await openDesk(queue);
      const caps = [aCap('repository', 50), aCap('installation', 80), aCap('fleet', 1000, 'month')];
      const granted: number[] = [];
      for (const { id } of places) {
        const hold = await (await desk.turnOf(id)).hold({ caps, microUsd: 60 });
        granted.push(hold.microUsd);
        await hold.settle(hold.microUsd);
      }
      expect(granted).toEqual([50, 30, 50]);
      const again = await (await desk.turnOf('a')).hold({ caps: [aCap('fleet', 200, 'month')], microUsd: 100 });
      expect(again).toMatchObject({ microUsd: 70, short: { scope: 'fleet', period: 'month' } });
    });

    it('a run that dies has spent what it wrote down, not more and not less', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'a' }));
      const desk = await openDesk(queue);
      const caps = [aCap('fleet', 100)];
      const died = await desk.turnOf('a');
      const hold = await died.hold({ caps, microUsd: 80 });
      await hold.spent(25);
      // Its lane is taken from it, as recovery does, and nothing is settled.
      await died.handBack({ note: 'died', afterMs: 0, counts: true });
      desk.leave(died);
      await desk.until(() => desk.turns.length === 2);
      const next = desk.turns[1];
      const after = await next?.hold({ caps, microUsd: 100 });
      expect(after?.microUsd).toBe(75);
      await after?.settle(0);
      // It was alive after all, and says so late: once.
      await hold.settle(40);
      await hold.settle(40);
      expect((await next?.hold({ caps, microUsd: 100 }))?.microUsd).toBe(60);
    });

    it('a run that spends more than it put aside is charged at once', async () => {
      const queue = await open();
      await queue.add(aNewDelivery({ id: 'a' }));
      const desk = await openDesk(queue);
      const caps = [aCap('fleet', 100)];
      const turn = await desk.turnOf('a');
      const hold = await turn.hold({ caps, microUsd: 10 });
      await hold.spent(95);
      expect((await turn.hold({ caps, microUsd: 100 })).microUsd).toBe(5);
      await queue.forgetBefore(0);
      await hold.settle(20);
      expect((await turn.hold({ caps, microUsd: 100 })).microUsd).toBe(75);
    });

    it('lets one process do a round', async () => {
      const queue = await open();
      const claims = [
        await queue.claimRound('x', 60_000),
        await queue.claimRound('x', 60_000),
        await queue.claimRound('y', 60_000),
      ];
      expect(claims).toEqual([true, false, true]);
      expect(await queue.claimRound('x', -1)).toBe(true);
    });
  });
});
