import type { ModelCapability } from '../schemas/model.ts';
import type { ModelRequest, ModelResponse } from './model.ts';

export interface CallerOptions {
  /** The journaled step that the call belongs to: a reviewer's id, or `judge`. */
  readonly step: string;
  readonly signal: AbortSignal;
  /** Called once, when the first byte of the answer has come, or at once when the answer was recorded before. */
  readonly onFirstEvent?: () => void;
}

/** An answer, and what it took to get it. */
export interface CallResult {
  readonly response: ModelResponse;
  /** The model that answered in the end: after a failover not the one that was asked first. */
  readonly capability: ModelCapability;
  readonly host: string;
  readonly local: boolean;
  /** The answer was in the log: nothing was sent and nothing was paid. */
  readonly reused: boolean;
  /** In millionths of a US dollar; what the answer had cost when it was reused. */
  readonly costMicroUsd: number;
  /**
   * Why the answer is worth less than the one that was asked for: a model refused, which text under review can provoke, and the one that
   * answered is not known to think as deep. Null, or absent, where nothing of the kind happened.
   */
  readonly shallow?: string | null;
}

/**
 * A model with everything that surrounds it: the journal (a recorded answer is never paid for again), budgets, timeouts, retries,
 * the breaker and failover. Reviewers and the judge see no other form of a model.
 */
export interface ModelCaller {
  /** Of the model that is asked first. */
  readonly capability: ModelCapability;
  /** Throws a `ModelError` when no attempt succeeded. */
  call(request: ModelRequest, options: CallerOptions): Promise<CallResult>;
}
