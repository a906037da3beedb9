import { newId } from '../ids.ts';
import type { BudgetHold, BudgetWish } from './budget.ts';
import type { Delivery } from './delivery.ts';
import { LeaseLost, type LeasedTurn } from './delivery-queue.ts';
import type { QueueEngine } from './engine.ts';
import { BUDGET_LOCK, hold, noteSpent, settleHold } from './lanes/budgets.ts';
import { endTurn, type TurnEnd } from './lanes/end-turn.ts';
import { ask, DELIVERY_COLUMNS, DeliveryRow } from './lanes/steps.ts';
import type { TakenTurn } from './lanes/take-turn.ts';

/** A process that hung, or a machine that slept: the one clock or the other has gone on. */
const clocks = () => ({ wall: Date.now(), steady: performance.now() });

/** A turn as its worker has it. */
export class LaneTurn implements LeasedTurn {
  readonly lead: Delivery;
  readonly absorbed: readonly Delivery[];
  readonly payload: string | null;
  readonly taken: TakenTurn;
  readonly #engine: QueueEngine;
  readonly #holder: string;
  readonly #lost = new AbortController();
  #renewed: ReturnType<typeof clocks>;
  #ended = false;

  /** `askedAt`: when the lease began at the latest, by our clocks. */
  constructor(
    taken: TakenTurn,
    engine: QueueEngine,
    { holder, askedAt }: { holder: string; askedAt: ReturnType<typeof clocks> },
  ) {
    this.taken = taken;
    this.lead = taken.lead;
    this.absorbed = taken.absorbed;
    this.payload = taken.payload;
    this.#engine = engine;
    this.#holder = holder;
    this.#renewed = askedAt;
  }

  static readonly clocks = clocks;

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  /** Whether it was ended, or may be somebody else's. */
  get isOver(): boolean {
    return this.#ended || this.#lost.signal.aborted;
  }

  renewed(askedAt: ReturnType<typeof clocks>): void {
    this.#renewed = askedAt;
  }

  lose(why: string): void {
    if (!this.#ended) this.#lost.abort(new LeaseLost(why));
  }

  requireLease(): void {
    const { leaseMs } = this.#engine;
    const now = clocks();
    const elapsed = Math.max(now.wall - this.#renewed.wall, now.steady - this.#renewed.steady);
    if (leaseMs !== null && elapsed >= leaseMs) this.lose(`the lease of ${this.lead.lane} was not renewed in time`);
    this.#lost.signal.throwIfAborted();
  }

  async hold(wish: BudgetWish): Promise<BudgetHold> {
    const { place, token, installation, lead } = this.taken;
    const id = newId();
    const owner = { id, place, token, installation, holder: this.#holder, repository: lead.repository ?? 0 };
    const engine = this.#engine;
    const held = await engine.transact(BUDGET_LOCK, (environment) => hold(owner, wish, environment));
    return {
      ...held,
      spent: (microUsd) => engine.transact(BUDGET_LOCK, (environment) => noteSpent(id, microUsd, environment)),
      settle: (microUsd) => engine.transact(BUDGET_LOCK, (environment) => settleHold(id, microUsd, environment)),
    };
  }

  async outdatedBy({ head, version }: Parameters<LeasedTurn['outdatedBy']>[0]): Promise<Delivery | null> {
    const answered = new Set(this.absorbed.map(({ id }) => id));
    const rows = await this.#engine.transact(null, () =>
      ask(
        DeliveryRow,
        `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE place = $1 AND state = 'queued' AND coalesce(version, 0) >= $2
           AND (kind = 'closed' OR (kind = 'review' AND head IS NOT NULL AND head <> $3)) ORDER BY sequence`,
        this.taken.place,
        version ?? 0,
        head,
      ),
    );
    return rows.find(({ id, repository }) => repository === this.lead.repository && !answered.has(id)) ?? null;
  }

  // The kind goes last: what a caller hands in may say more than is asked for.
  finish(end: Parameters<LeasedTurn['finish']>[0]): Promise<void> {
    return this.#end({ ...end, kind: 'finish' });
  }

  fail(note: string, { mayPass }: { readonly mayPass: boolean }): Promise<void> {
    return this.#end({ kind: 'fail', note, mayPass });
  }

  handBack(options: Parameters<LeasedTurn['handBack']>[0]): Promise<void> {
    return this.#end({ ...options, kind: 'hand-back' });
  }

  move(place: Parameters<LeasedTurn['move']>[0]): Promise<void> {
    return this.#end({ ...place, kind: 'move' });
  }

  async #end(end: TurnEnd): Promise<void> {
    const { installation } = this.taken;
    const held = await this.#engine.transact(installation, (environment) => endTurn(this.taken, end, environment));
    if (!held) {
      this.lose(`${this.lead.lane} was given to another worker`);
      throw new LeaseLost(`${this.lead.lane} was given to another worker`);
    }
    this.#ended = true;
  }
}
