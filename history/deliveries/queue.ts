import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { Delivery, type DeliveryState, type NewDelivery } from './delivery.ts';
import { LookedAt } from './looked-at.ts';
import { type OpenQueueOptions, openQueueFile } from './open.ts';
import { deliveryStatements } from './statements.ts';

const Flag = z.int().transform((value) => value === 1);
const Row = Delivery.extend({ fresh: Flag, passing: Flag });

/** What became of a delivery that was handed in. `again` had failed before and is to be tried once more. */
export type Admission = 'queued' | 'again' | 'duplicate' | 'replayed';

/** How a delivery ends. */
export type FinalState = Exclude<DeliveryState, 'queued' | 'running'>;

/** The deliveries that wait or are worked on, on disk before GitHub gets its answer. One process at a time. */
export class DeliveryQueue {
  readonly lookedAt: LookedAt;
  readonly #db: Database.Database;
  readonly #statements: ReturnType<typeof deliveryStatements>;
  readonly #now: () => number;

  constructor(path: string, options: OpenQueueOptions & { readonly now: () => number }) {
    this.#db = openQueueFile(path, options);
    this.#statements = deliveryStatements(this.#db);
    this.#now = options.now;
    this.lookedAt = new LookedAt(this.#db);
  }

  /** Stores a delivery; when this returns it survives a power cut. The same id, or the same body under another id, counts once. */
  add(delivery: NewDelivery): Admission {
    return this.#db.transaction(() => this.#admit(delivery)).immediate();
  }

  /** Notes a delivery that nobody works on, so that it is known when it comes again. */
  note(delivery: NewDelivery, state: 'ignored' | 'refused', note: string): Admission {
    return this.#db
      .transaction(() => {
        const admission = this.#admit(delivery);
        if (admission === 'queued' || admission === 'again') this.finish(delivery.id, state, note);
        return admission;
      })
      .immediate();
  }

  find(id: string): Delivery | null {
    const row = this.#statements.find.get({ id });
    return row === undefined ? null : Row.parse(row);
  }

  /** Null once the delivery has ended. */
  payloadOf(id: string): string | null {
    return z.string().nullable().parse(this.#statements.payload.get({ id }));
  }

  /** Everything that waits, those that are due later included, in the order of arrival. */
  waiting(): Delivery[] {
    return z.array(Row).parse(this.#statements.waiting.all());
  }

  /** How many wait, for everybody or for one installation. */
  depth(installation?: number): number {
    const { depth, depthOf } = this.#statements;
    return z.int().parse(installation === undefined ? depth.get() : depthOf.get({ installation }));
  }

  start(id: string): void {
    this.#statements.start.run({ id });
  }

  finish(id: string, state: FinalState, note: string): void {
    this.#statements.finish.run({ id, state, note, now: this.#now() });
  }

  /** Ends a delivery that failed for a reason that may pass: GitHub is asked for it again. */
  failForNow(id: string, note: string): void {
    this.#db
      .transaction(() => {
        this.finish(id, 'failed', note);
        this.#statements.passing.run({ id });
      })
      .immediate();
  }

  /** Puts a delivery back. `counts` is false when its attempt ended for a reason of ours, so that it does not use up its tries. */
  handBack(id: string, options: { readonly note: string; readonly afterMs: number; readonly counts: boolean }): void {
    const { note, afterMs, counts } = options;
    this.#statements.handBack.run({ id, note, due: this.#now() + afterMs, uncounted: counts ? 0 : 1 });
  }

  /** What a search found out: from now on the delivery waits for that pull request's turn. */
  move(id: string, place: { readonly lane: string; readonly head: string }): void {
    this.#statements.move.run({ id, ...place });
  }

  /** What a process that ended without a word left behind waits again; its attempts count. Returns the ids. */
  recover(note: string): string[] {
    return z.array(z.string()).parse(this.#statements.recover.all({ note }));
  }

  /** Ends everything that waits for an installation. Returns how many that were. */
  refuseInstallation(installation: number, note: string): number {
    return this.#statements.refuseInstallation.run({ installation, note, now: this.#now() }).changes;
  }

  /** Forgets what ended before `time`. */
  forgetBefore(time: number): void {
    this.#statements.forget.run({ time });
    this.lookedAt.forgetBefore(time);
  }

  /** Throws unless the file can be written. */
  probe(): void {
    this.#db.transaction(() => this.#statements.probe.run()).immediate();
  }

  close(): void {
    this.#db.close();
  }

  #admit({ payload, fresh, ...delivery }: NewDelivery): Admission {
    // The signature covers the body alone: the id and the event's name are what a replay could change.
    const digest = createHash('sha256').update(payload).digest('hex');
    const before = this.find(delivery.id);
    if (before !== null && before.state !== 'failed') return 'duplicate';
    if (before === null && this.#statements.isKnownBody.get({ digest }) !== undefined) return 'replayed';
    this.#statements.add.run({ ...delivery, digest, payload, fresh: fresh ? 1 : 0, now: this.#now() });
    return before === null ? 'queued' : 'again';
  }
}
