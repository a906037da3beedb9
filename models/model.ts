import type { DialectChanges, ModelCapability } from '../schemas/model.ts';
import type { ModelRequest, ModelResponse, ModelUsage } from '../schemas/model-call.ts';

export type {
  AssistantPart,
  ModelMessage,
  ModelRequest,
  ModelResponse,
  ModelUsage,
  OutputSchema,
  Refusal,
  Refuser,
  StopReason,
  ToolDefinition,
  UserPart,
} from '../schemas/model-call.ts';

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Called once, when the first byte of the answer has come: from then on a shared prefix can be read from the cache. */
  readonly onFirstEvent?: () => void;
  /** Called for every piece of the answer, pings included, the first one too: a stream without a byte for too long is cut by the caller. */
  readonly onActivity?: () => void;
  /** Called for every piece that makes the answer grow: pings and single bytes do not. */
  readonly onProgress?: (characters: number) => void;
  /** Called with what the server has counted so far: an answer that fails later was paid for all the same. */
  readonly onUsage?: (usage: ModelUsage) => void;
  /** What was learned in this run about how the server wants to be spoken to. */
  readonly dialect?: DialectChanges;
  /** The journaled step that asks. */
  readonly step?: string;
}

/** Milliseconds; what is absent is as usual (`calling/limits.ts`). */
export interface ModelTimeouts {
  /** One attempt, from sending to the last byte. */
  readonly callMs?: number;
  /** Without a byte. */
  readonly silenceMs?: number;
  /** Without a piece of the answer. */
  readonly progressMs?: number;
}

/** A model behind one provider's protocol. It answers or throws a `ModelError`; it never retries by itself. */
export interface Model {
  readonly capability: ModelCapability;
  /** Where the request goes, for the footer: host and port only. `local` means it does not leave this machine. */
  readonly host: string;
  readonly local: boolean;
  /** What the operator says about its patience, in the place of the usual limits. */
  readonly timeouts?: ModelTimeouts;
  call(request: ModelRequest, options: CallOptions): Promise<ModelResponse>;
  /** The tokens of a request by the provider's own count, where that costs nothing; null where it is not told. Never throws. */
  readonly countTokens?: (request: ModelRequest, signal: AbortSignal) => Promise<number | null>;
  /** Where the provider answers many requests together, later and for less. */
  readonly batches?: Batches;
}

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

/** The rows of an ended batch, by the ids of their questions. */
export type BatchRows = Pick<ReadonlyMap<string, BatchRow>, 'get'>;

/** A provider's batches of requests for one model: answered within a day, for less money. All of it throws a `ModelError`, and nothing retries. */
export interface Batches {
  /** The provider's id of the batch. */
  create(questions: readonly BatchQuestion[], signal: AbortSignal): Promise<string>;
  look(batch: string, signal: AbortSignal): Promise<BatchProgress>;
  rows(batch: string, signal: AbortSignal): Promise<BatchRows>;
}

/**
 * `rate-limited` 429, `overloaded` 503 and 529, `server` other 5xx, `timeout`, `connection` (refused, reset), `cut` (the stream ended before
 * the answer did), `auth` 401 and 403, `context-overflow`, `bad-request` other 4xx, `bad-answer` (not the provider's protocol),
 * `no-recording` (a recorded model was asked something new), `budget`, `aborted`.
 */
export const MODEL_ERROR_KINDS = [
  'rate-limited',
  'overloaded',
  'server',
  'timeout',
  'connection',
  'cut',
  'auth',
  'context-overflow',
  'bad-request',
  'bad-answer',
  'no-recording',
  'budget',
  'aborted',
] as const;
export type ModelErrorKind = (typeof MODEL_ERROR_KINDS)[number];

interface ModelErrorDetails {
  readonly kind: ModelErrorKind;
  readonly message: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly wasSent?: boolean;
  readonly isFinal?: boolean;
  readonly cause?: unknown;
}

/** A call that failed. Its text never holds a key. Whether another attempt or another model may help is computed once, here. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
  /** False when nothing is to be paid: no connection to the provider was made, or the row of a batch failed, which it does not charge. */
  readonly wasSent: boolean;
  /** The provider said that this will not pass by itself, whatever its status: money that is used up, for example. */
  readonly isFinal: boolean;

  constructor(details: ModelErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ModelError';
    this.kind = details.kind;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.requestId = details.requestId ?? null;
    this.wasSent = details.wasSent ?? true;
    this.isFinal = details.isFinal ?? false;
  }

  /** The same call may succeed later. */
  get isRetryable(): boolean {
    if (this.isFinal) return false;
    return ['rate-limited', 'overloaded', 'server', 'timeout', 'connection', 'cut'].includes(this.kind);
  }

  /** Another model of the family may answer: 429, 503, 529 and timeouts only. */
  get allowsFailover(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'overloaded' || this.kind === 'timeout';
  }
}
