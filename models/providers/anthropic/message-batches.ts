import { z } from 'zod';
import type { ModelCapability } from '../../../schemas/model.ts';
import { type Batches, type BatchProgress, type BatchRow, ModelError } from '../../model.ts';
import { boundedText } from '../bounded-json.ts';
import { endpointOf } from '../endpoint.ts';
import { type Access, secretsIn } from '../wire/access.ts';
import { dialectOf } from '../wire/dialect.ts';
import { cleaned, refusalOf, transportErrorOf } from '../wire/provider-failure.ts';
import { streamingFetch } from '../wire/streaming-fetch.ts';
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
        read: (text): ReadonlyMap<string, BatchRow> => rowsIn(text, asked),
      }),
  };
}

interface Sending {
  asResponse(): Promise<Response>;
}

const standing = (asked: Asked, send: (client: ReturnType<typeof anthropicClient>) => Sending, signal: AbortSignal) =>
  answered(asked, send, { signal, most: MOST_STANDING, read: (text) => MessageBatch.parse(JSON.parse(text)) });

/** Asks once. Throws a `ModelError`, whatever happens; the SDK's own errors stay behind, because they may carry what was sent. */
async function answered<T>(
  { access, baseUrl }: Asked,
  send: (client: ReturnType<typeof anthropicClient>) => Sending,
  { signal, most, read }: { readonly signal: AbortSignal; readonly most: number; readonly read: (text: string) => T },
): Promise<T> {
  const secrets = secretsIn(access);
  const { fetch, seen } = streamingFetch(access, undefined);
  const refused: { response: Response | null } = { response: null };
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) refused.response = response;
    return response;
  };
  let text: string | null;
  try {
    signal.throwIfAborted();
    text = await boundedText(await send(anthropicClient(baseUrl, watched)).asResponse(), most);
  } catch (problem) {
    if (refused.response === null) throw transportErrorOf(problem, seen, secrets);
    const { status, headers } = refused.response;
    const requestId = headers.get('request-id');
    throw refusalOf({ status, body: seen.refusal ?? '', header: (name) => headers.get(name), requestId }, secrets);
  }
  const notTheProtocol = (message: string) => cleaned(new ModelError({ kind: 'bad-answer', message }), secrets);
  if (text === null) throw notTheProtocol(`What was told of the batch is longer than ${most} bytes`);
  try {
    return read(text);
  } catch (problem) {
    throw notTheProtocol(`What was told of the batch is not the protocol: ${String(problem)}`);
  }
}
