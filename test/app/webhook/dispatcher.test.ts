import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { RefusedError } from '../../../app/webhook/job.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import { openDesk } from '../../history/deliveries/queue-desk.ts';
import { runs } from '../../support/soak.ts';
import { aNewDelivery } from './build-delivery.ts';
import { dispatchWorld, type WorldOptions } from './dispatch-world.ts';

type World = ReturnType<typeof dispatchWorld>;
const worlds: World[] = [];
const LANE = 'acme/shop#1';

function world(options: WorldOptions = {}): World {
  const made = dispatchWorld(options);
  worlds.push(made);
  return made;
}
afterEach(async () => {
  for (const made of worlds.splice(0)) await made.close();
});

/** A push: GitHub shows the head, and delivers the event. */
async function push(to: World, head: string, version: number, id = head): Promise<void> {
  to.shows.set(LANE, { head, version });
  await to.queue.add(aNewDelivery({ id, head, version }));
}

describe('one run a pull request', () => {
  it('the newest head wins; the older run is aborted and written down', async () => {
    const at = world();
    await at.dispatcher.begin();
    await push(at, 'h1', 1);
    await at.until(() => at.begun.length === 1);
    await push(at, 'h2', 2);
    await at.until(() => at.begun.length === 2);
    expect(at.begun.map(({ head, state }) => [head, state])).toEqual([
      ['h1', 'aborted'],
      ['h2', 'goes on'],
    ]);
    expect(await at.queue.find('h1')).toMatchObject({ state: 'superseded', note: 'the head moved on to h2' });
    at.begun[1]?.end();
    await at.dispatcher.idle();
    expect(await at.states('h1', 'h2')).toEqual(['superseded', 'done']);
  });

  it('a push is not overlooked while GitHub is still asked about the head before it', async () => {
    const gates: (() => void)[] = [];
    const at = world({ slow: () => new Promise((done) => gates.push(done)) });
    await at.dispatcher.begin();
    await push(at, 'h1', 1);
    await at.until(() => at.lines.some((line) => line.includes('a run begins')));
    await push(at, 'h2', 2);
    // The dispatcher has looked at the push before the answer comes.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    gates[0]?.();
    await at.until(() => at.lines.some((line) => line.includes('"delivery":"h2"') && line.includes('a run begins')));
    gates[1]?.();
    await at.until(() => at.begun.some(({ id }) => id === 'h2'));
    expect(await at.queue.find('h1')).toMatchObject({ state: 'superseded' });
  });

  it('an older event that comes late aborts nothing and makes no run', async () => {
    const at = world();
    await at.dispatcher.begin();
    await push(at, 'h2', 2);
    await at.until(() => at.begun.length === 1);
    await at.queue.add(aNewDelivery({ id: 'late', head: 'h1', version: 1 }));
    at.begun[0]?.end();
    await at.dispatcher.idle();
    expect(at.begun.map(({ head, state }) => [head, state])).toEqual([['h2', 'ended']]);
    expect(await at.queue.find('late')).toMatchObject({ state: 'superseded' });
  });

  it('closing aborts a review', async () => {
    const at = world();
    await at.dispatcher.begin();
    await push(at, 'h1', 1);
    await at.until(() => at.begun.length === 1);
    await at.queue.add(aNewDelivery({ id: 'closed', kind: 'closed', head: 'h1', version: 2 }));
    await at.until(() => at.begun.length === 2);
    expect(await at.queue.find('h1')).toMatchObject({ state: 'superseded', note: 'the pull request was closed' });
  });

  it('a command that asks for a review is answered even when the head moves', async () => {
    const at = world();
    await at.dispatcher.begin();
    at.shows.set(LANE, { head: 'h1', version: 1 });
    await at.queue.add(aNewDelivery({ id: 'command', kind: 'command', head: null, fresh: true }));
    await at.until(() => at.begun.length === 1);
    await push(at, 'h2', 2);
    await at.until(() => at.begun.length === 2);
    at.begun[1]?.end();
    await at.dispatcher.idle();
    expect(at.begun.map(({ id, head, state }) => [id, head, state])).toEqual([
      ['command', 'h1', 'aborted'],
      ['command', 'h2', 'ended'],
    ]);
    // The command has looked at the pushed head: the push itself is no reason for a second run.
    expect(await at.states('command', 'h2')).toEqual(['done', 'ignored']);
  });

  it('the same head is looked at again only when something else has changed', async () => {
    const at = world({ quick: true });
    await at.dispatcher.begin();
    await push(at, 'h1', 1);
    await at.dispatcher.idle();
    await push(at, 'h1', 1, 'opened again');
    await at.dispatcher.idle();
    await at.queue.add(aNewDelivery({ id: 'ready', head: 'h1', version: 2, fresh: true }));
    await at.dispatcher.idle();
    expect(at.begun.map(({ id }) => id)).toEqual(['h1', 'ready']);
    expect(await at.states('opened again')).toEqual(['ignored']);
  });

  it('a head that GitHub does not show yet is not lost', async () => {
    const at = world({ quick: true });
    await at.dispatcher.begin();
    at.shows.set(LANE, { head: 'h1', version: 1 });
    await at.queue.add(aNewDelivery({ id: 'push', head: 'h2', version: 2 }));
    // The replica catches up after the first run.
    await at.until(() => at.lines.some((line) => line.includes('does not show the head yet')));
    at.shows.set(LANE, { head: 'h2', version: 2 });
    await at.dispatcher.idle();
    expect(at.begun.map(({ head }) => head)).toEqual(['h1', 'h2']);
    expect(await at.states('push')).toEqual(['done']);
  });
});

