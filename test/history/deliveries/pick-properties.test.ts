import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Delivery } from '../../../history/deliveries/delivery.ts';
import type { LeasedTurn, TurnLimits } from '../../../history/deliveries/delivery-queue.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { aNewDelivery } from '../../app/webhook/build-delivery.ts';
import { runs } from '../../support/soak.ts';
import { type Desk, openDesk } from './queue-desk.ts';

interface Limits extends TurnLimits {
  readonly overall: number;
}

const small = (most: number) => fc.integer({ min: 1, max: most });
const arrival = fc.record({
  installation: small(3),
  repository: small(2),
  number: small(3),
  kind: fc.constantFrom('review', 'review', 'review', 'command', 'closed' as const),
  version: fc.option(small(5)),
  label: fc.option(fc.constantFrom('x', 'y'), { freq: 1 }),
});
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('arrive' as const), all: fc.array(arrival, { maxLength: 6 }) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('done', 'tired', 'stopped'), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('wait', 'crash') }) },
);
const limits = fc.record({ overall: small(6), perInstallation: small(4), perRepository: small(3) });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Long beside what passes in a story: time passes when the story says so. */
const PAUSE_MS = 1_000_000;
const placeOf = ({ installation, lane }: Delivery) => `${installation}/${lane}`;

/** A queue, one worker, and what has to hold at each moment whatever arrives and however turns end. */
class Story {
  /** Every look at the clock is a moment of its own. */
  #time = 0;
  #queue: LaneQueue;
  #desk: Desk | null = null;
  #seen = 0;
  #running: LeasedTurn[] = [];
  /** Installations that have nothing running and could: how often each other has begun since. */
  #patient = new Map<number, Map<number, number>>();
  readonly #added: string[] = [];
  readonly #answered: string[] = [];
  readonly #limits: Limits;
  readonly #path: string;

  constructor(path: string, given: Limits) {
    this.#path = path;
    this.#limits = given;
    this.#queue = this.#open();
  }

