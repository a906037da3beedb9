import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Delivery, type DeliveryState, type NewDelivery } from './delivery.ts';
import {
  type Admission,
  type DeliveryQueue,
  type Gone,
  LeaseLost,
  type QueueStatus,
  type QueueWorker,
  type Working,
} from './delivery-queue.ts';
import type { QueueEngine } from './engine.ts';
import { LaneTurn } from './lane-turn.ts';
import { arrive, noteDown } from './lanes/arrive.ts';
import {
  countOf,
  drop,
  find,
  forgetBefore,
  list,
  payloadOf,
  refuseInstallation,
  retry,
  status,
} from './lanes/operator.ts';
import { bringBack, overdue } from './lanes/recover.ts';
import { askOne, write } from './lanes/steps.ts';
import { takeTurn } from './lanes/take-turn.ts';

const One = z.strictObject({ one: z.int() });
/** The pause after the queue could not be written, for example because the disk is full. */
const FAULT_PAUSE_MS = 5000;
const DIED = 'its worker ended, or hung, while it was worked on';

/** The queue of deliveries on a database that does its steps. */
export class LaneQueue implements DeliveryQueue {
  readonly #engine: QueueEngine;
  readonly #holder: string;
  readonly #turns = new Map<string, LaneTurn>();

  /** `holder` names this process among all that ever work on the queue. */
  constructor(engine: QueueEngine, holder: string) {
    this.#engine = engine;
    this.#holder = holder;
  }

  add(delivery: NewDelivery): Promise<Admission> {
    return this.#engine.transact(delivery.installation ?? 0, (environment) => arrive(delivery, environment));
  }