it('a push whose head GitHub does not show yet is not taken for the head that was looked at', async () => {
  const at = world({ quick: true });
  await at.dispatcher.begin();
  await push(at, 'h1', 1);
  await at.dispatcher.idle();
  await at.queue.add(aNewDelivery({ id: 'push', head: 'h2', version: 2 }));
  await at.until(() => at.lines.some((line) => line.includes('does not show the head yet')));
  at.shows.set(LANE, { head: 'h2', version: 2 });
  await at.dispatcher.idle();
  expect(at.begun.map(({ head }) => head)).toEqual(['h1', 'h2']);
});

it('one run answers for everything that waited with it', async () => {
  const at = world({ quick: true });
  at.shows.set(LANE, { head: 'h1', version: 1 });
  for (const id of ['opened', 'edited', 'ready'])
    await at.queue.add(aNewDelivery({ id, head: 'h1', version: 1, fresh: true }));
  await at.dispatcher.begin();
  await at.dispatcher.idle();
  expect(at.begun.map(({ id }) => id)).toEqual(['ready']);
  expect(await at.queue.find('opened')).toMatchObject({ state: 'superseded', note: 'answered by delivery ready' });
  expect(await at.states('edited', 'ready')).toEqual(['superseded', 'done']);
});

describe('500 deliveries', () => {
  const PULLS = 5;
  const HEADS = 8;
  /** Every push twice as opened and synchronize, then again and again in another order. */
  const order = fc.array(fc.record({ pull: fc.nat(PULLS - 1), push: fc.nat(HEADS - 1) }), {
    minLength: 500,
    maxLength: 500,
  });

  it('duplicate and out of order, make one run a head', async () => {
    await fc.assert(
      fc.asyncProperty(order, fc.nat(499), async (all, startAt) => {
        const at = dispatchWorld({ quick: true });
        try {
          const admissions = new Map<string, number>();
          for (const [n, { pull, push: number }] of all.entries()) {
            const lane = `acme/shop#${pull}`;
            // GitHub has all pushes already: what is delivered is history, in any order.
            at.shows.set(lane, { head: `${pull}-${HEADS - 1}`, version: HEADS - 1 });
            const head = `${pull}-${number}`;
            const admission = await at.queue.add(
              aNewDelivery({ id: head, lane, head, version: number, payload: `{"${head}":0}` }),
            );
            admissions.set(admission, (admissions.get(admission) ?? 0) + 1);
            if (n === startAt) await at.dispatcher.begin();
            // Some are worked on while others still come.
            if (n % 50 === 0) await new Promise(setImmediate);
          }
          await at.dispatcher.begin();
          await at.dispatcher.idle();
          const distinct = new Set(all.map(({ pull, push: number }) => `${pull}-${number}`));
          expect(admissions.get('queued')).toBe(distinct.size);
          const looked = at.begun.map(({ head }) => head);
          expect(looked.length).toBe(new Set(looked).size);
          expect(new Set(looked)).toEqual(new Set(all.map(({ pull }) => `${pull}-${HEADS - 1}`)));
          expect(await at.queue.depth()).toBe(0);
        } finally {
          await at.close();
        }
      }),
      { numRuns: runs(3, 60) },
    );
  });

  it('while heads move, leave the newest of every pull request looked at, and none twice', async () => {
    await fc.assert(
      fc.asyncProperty(order, async (all) => {
        const at = dispatchWorld({ quick: true });
        try {
          await at.dispatcher.begin();
          for (const [n, { pull, push: number }] of all.entries()) {
            const lane = `acme/shop#${pull}`;
            const head = `${pull}-${number}`;
            const shown = at.shows.get(lane);
            // A push moves the head forward; an older event that comes late does not.
            if (shown === undefined || shown.version < number) at.shows.set(lane, { head, version: number });
            await at.queue.add(aNewDelivery({ id: `${head}-${n}`, lane, head, version: number }));
            if (n % 7 === 0) await new Promise(setImmediate);
          }
          await at.dispatcher.idle();
          const ended = at.begun.filter(({ state }) => state === 'ended').map(({ head }) => head);
          expect(ended.length).toBe(new Set(ended).size);
          for (const { head } of at.shows.values()) expect(ended).toContain(head);
        } finally {
          await at.close();
        }
      }),
      { numRuns: runs(1, 60) },
    );
  });
});

