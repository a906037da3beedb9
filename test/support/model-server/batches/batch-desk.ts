import type { Reply } from '../reply.ts';
import type { ServedRequest } from '../served-request.ts';

/** What becomes of one row. */
export type BatchEnd =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'errored'; readonly errorType: string }
  | { readonly kind: 'expired' | 'canceled' };

export interface MadeBatch {
  readonly id: string;
  readonly rows: readonly { readonly customId: string; readonly end: BatchEnd }[];
  looks: number;
}

/** What both APIs know of the provider behind them. */
export interface BatchDesk {
  readonly batches: MadeBatch[];
  readonly ordinary: ServedRequest[];
  readonly row: (request: ServedRequest) => BatchEnd;
  readonly ended: (looks: number) => boolean;
  known(id: string | undefined): MadeBatch | undefined;
  /** Counts one down. */
  isBadMoment(): boolean;
  refused(): string | null;
}

/** One HTTP request. */
export interface Question {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export const answer = (status: number, body: object | string): HttpAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
