import type {
  AttemptEnd,
  AttemptStart,
  ModelResponse,
  Spent,
  ToolAnswer,
  ToolCallRecord,
  Turn,
} from '../schemas/model-call.ts';
import type { Digest } from '../schemas/run.ts';

export type { AttemptEnd, AttemptStart, Spent, ToolCallRecord } from '../schemas/model-call.ts';

/** Where calls are written down before they count. Every method resolves only when the row is durable. */
export interface CallJournal {
  /**
   * The answer of a finished call with exactly this digest in the same trust domain (trusted, fork, local); null when there is none.
   * That the step got its answer this way is written down too.
   */
  recall(
    requestDigest: Digest,
    asker: Pick<AttemptStart, 'step'>,
  ): Promise<{ readonly response: ModelResponse; readonly costMicroUsd: number } | null>;
  /**
   * Waits, `mostMs` at most, while another run that is alive on the same history, in the same trust domain, asks exactly this. Where it
   * waited, an answer may have come meanwhile. The turn has to be ended, whatever comes of the question.
   */
  takeTurn(requestDigest: Digest, options: { readonly mostMs: number }): Promise<Turn>;
  endTurn(id: string): Promise<void>;
  started(attempt: AttemptStart): Promise<void>;
  ended(attempt: AttemptEnd): Promise<void>;
  toolCalled(call: ToolCallRecord): Promise<void>;
  /** What a tool answered to exactly this question about the same content, in any run of the same trust domain; null when nothing is known. */
  recallTool(requestDigest: Digest): Promise<ToolAnswer | null>;
  /** What was spent before this run began and in it so far; reservations of unfinished attempts count. */
  spent(): Promise<Spent>;
}