describe('limits', () => {
  it.each<readonly [string, WorldOptions['limits'], number]>([
    ['overall', { overall: 2 }, 2],
    ['of an installation', { perInstallation: 3 }, 3],
    ['of a repository', { perRepository: 1 }, 2],
  ])('%s hold, and what waits has its turn', async (_, limits, expected) => {
    const at = world(limits === undefined ? {} : { limits });
    for (let n = 0; n < 6; n += 1) {
      await at.queue.add(aNewDelivery({ id: `${n}`, lane: `x#${n}`, installation: 1, repository: n % 2 }));
    }
    await at.dispatcher.begin();
    await at.until(() => at.begun.length === expected);
    let most = at.dispatcher.running();
    for (let n = 0; n < 6; n += 1) {
      await at.until(() => at.begun.length > n);
      most = Math.max(most, at.dispatcher.running());
      at.begun[n]?.end();
    }
    await at.dispatcher.idle();
    expect(most).toBe(expected);
    expect(at.begun.map(({ id }) => id).toSorted()).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});

describe('what goes wrong', () => {
  it('is tried again, then given up', async () => {
    const at = world({
      before: () => {
        throw new InfrastructureError({ what: 'GitHub is gone' });
      },
    });
    await at.queue.add(aNewDelivery({ id: 'a' }));
    await at.dispatcher.begin();
    await at.until(() => at.lines.some((line) => line.includes('a delivery has failed: ')));
    expect(await at.queue.find('a')).toMatchObject({ state: 'failed', attempts: 4, note: 'GitHub is gone' });
  });

  it.each([
    ['a wrong configuration is not tried again', new InputError({ what: 'docket.yml is wrong' }), 'failed'],
    ['what is refused is not tried again', new RefusedError('not one of this App'), 'refused'],
  ])('%s', async (_, error, state) => {
    const at = world({
      before: () => {
        throw error;
      },
    });
    await at.queue.add(aNewDelivery({ id: 'a' }));
    await at.dispatcher.begin();
    await at.dispatcher.idle();
    expect(await at.queue.find('a')).toMatchObject({ state, attempts: 1, note: error.message });
  });

  it('a delivery that ends the process each time is given up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docket-crashes-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'deliveries.db');
    for (let n = 0; n < 4; n += 1) {
      const limits = { perInstallation: 1, perRepository: 1 };
      const { queue, recovered } = openSqliteQueue(path, { limits, now: Date.now });
      expect(recovered).toEqual(n === 0 ? [] : ['a']);
      if (n === 0) await queue.add(aNewDelivery({ id: 'a' }));
      await (await openDesk(queue)).turnOf('a');
      // Nobody says how it ended.
      await queue.close();
    }
    const at = world({ path });
    await at.dispatcher.begin();
    await at.dispatcher.idle();
    expect(at.begun).toEqual([]);
    expect(await at.queue.find('a')).toMatchObject({ state: 'failed', note: 'given up after 4 attempts' });
  });

  it('a run that never ends is ended', async () => {
    const at = world({ patience: { mostMs: 5 } });
    await at.queue.add(aNewDelivery({ id: 'a' }));
    await at.dispatcher.begin();
    await at.until(() => at.lines.some((line) => line.includes('a delivery has failed: ')));
    expect(at.begun[0]?.state).toBe('aborted');
  });

  it('an installation that is gone ends its runs', async () => {
    const at = world();
    await at.queue.add(aNewDelivery({ id: 'a', installation: 7 }));
    await at.dispatcher.begin();
    await at.until(() => at.begun.length === 1);
    await at.queue.announceGone({ installation: 7, repositories: [], why: 'the installation was removed' });
    await at.dispatcher.idle();
    expect(await at.queue.find('a')).toMatchObject({ state: 'refused', note: 'the installation was removed' });
  });
});

describe('a search', () => {
  it('gives its place up for a review of the pull request that it found', async () => {
    const at = world();
    await push(at, 'h1', 1);
    await at.dispatcher.begin();
    await at.until(() => at.begun.length === 1);
    at.begun[0]?.end();
    await at.dispatcher.idle();
    await at.queue.add(aNewDelivery({ id: 'a', kind: 'find', lane: 'acme/shop?h1', head: null, fresh: true }));
    await at.until(() => at.begun.length === 2);
    at.begun[1]?.end({ kind: 'moved', lane: LANE, head: 'h1' });
    await at.until(() => at.begun.length === 3);
    at.begun[2]?.end();
    await at.dispatcher.idle();
    expect(at.begun.map(({ lane }) => lane)).toEqual([LANE, 'acme/shop?h1', LANE]);
    expect(await at.queue.find('a')).toMatchObject({ state: 'done', kind: 'review', attempts: 1 });
  });
});

describe('stopping', () => {
  it('lets runs end, and begins none', async () => {
    const at = world();
    await at.queue.add(aNewDelivery({ id: 'a' }));
    await at.dispatcher.begin();
    await at.until(() => at.begun.length === 1);
    const stopped = at.dispatcher.stop({ graceMs: 60_000, handBackMs: 0 });
    await at.queue.add(aNewDelivery({ id: 'b', lane: 'acme/shop#2' }));
    at.begun[0]?.end();
    await stopped;
    expect(await at.states('a', 'b')).toEqual(['done', 'queued']);
  });

  it('puts back what does not end in time, without using up its tries', async () => {
    const at = world();
    await at.queue.add(aNewDelivery({ id: 'a' }));
    await at.dispatcher.begin();
    await at.until(() => at.begun.length === 1);
    await at.dispatcher.stop({ graceMs: 1, handBackMs: 60_000 });
    expect(at.begun[0]?.state).toBe('aborted');
    expect(await at.queue.find('a')).toMatchObject({ state: 'queued', attempts: 0, note: 'the server stopped' });
  });
});
