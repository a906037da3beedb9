import { setImmediate as nextRound } from 'node:timers/promises';
import fc from 'fast-check';
import { assert } from 'vitest';
import type { Delivery } from '../../../history/deliveries/delivery.ts';
import type { LeasedTurn, TurnLimits } from '../../../history/deliveries/delivery-queue.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { aNewDelivery } from '../../app/webhook/build-delivery.ts';
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
/** What may happen next. */
export const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('arrive' as const), all: fc.array(arrival, { maxLength: 6 }) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('done', 'tired', 'stopped'), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('wait', 'crash') }) },
);
export const limits = fc.record({ overall: small(6), perInstallation: small(4), perRepository: small(3) });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Long beside what passes in a story: time passes when the story says so. */
const PAUSE_MS = 1_000_000;
const placeOf = ({ installation, lane }: Delivery) => `${installation}/${lane}`;

/** A queue, one worker, and what has to hold at each moment whatever arrives and however turns end. */
export class PickStory {
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
    assert.deepEqual(this.#answered.toSorted(), this.#added.toSorted());
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
      assert.isAtLeast(this.#countOf('installation', other.installation), mine, 'fewer run of another');
    }
    this.#patient.delete(lead.installation ?? 0);
    for (const before of this.#patient.values()) {
      const times = (before.get(lead.installation ?? 0) ?? 0) + 1;
      before.set(lead.installation ?? 0, times);
      assert.isAtMost(times, 1, 'goes before another again');
    }
  }

  #expectWithinLimits(): void {
    const most = (name: (lead: Delivery) => string | number | null) =>
      Math.max(0, ...[...Map.groupBy(this.#running, ({ lead }) => name(lead)).values()].map((all) => all.length));
    assert.isAtMost(this.#running.length, this.#limits.overall);
    assert.isAtMost(most(placeOf), 1);
    assert.isAtMost(
      most(({ installation }) => installation),
      this.#limits.perInstallation,
    );
    assert.isAtMost(
      most(({ repository }) => repository),
      this.#limits.perRepository,
    );
  }

  #expectNoRoomUnused(waiting: readonly Delivery[]): void {
    const could = waiting.filter((delivery) => this.#hasRoom(delivery));
    if (this.#running.length < this.#limits.overall)
      assert.deepEqual(
        could.map(({ id }) => id),
        [],
      );
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