  note(delivery: NewDelivery, state: 'ignored' | 'refused', note: string): Promise<Admission> {
    return this.#engine.transact(delivery.installation ?? 0, (environment) =>
      noteDown(delivery, { state, note }, environment),
    );
  }

  find(id: string): Promise<Delivery | null> {
    return this.#engine.transact(null, () => find(id));
  }

  payloadOf(id: string): Promise<string | null> {
    return this.#engine.transact(null, () => payloadOf(id));
  }

  depth(): Promise<number> {
    return this.#engine.transact(null, () => countOf('queued'));
  }

  async announceGone({ installation, repositories, why }: Gone): Promise<void> {
    await this.#engine.transact(installation ?? 0, function* (environment) {
      if (installation !== null) yield* refuseInstallation(installation, why, environment);
      yield* write(
        'INSERT INTO gone (installation, repositories, why, at) VALUES ($1, $2, $3, $4)',
        installation,
        JSON.stringify(repositories),
        why,
        environment.now,
      );
      environment.effects.push({ kind: 'gone', gone: { installation, repositories, why } });
    });
  }

  async hasLookedAt(lane: string, head: string): Promise<boolean> {
    const row = await this.#engine.transact(null, () =>
      askOne(One, 'SELECT 1 AS one FROM looked_at WHERE lane = $1 AND head = $2', lane, head),
    );
    return row !== null;
  }

  async claimRound(name: string, everyMs: number): Promise<boolean> {
    const row = await this.#engine.transact(null, ({ now }) =>
      askOne(
        One,
        `INSERT INTO rounds (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE rounds.at <= $3
           RETURNING 1 AS one`,
        name,
        now,
        now - everyMs,
      ),
    );
    return row !== null;
  }

  async forgetBefore(time: number): Promise<void> {
    await this.#engine.transact(null, () => forgetBefore(time));
    await this.#engine.tidy();
  }

  probe(): Promise<void> {
    return this.#engine.transact(null, () => write('DELETE FROM rounds WHERE at < 0'));
  }

  status(): Promise<QueueStatus> {
    return this.#engine.transact(null, status);
  }

  list(state: DeliveryState, most: number): Promise<readonly Delivery[]> {
    return this.#engine.transact(null, () => list(state, most));
  }

  async retry(id: string): Promise<boolean> {
    const installation = (await this.find(id))?.installation ?? 0;
    return this.#engine.transact(installation, (environment) => retry(id, environment));
  }

  async drop(id: string, note: string): Promise<boolean> {
    const installation = (await this.find(id))?.installation ?? 0;
    return this.#engine.transact(installation, (environment) => drop(id, note, environment));
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  async work(worker: QueueWorker): Promise<Working> {
    const started = await this.#engine.start({
      ...worker,
      take: (place, installation) => this.#take({ place, installation }, worker),
    });
    const upkeep = this.#keepUp(worker);
    return {
      idle: () => started.idle(),
      stop: async () => {
        await started.stop();
        // What goes on keeps its lease to the end.
        void this.#whenOver().then(upkeep);
      },
    };
  }

  /** One turn from its beginning to its end. */
  async #take({ place, installation }: { place: string; installation: number }, worker: QueueWorker): Promise<void> {
    const askedAt = LaneTurn.clocks();
    const lease = { holder: this.#holder, ms: this.#engine.leaseMs ?? 0 };
    let turn: LaneTurn | null = null;
    try {
      const taken = await this.#engine.transact(installation, (environment) => takeTurn(place, lease, environment));
      if (taken === null) return;
      turn = new LaneTurn(taken, this.#engine, { holder: this.#holder, askedAt });
      this.#turns.set(place, turn);
      await worker.onTurn(turn);
    } catch (error) {
      if (!(error instanceof LeaseLost)) worker.onFault(error);
      // The lane is on offer still, and would be taken again at once.
      if (turn === null) await sleep(FAULT_PAUSE_MS, undefined, { ref: false });
    }
    if (turn === null) return;
    await this.#handBackUnended(turn, worker);
    this.#turns.delete(place);
  }

  /** What ended and could not be said so has its turn again, as after a crash: a run looks first, and repeats nothing. */
  async #handBackUnended(turn: LaneTurn, worker: QueueWorker): Promise<void> {
    while (!turn.isEnded) {
      try {
        await turn.handBack({ note: 'how it ended could not be written down', afterMs: 0, counts: true });
      } catch (error) {
        if (error instanceof LeaseLost) return;
        worker.onFault(error);
        await sleep(FAULT_PAUSE_MS, undefined, { ref: false });
      }
    }
  }

  /** Renews the leases of this worker's turns, and brings back what others let run out. Returns what ends it. */
  #keepUp(worker: QueueWorker): () => void {
    const { leaseMs, upkeepMs } = this.#engine;
    if (leaseMs === null) return () => {};
    const report = worker.onFault;
    // Each by itself: whoever brings back much must not lose what it has.
    const renew = oneAtATime(() => this.#renew(leaseMs), report);
    const bringBackOthers = oneAtATime(() => this.#bringBackOverdue(leaseMs), report);
    const timer = setInterval(() => {
      for (const turn of this.#turns.values()) if (!turn.isOver) loseIfLate(turn);
      renew();
      bringBackOthers();
    }, upkeepMs);
    return () => clearInterval(timer);
  }

  /** Only what goes on: a turn that was given up here is left to the others. */
  async #renew(leaseMs: number): Promise<void> {
    const going = [...this.#turns.values()].filter((turn) => !turn.isOver);
    if (going.length === 0) return;
    const askedAt = LaneTurn.clocks();
    const held = await this.#engine.transact(null, function* ({ now }) {
      const renewed = new Set<LaneTurn>();
      for (const turn of going) {
        const row = yield* askOne(
          One,
          "UPDATE lanes SET lease_until = $3 WHERE place = $1 AND token = $2 AND state = 'running' RETURNING 1 AS one",
          turn.taken.place,
          turn.taken.token,
          now + leaseMs,
        );
        if (row !== null) renewed.add(turn);
      }
      return renewed;
    });
    for (const turn of going) {
      if (held.has(turn)) turn.renewed(askedAt);
      else if (!turn.isOver) turn.lose(`${turn.lead.lane} was given to another worker`);
    }
  }

  async #bringBackOverdue(leaseMs: number): Promise<void> {
    const found = await this.#engine.transact(null, ({ now }) => overdue(leaseMs, now));
    for (const one of found) {
      await this.#engine.transact(one.installation, (environment) =>
        bringBack(one, { note: DIED, leaseMs }, environment),
      );
    }
  }

  async #whenOver(): Promise<void> {
    while (this.#turns.size > 0) await sleep(50, undefined, { ref: false });
  }
}

/** Begins again only when the last time is over. */
function oneAtATime(work: () => Promise<void>, onFault: (error: unknown) => void): () => void {
  let busy = false;
  return () => {
    if (busy) return;
    busy = true;
    void work()
      .catch(onFault)
      .finally(() => (busy = false));
  };
}

function loseIfLate(turn: LaneTurn): void {
  try {
    turn.requireLease();
  } catch (error) {
    // The turn has told its worker.
    if (!(error instanceof LeaseLost)) throw error;
  }
}
