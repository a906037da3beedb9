import type { CallResult } from '../../../models/model-caller.ts';
import { ModelError } from '../../../models/model.ts';
import type { ModelUsage } from '../../../models/model.ts';
import { describeCause } from '../../../schemas/problem.ts';

/** One answered call, for the footer. */
export interface LoopCall {
  /** The provider's name of the model that answered. */
  readonly model: string;
  readonly host: string;
  readonly local: boolean;
  /** The answer was in the log already. */
  readonly reused: boolean;
  readonly costMicroUsd: number;
  readonly usage: ModelUsage;
}

/** How a loop ended. Only `ok` carries an answer, and it fits the schema. */
export type LoopOutcome<T> = LoopEnd<T> & {
  readonly calls: readonly LoopCall[];
  /** Tool calls that were answered, refusals included. */
  readonly toolCalls: number;
  /** Why what was answered is worth less than what was asked for (`CallResult.shallow`); null where it is not. */
  readonly shallow: string | null;
  /** Texts of turns that were no answer: what they hold was paid for, too. */
  readonly said: readonly string[];
};

export type LoopEnd<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'failed' | 'skipped'; readonly reason: string };

export function failed(reason: string): { readonly status: 'failed'; readonly reason: string } {
  return { status: 'failed', reason };
}

/** A call that threw: out of budget means that it was not asked, everything else that it failed. */
export function endOfError(error: unknown): LoopEnd<never> {
  if (!(error instanceof ModelError)) return failed(describeCause(error));
  return { status: error.kind === 'budget' ? 'skipped' : 'failed', reason: `${error.kind}: ${error.message}` };
}

export function callFactsOf({ capability, host, local, reused, costMicroUsd, response }: CallResult): LoopCall {
  return { model: capability.id, host, local, reused, costMicroUsd, usage: response.usage };
}
