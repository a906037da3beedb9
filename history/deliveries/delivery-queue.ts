import type { BudgetHold, BudgetWish } from './budget.ts';
import type { Delivery, DeliveryState, NewDelivery } from './delivery.ts';

/**
 * The queue of deliveries, whoever keeps it: SQLite for one process (`sqlite/`), Postgres for any number of them (`postgres/`). Both are
 * held to one set of tests.
 *
 * A *lane* is what only one run at a time may work on, a pull request. A *turn* is one run's right to work on a lane, for as long as its
 * lease is renewed. Limits hold for all workers together; how many turns one worker has at once is its own business.
 */
export interface DeliveryQueue {
  /** Stores a delivery; when this resolves it survives a power cut. The same id, or the same body under another id, counts once. */
  add(delivery: NewDelivery): Promise<Admission>;
  /** Notes a delivery that nobody works on, so that it is known when it comes again. */
  note(delivery: NewDelivery, state: 'ignored' | 'refused', note: string): Promise<Admission>;
  find(id: string): Promise<Delivery | null>;
  /** Null once the delivery has ended. */
  payloadOf(id: string): Promise<string | null>;
  /** How many wait. */
  depth(): Promise<number>;
  /** Tells every worker that an installation, or repositories of one, are no longer ours; what waits for the installation is refused. */
  announceGone(gone: Gone): Promise<void>;
  /** Whether a run has looked at this head to its end: a late delivery of the same head is no reason for another. */
  hasLookedAt(lane: string, head: string): Promise<boolean>;
  /** Begins to hand out turns. At most once for each queue object. */
  work(worker: QueueWorker): Promise<Working>;
  /** Whether this process is the one that does a regular task now; true once in `everyMs` for all processes together. */
  claimRound(name: string, everyMs: number): Promise<boolean>;
  /** Forgets what ended before `time`. */
  forgetBefore(time: number): Promise<void>;
  /** Rejects unless the queue can be written. */
  probe(): Promise<void>;
  /** What the operator asks. */
  status(): Promise<QueueStatus>;
  /** The newest deliveries in a state, at most `most` of them. */
  list(state: DeliveryState, most: number): Promise<readonly Delivery[]>;
  /** Lets a delivery that failed wait again at once; false where it has not failed, or its body is gone. */
  retry(id: string): Promise<boolean>;
  /** Ends a delivery that waits, or a dead letter, for good; false where it does neither. */
  drop(id: string, note: string): Promise<boolean>;
  close(): Promise<void>;
}

/** What became of a delivery that was handed in. `again` had failed before and is to be tried once more. */
export type Admission = 'queued' | 'again' | 'duplicate' | 'replayed';

/** How a delivery ends. */
export type FinalState = Exclude<DeliveryState, 'queued' | 'running'>;

/** How many turns may go on at the same time, over all workers. */
export interface TurnLimits {
  readonly perInstallation: number;
  readonly perRepository: number;
}

/** What is no longer ours. */
export interface Gone {
  /** Null: only the repositories are. */
  readonly installation: number | null;
  readonly repositories: readonly number[];
  readonly why: string;
}

/** What a worker is told. */
export interface QueueWorker {
  /** How many turns it takes at once. */
  readonly mostAtOnce: number;
  /** The turn is over when this resolves; what was not ended by then waits again. */
  readonly onTurn: (turn: LeasedTurn) => Promise<void>;
  /** Something was added to a lane in which this worker has a turn. */
  readonly onNews: (lane: string) => void;
  readonly onGone: (gone: Gone) => void;
  /** The queue itself could not be read or written; it is tried again. */
  readonly onFault: (error: unknown) => void;
}

/** A worker at work. */
export interface Working {
  /** Resolves when no turn goes on and none could begin now or later. Of use where there is one worker. */
  idle(): Promise<void>;
  /** Takes no further turns; those that go on stay its own until they end. */
  stop(): Promise<void>;
}

/** One run's right to work on a lane. What ends it throws a `LeaseLost` where somebody else may have it by now. */
export interface LeasedTurn {
  readonly lead: Delivery;
  /** Other deliveries for which this run answers. */
  readonly absorbed: readonly Delivery[];
  /** The body of the lead; null where it is gone. */
  readonly payload: string | null;
  /** Aborted when the lease is lost. */
  readonly lost: AbortSignal;
  /** Throws a `LeaseLost` when the lease has run out, also when this process hung and could not notice: to be asked before each word to the outside. */
  requireLease(): void;
  /** Puts money aside for what this turn is about to do; less than is wanted, or nothing, where the caps leave less. */
  hold(wish: BudgetWish): Promise<BudgetHold>;
  /** A delivery that waits in this lane and makes this run pointless: a newer head, or that it was closed. */
  outdatedBy(standing: Pick<Delivery, 'version'> & { readonly head: string }): Promise<Delivery | null>;
  /** Ends the lead and all that it answers for. `lookedAt` is the head that need not be looked at again. */
  finish(end: { readonly state: FinalState; readonly note: string; readonly lookedAt: string | null }): Promise<void>;
  /** Ends them as dead letters. `mayPass`: for a reason that may pass, so that GitHub is asked for them again. */
  fail(note: string, options: { readonly mayPass: boolean }): Promise<void>;
  /** Puts the lead back. `counts` is false when its attempt ended for a reason of ours, so that it does not use up its tries. */
  handBack(options: {
    readonly note: string;
    readonly afterMs: number;
    readonly counts: boolean;
    readonly lookedAt?: string | null;
  }): Promise<void>;
  /** What a search found out: from now on the lead waits for that pull request's turn. */
  move(place: { readonly lane: string; readonly head: string }): Promise<void>;
}

/** The queue as a whole. */
export interface QueueStatus {
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  /** When the oldest that waits arrived; null when none waits. */
  readonly oldestWaitingAt: number | null;
}

/** The lease of a turn has run out: another worker may have begun with the same work. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}
