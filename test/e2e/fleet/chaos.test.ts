import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pull } from '../../support/github/state.ts';
import { missingTools } from '../../support/go-tools.ts';
import { expectLeftByKilled } from '../../support/left-by-killed.ts';
import { missingPostgres } from '../../support/postgres/postgres-server.ts';
import { runs } from '../../support/soak.ts';
import { FleetScene } from './fleet-scene.ts';

expectLeftByKilled();

const missing = missingPostgres ?? missingTools('litestream', 'gofakes3');
const LONG = runs(0, 1) === 1;
const PULLS = runs(4, 300);
const REPOSITORIES = runs(1, 30);
const DELIVERIES = runs(14, 2000);
const WORKERS = runs(2, 3);
const WEBS = runs(1, 2);
/**
 * Between two kills of the long form are so many seconds at least, and so many checks that end: these take some seconds where nothing else runs. By time
 * alone, a busy machine kills faster than it starts.
 */
const KILL_MS = 5000;
const CHECKS_A_KILL = 5;
/** 300 checks take ten seconds each where fifty other programs run. */
const HANGS_MS = runs(30, 180) * 60_000;
const PAUSE_MS = 200;
const AT_ONCE = 8;
/** What a worker may take at most; a quarter of a gigabyte is its own, the rest are the copies that a run makes. */
const MOST_MEGABYTES = 1024;

/** Pull requests, and what is pushed to each. */
const PLAN = Array.from({ length: PULLS }, (_, n) => ({
  name: `p${n}`,
  pushes: Array.from({ length: n % 3 }, (_, push) => `p${n}x${push}`),
}));

/** An event as GitHub sends it: a snapshot of its moment. */
interface Sent {
  readonly id: string;
  readonly payload: object;
}

describe.skipIf(missing !== null)(
  `a fleet in which everything goes wrong${missing === null ? '' : `: ${missing}`}`,
  () => {
    let fleet: FleetScene;
    beforeEach(async () => {
      fleet = await FleetScene.open();
    });
    afterEach(() => fleet.close());

    it('reviews each head once, loses no delivery and says nothing twice', { timeout: HANGS_MS }, async () => {
      const random = lcg(20_26);
      fleet.store.mode = { slowMs: 20 };
      for (let n = 0; n < WEBS; n += 1) await fleet.start('web');
      for (let n = 0; n < WORKERS; n += 1) await fleet.start('worker');
      fleet.github.prepare(PLAN, REPOSITORIES);
      const pulls = PLAN.map(({ name }) => fleet.github.openPull(name));
      const sent = shuffled(eventsOf(fleet, pulls), random);
      faults(fleet);

      const trouble = LONG ? keepKilling(fleet, random) : killOnce(fleet);
      await inParallel(sent, ({ id, payload }) => fleet.deliver(payload, id));
      await trouble.enough();
      await fleet.quiet();
      fleet.measure();

      const states = await fleet.states();
      const ids = new Set(sent.map(({ id }) => id));
      const known = [...states.values()].reduce((sum, { count }) => sum + count, 0);
      expect(known).toBe(ids.size);
      // Each ended in its own way, and none as a dead letter.
      expect([...states.keys()].filter((state) => !['done', 'superseded', 'ignored'].includes(state))).toEqual([]);
      for (const pull of pulls) {
        expect(fleet.checksOf(pull), `the check of ${pull.headBranch}`).toEqual(['completed']);
        expectSaidOnce(fleet, pull);
      }
      expect(fleet.mostMegabytes).toBeLessThan(MOST_MEGABYTES);
      expect(trouble.kills()).toBeGreaterThan(0);
      expect(new Set(await fleet.drain())).toEqual(new Set([0]));
      fleet.github.github.takeViolations();
      console.log(
        `${PULLS} pull requests, ${sent.length} deliveries (${ids.size} different), ${trouble.kills()} kills, at most ${Math.round(fleet.mostMegabytes)} MB`,
        Object.fromEntries(states),
      );
    });
  },
);

