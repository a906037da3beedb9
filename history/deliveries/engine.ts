import type { Gone } from './delivery-queue.ts';
import type { StepEnvironment, QueueSteps } from './lanes/steps.ts';

/** A database that does steps, and hands out lanes that were offered. */
export interface QueueEngine {
  /** How long a turn stays its worker's without a word; null where the worker cannot outlive the queue. */
  readonly leaseMs: number | null;
  /** How often leases are renewed and looked after. */
  readonly upkeepMs: number;
  /** Does steps as one transaction, alone with this installation, or with the whole queue for null. Effects happen with it or not at all. */
  transact<T>(installation: number | null, steps: (environment: StepEnvironment) => QueueSteps<T>): Promise<T>;
  /** Hands lanes that were offered to `take` until it is stopped, at most `mostAtOnce` at the same time. */
  start(worker: EngineWorker): Promise<StartedEngine>;
  /** Deletes what is of no use any more. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** What an engine hands lanes to. */
export interface EngineWorker {
  readonly mostAtOnce: number;
  /** Resolves when the turn is over; at once where the lane is no longer to be had. Never rejects. */
  readonly take: (place: string, installation: number) => Promise<void>;
  /** Something was added to this lane. */
  readonly onNews: (lane: string) => void;
  readonly onGone: (gone: Gone) => void;
  readonly onFault: (error: unknown) => void;
}

/** An engine at work. */
export interface StartedEngine {
  /** Resolves when nothing is offered or pauses. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}
