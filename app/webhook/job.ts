import type { BudgetHold, BudgetWish } from '../../history/deliveries/budget.ts';
import type { Delivery } from '../../history/deliveries/delivery.ts';
import type { FinalState } from '../../history/deliveries/delivery-queue.ts';

/** A pull request as GitHub describes it now. */
export interface PullRequestHead {
  readonly head: string;
  /** When it was changed last, by GitHub's clock; null where that says nothing. */
  readonly version: number | null;
}

/** One thing to do for the deliveries that ask for it. */
export interface DeliveryJob {
  readonly delivery: Pick<Delivery, 'id' | 'event' | 'installation' | 'repository' | 'lane' | 'kind'>;
  /** The body of the delivery. */
  readonly payload: string;
  /** Puts money aside that all workers share; absent where no queue keeps count. */
  readonly hold?: (wish: BudgetWish) => Promise<BudgetHold>;
  /** Throws when somebody else may be working on it by now; asked before each word to GitHub. Absent where nobody else can. */
  readonly requireLease?: () => void;
}

/** How a job ended without an error. */
export type JobEnd =
  | {
      readonly kind: Extract<FinalState, 'done' | 'superseded' | 'ignored' | 'refused'>;
      /** One sentence for people. */
      readonly note: string;
    }
  /** The search found this pull request: its turn is awaited. */
  | { readonly kind: 'moved'; readonly lane: string; readonly head: string };

/** What the dispatcher hands deliveries to. Both may throw; a `RefusedError` ends the delivery, an `InputError` too. */
export interface JobHandler {
  /** How the pull request of a job stands; null when the job is about none. */
  standing(job: DeliveryJob, signal: AbortSignal): Promise<PullRequestHead | null>;
  /** Ends soon after `signal` is aborted. */
  handle(job: DeliveryJob, signal: AbortSignal): Promise<JobEnd>;
}

/** A delivery that we must not work on. */
export class RefusedError extends Error {}