/** Opened, pushed to, edited; each as it was at that moment, and many of them more than once. */
function eventsOf(fleet: FleetScene, pulls: readonly Pull[]): Sent[] {
  const once = pulls.flatMap((pull, n): Sent[] => {
    const payloads = [
      { id: `${pull.headBranch}-opened`, payload: fleet.github.github.payloads.pullRequest('opened', pull) },
    ];
    for (const push of PLAN[n]?.pushes ?? []) {
      fleet.github.push(pull, push);
      payloads.push({
        id: `${pull.headBranch}-${push}`,
        payload: fleet.github.github.payloads.pullRequest('synchronize', pull),
      });
    }
    return payloads;
  });
  // The same delivery again, as GitHub sends it when it has heard no answer.
  const again = Array.from({ length: Math.max(0, DELIVERIES - once.length) }, (_, n) => once[n % once.length]);
  return [...once, ...again.filter((one) => one !== undefined)];
}

/** A review, a summary and a comment, each at most once for a head. */
function expectSaidOnce({ github }: FleetScene, pull: Pull): void {
  const { state } = github.github;
  const mine = github.reviews(pull);
  const commits = mine.map(({ commit }) => commit);
  expect(commits.length, `reviews of ${pull.headBranch}`).toBe(new Set(commits).size);
  const summaries = state.issueComments.filter((comment) => comment.pull === pull && comment.author === github.app.bot);
  expect(summaries.length, `summaries of ${pull.headBranch}`).toBeLessThanOrEqual(1);
  const comments = state.reviewComments.filter((comment) => comment.thread.pull === pull);
  const texts = comments.map(({ thread, body }) => JSON.stringify([thread.path, thread.line, body.split('\n')[0]]));
  expect(texts.length, `comments of ${pull.headBranch}: ${texts.join()}`).toBe(new Set(texts).size);
  expect(comments.length + mine.length).toBeGreaterThan(0);
}

/** GitHub fails as it does on a bad day. */
function faults({ github: { github } }: FleetScene): void {
  github.fault({ when: { method: 'GET', path: /\/pulls\/\d+$/ }, kind: 'status', status: 502, nth: 5, times: 2 });
  github.fault({ when: { method: 'GET' }, kind: 'slow', milliseconds: 300, nth: 10, times: runs(10, 400) });
  if (!LONG) return;
  github.fault({ when: { method: 'POST', path: /\/check-runs$/ }, kind: 'cut', effect: 'after', nth: 20, times: 2 });
  github.fault({ when: { method: 'POST', path: /\/reviews$/ }, kind: 'cut', effect: 'after', nth: 40, times: 2 });
  github.fault({ when: { method: 'GET' }, kind: 'secondary-limit', nth: 2000, times: 3 });
}

interface Trouble {
  /** Resolves when there has been enough of it. */
  enough(): Promise<void>;
  kills(): number;
}

/** One worker is killed in the middle of a run: when it has begun a check. */
function killOnce(fleet: FleetScene): Trouble {
  let kills = 0;
  const done = fleet.github
    .asked(({ method, path }) => method === 'POST' && path.endsWith('/check-runs'), 'after')
    .then(async () => {
      const [victim] = fleet.processes.filter(({ role }) => role === 'worker');
      if (victim !== undefined) await fleet.kill(victim);
      kills += 1;
      await fleet.start('worker');
    });
  return { enough: () => done, kills: () => kills };
}

/**
 * Any process, and now and then Postgres itself, until most is done; the store stops answering for a while.
 */
function keepKilling(fleet: FleetScene, random: () => number): Trouble {
  let kills = 0;
  let over = false;
  const ended = () => fleet.github.github.state.checkRuns.filter(({ status }) => status === 'completed').length;
  const spoil = async () => {
    for (let round = 1, before = 0; !over; round += 1) {
      await sleep(KILL_MS);
      while (!over && ended() < before + CHECKS_A_KILL) await sleep(PAUSE_MS);
      before = ended();
      const victim = fleet.processes[Math.floor(random() * fleet.processes.length)];
      if (victim !== undefined) {
        await fleet.kill(victim);
        kills += 1;
        await fleet.start(victim.role);
      }
      if (round % 10 === 5) await fleet.postgres.crash();
      fleet.store.mode = round % 10 === 7 ? 'refuse' : { slowMs: 20 };
    }
  };
  const spoiled = spoil();
  const doneEnough = async () => {
    while (ended() < PULLS * 0.8) await sleep(KILL_MS);
    over = true;
    await spoiled;
    fleet.store.mode = 'pass';
  };
  return { enough: doneEnough, kills: () => kills };
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const next = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The same numbers in every run. */
function lcg(seed: number): () => number {
  let at = seed;
  return () => (at = (at * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
