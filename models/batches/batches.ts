import type { DialectChanges } from '../../schemas/model.ts';
import type { ModelError, ModelRequest, ModelResponse } from '../model.ts';

/** One request of a batch. */
export interface BatchQuestion {
  /** The digest of the request: by it its row is found again, by this program or by the next one. */
  readonly id: string;
  readonly request: ModelRequest;
  readonly dialect: DialectChanges;
}

/** What a batch has come to. */
export interface BatchProgress {
  /** No row of it will change any more. */
  readonly ended: boolean;
  /** Rows that have their end, good or bad. */
  readonly answered: number;
  readonly of: number;
}

export type BatchRow =
  | { readonly state: 'ok'; readonly response: ModelResponse }
  | { readonly state: 'failed'; readonly error: ModelError };

/** A provider's batches of requests for one model: answered within a day, for less money. All of it throws a `ModelError`, and nothing retries. */
export interface Batches {
  /** The provider's id of the batch. */
  create(questions: readonly BatchQuestion[], signal: AbortSignal): Promise<string>;
  look(batch: string, signal: AbortSignal): Promise<BatchProgress>;
  /** The rows of an ended batch, by the ids of their questions. */
  rows(batch: string, signal: AbortSignal): Promise<ReadonlyMap<string, BatchRow>>;
}
