import { z } from 'zod';
import type { ModelCapability } from '../../../schemas/model.ts';
import type { Batches, BatchProgress, BatchRows } from '../../model.ts';
import { endpointOf } from '../endpoint.ts';
import type { Access } from '../wire/access.ts';
import { type Asking, askOnce } from '../wire/ask-once.ts';
import { dialectOf } from '../wire/dialect.ts';
import { anthropicClient } from './anthropic-client.ts';
import { rowsIn } from './batch-rows.ts';
import { messageParams } from './message-params.ts';

/** What a batch is told to be is some hundred bytes. */
const MOST_STANDING = 64 * 1024;
/** Fifty answers of the longest (`calling/limits.ts` of the reviewers, 64,000 tokens) have some 16 MB. */
const MOST_ROWS = 64 * 1024 * 1024;

const Count = z.int().min(0);
const MessageBatch = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, 'an id that fits into an address'),
  processing_status: z.string(),
  request_counts: z.object({
    processing: Count,
    succeeded: Count,
    errored: Count,
    canceled: Count,
    expired: Count,
  }),
});

interface Asked {
  readonly capability: ModelCapability;
  readonly access: Access;
  readonly baseUrl: string;
}

/** The Message Batches API, for one model. */
export function messageBatches(asked: Asked): Batches {
  const { capability, access, baseUrl } = asked;
  return {
    async create(questions, signal) {
      const requests = questions.map(({ id, request, dialect }) => ({
        custom_id: id,
        params: {
          ...access.fields,
          ...messageParams(capability, request, dialectOf(capability, endpointOf(baseUrl).host, dialect)),
        },
      }));
      const { id } = await standing(
        asked,
        (client) => client.messages.batches.create({ requests }, { signal }),
        signal,
      );
      return id;
    },
    async look(batch, signal): Promise<BatchProgress> {
      const told = await standing(asked, (client) => client.messages.batches.retrieve(batch, {}, { signal }), signal);
      const { processing, ...ends } = told.request_counts;
      const answered = Object.values(ends).reduce((sum, count) => sum + count, 0);
      return { ended: told.processing_status === 'ended', answered, of: answered + processing };
    },
    // Not where the server says that they are: a key goes to no other address than the operator's.
    rows: (batch, signal) =>
      answered(asked, (client) => client.get(`/v1/messages/batches/${encodeURIComponent(batch)}/results`, { signal }), {
        signal,
        most: MOST_ROWS,
        read: (text): BatchRows => rowsIn(text, asked),
      }),
  };
}

type Client = ReturnType<typeof anthropicClient>;
type Wanted<T> = Pick<Asking<T>, 'signal' | 'most' | 'read'>;

const standing = (asked: Asked, send: (client: Client) => ReturnType<Asking<unknown>['send']>, signal: AbortSignal) =>
  answered(asked, send, { signal, most: MOST_STANDING, read: (text) => MessageBatch.parse(JSON.parse(text)) });

const answered = <T>(
  { access, baseUrl }: Asked,
  send: (client: Client) => ReturnType<Asking<T>['send']>,
  wanted: Wanted<T>,
): Promise<T> =>
  askOnce({
    access,
    requestIdHeader: 'request-id',
    send: (fetch) => send(anthropicClient(baseUrl, fetch)),
    ...wanted,
  });