  async tell(steps: readonly Step[]): Promise<void> {
    await this.#settle();
    for (const one of steps) {
      await this.#do(one);
      await this.#settle();
    }
    // Nothing is lost, and nothing is answered twice.
    while ((await this.#queue.depth()) > 0 || this.#running.length > 0) {
      if (this.#running.length === 0) this.#time += PAUSE_MS;
      await this.#end('done', 0);
      await this.#settle();
    }
    expect(this.#answered.toSorted()).toEqual(this.#added.toSorted());
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  #open(): LaneQueue {
    return openSqliteQueue(this.#path, { limits: this.#limits, now: () => (this.#time += 1) }).queue;
  }

  async #do(one: Step): Promise<void> {
    if ('all' in one) {
      for (const { installation, repository, number, ...more } of one.all) {
        const id = `d${this.#added.length}`;
        const lane = `i${installation}/r${repository}#${number}`;
        this.#added.push(id);
        const label = more.kind === 'review' ? more.label : null;
        const delivery = { ...more, id, installation, repository: installation * 10 + repository, lane, label };
        await this.#queue.add(aNewDelivery({ ...delivery, head: id }));
      }
    } else if ('which' in one) await this.#end(one.kind, one.which);
    else if (one.kind === 'wait') this.#time += PAUSE_MS;
    else {
      await this.#queue.close();
      this.#queue = this.#open();
      this.#desk = null;
      this.#running = [];
      this.#patient.clear();
    }
  }

  async #end(how: string, which: number): Promise<void> {
    const turn = this.#running[which % Math.max(1, this.#running.length)];
    if (turn === undefined) return;
    this.#running = this.#running.filter((one) => one !== turn);
    if (how === 'done') {
      this.#answered.push(...[turn.lead, ...turn.absorbed].map(({ id }) => id));
      await turn.finish({ state: 'done', note: 'reviewed', lookedAt: null });
    } else await turn.handBack({ note: how, afterMs: how === 'tired' ? PAUSE_MS : 0, counts: how === 'tired' });
    this.#desk?.leave(turn);
  }

  /** Lets the queue hand out what it will, and looks at each turn that begins. */
  async #settle(): Promise<void> {
    const desk = (this.#desk ??= await this.#begin());
    // Asked whether it is idle it looks at what is due.
    void desk.working.idle();
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await nextRound();
      if (desk.turns.length > this.#seen) quiet = 0;
      const waiting = await this.#waiting();
      const begun = desk.turns.slice(this.#seen);
      this.#seen = desk.turns.length;
      for (const [n, turn] of begun.entries()) {
        this.#expectFair(turn, [...waiting, ...begun.slice(n + 1).map(({ lead }) => lead)]);
        this.#running.push(turn);
      }
    }
    this.#expectWithinLimits();
    this.#expectNoRoomUnused(await this.#waiting());
  }

  async #begin(): Promise<Desk> {
    this.#seen = 0;
    return openDesk(this.#queue, this.#limits.overall);
  }

  /** One delivery for each lane that could begin if there were room. */
  async #waiting(): Promise<Delivery[]> {
    const queued = await this.#queue.list('queued', 10_000);
    const busy = new Set(
      [...this.#running, ...(this.#desk?.turns.slice(this.#seen) ?? [])].map(({ lead }) => placeOf(lead)),
    );
    const lanes = Map.groupBy(queued, placeOf);
    return [...lanes].flatMap(([place, all]) => (busy.has(place) || !isDue(all, this.#time) ? [] : all.slice(0, 1)));
  }

  #countOf(key: 'installation' | 'repository', value: number | null): number {
    return this.#running.filter(({ lead }) => lead[key] === value).length;
  }

  #hasRoom({ installation, repository }: Delivery): boolean {
    const { perInstallation, perRepository } = this.#limits;
    return (
      this.#countOf('installation', installation) < perInstallation &&
      this.#countOf('repository', repository) < perRepository
    );
  }

  /** The installation of which the fewest run goes first; whoever has nothing running lets each other go before it once at most. */
  #expectFair({ lead }: LeasedTurn, others: readonly Delivery[]): void {
    const mine = this.#countOf('installation', lead.installation);
    for (const other of others) {
      if (other.installation === lead.installation || !this.#hasRoom(other)) continue;
      expect(this.#countOf('installation', other.installation), 'fewer run of another').toBeGreaterThanOrEqual(mine);
    }
    this.#patient.delete(lead.installation ?? 0);
    for (const before of this.#patient.values()) {
      const times = (before.get(lead.installation ?? 0) ?? 0) + 1;
      before.set(lead.installation ?? 0, times);
      expect(times, 'goes before another again').toBeLessThanOrEqual(1);
    }
  }

  #expectWithinLimits(): void {
    const most = (name: (lead: Delivery) => string | number | null) =>
      Math.max(0, ...[...Map.groupBy(this.#running, ({ lead }) => name(lead)).values()].map((all) => all.length));
    expect(this.#running.length).toBeLessThanOrEqual(this.#limits.overall);
    expect(most(placeOf)).toBeLessThanOrEqual(1);
    expect(most(({ installation }) => installation)).toBeLessThanOrEqual(this.#limits.perInstallation);
    expect(most(({ repository }) => repository)).toBeLessThanOrEqual(this.#limits.perRepository);
  }

  #expectNoRoomUnused(waiting: readonly Delivery[]): void {
    const could = waiting.filter((delivery) => this.#hasRoom(delivery));
    if (this.#running.length < this.#limits.overall) expect(could.map(({ id }) => id)).toEqual([]);
    for (const { installation } of could) {
      if (installation === null || this.#countOf('installation', installation) > 0) continue;
      if (!this.#patient.has(installation)) this.#patient.set(installation, new Map());
    }
  }
}

/** Commands as soon as they are due, pushes as the newest of them is, labels when no push is. */
function isDue(queued: readonly Delivery[], now: number): boolean {
  const due = queued.filter(({ dueAt }) => dueAt <= now);
  if (due.some(({ kind }) => kind !== 'review')) return true;
  const isPush = ({ kind, label }: Delivery) => kind === 'review' && label === null;
  if (!due.some(isPush)) return due.length > 0;
  const [newest] = queued
    .filter(isPush)
    .toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0) || b.sequence - a.sequence);
  return newest !== undefined && newest.dueAt <= now;
}

it('stays within the limits, leaves no room unused, is fair, loses nothing and answers nothing twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-pick-'));
  let count = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), limits, async (steps, given) => {
        const story = new Story(join(folder, `${(count += 1)}.db`), given);
        try {
          await story.tell(steps);
        } finally {
          await story.close();
        }
      }),
      { numRuns: runs(60, 3000) },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
