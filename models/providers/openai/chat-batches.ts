import { z } from 'zod';
import type { ModelCapability } from '../../../schemas/model.ts';
import type { Batches, BatchProgress, BatchRow } from '../../model.ts';
import { endpointOf } from '../endpoint.ts';
import type { Access } from '../wire/access.ts';
import { type Asking, askOnce } from '../wire/ask-once.ts';
import { dialectOf } from '../wire/dialect.ts';
import { chatRowsIn, endOf } from './chat-batch-rows.ts';
import { chatParams } from './chat-params.ts';
import { openAiClient } from './openai-client.ts';

/** What a batch, or a file, is told to be is some hundred bytes; a refused one tells the errors of its lines. */
const MOST_STANDING = 256 * 1024;
/** Fifty answers of the longest (`calling/limits.ts` of the reviewers, 64,000 tokens) have some 16 MB. */
const MOST_ROWS = 64 * 1024 * 1024;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, 'an id that fits into an address');
const UploadedFile = z.object({ id: Id });
const Count = z.int().min(0);
const ChatBatch = z.object({
  id: Id,
  status: z.string(),
  request_counts: z.object({ total: Count, completed: Count, failed: Count }).nullish().catch(null),
  output_file_id: Id.nullish(),
  error_file_id: Id.nullish(),
  errors: z
    .object({ data: z.array(z.unknown()) })
    .nullish()
    .catch(null),
});

/** By which words a batch says that it has ended, in whatever way. */
const ENDS: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

interface Asked {
  readonly capability: ModelCapability;
  readonly access: Access;
  readonly baseUrl: string;
}

type Client = ReturnType<typeof openAiClient>;
type Sending = ReturnType<Asking<unknown>['send']>;

/** OpenAI's batch API, for one model: the questions go up as a file, and answers and errors come down as two. */
export function chatBatches(asked: Asked): Batches {
  const { capability, access, baseUrl } = asked;
  const { host } = endpointOf(baseUrl);
  const standing = (batch: string, signal: AbortSignal) =>
    answered(asked, (client) => client.batches.retrieve(batch, { signal }), { signal, of: ChatBatch });
  return {
    async create(questions, signal) {
      const lines = questions.map(({ id, request, dialect }) =>
        JSON.stringify({
          custom_id: id,
          method: 'POST',
          url: ENDPOINT,
          body: chatParams(capability, request, {
            dialect: dialectOf(capability, host, dialect),
            fields: access.fields,
          }),
        }),
      );
      const file = new File([`${lines.join('\n')}\n`], 'docket.jsonl', { type: 'application/jsonl' });
      const uploaded = await answered(asked, (client) => client.files.create({ file, purpose: 'batch' }, { signal }), {
        signal,
        of: UploadedFile,
      });
      const body = { input_file_id: uploaded.id, endpoint: ENDPOINT, completion_window: '24h' } as const;
      return (await answered(asked, (client) => client.batches.create(body, { signal }), { signal, of: ChatBatch })).id;
    },
    async look(batch, signal): Promise<BatchProgress> {
      const { status, request_counts: counts } = await standing(batch, signal);
      const ended = ENDS.has(status);
      const of = counts?.total ?? 0;
      return { ended, answered: ended ? of : (counts?.completed ?? 0) + (counts?.failed ?? 0), of };
    },
    async rows(batch, signal) {
      const told = await standing(batch, signal);
      const files = [told.output_file_id, told.error_file_id].filter((id) => id !== null && id !== undefined);
      const rows = new Map<string, BatchRow>();
      for (const id of files) {
        const path = `/files/${encodeURIComponent(id)}/content`;
        const wanted = { signal, most: MOST_ROWS, read: (text: string) => chatRowsIn(text, asked) };
        for (const [question, row] of await sent(asked, (client) => client.get(path, { signal }), wanted))
          rows.set(question, row);
      }
      const rest = endOf(told.status, told.errors?.data ?? [], access);
      return { get: (question) => rows.get(question) ?? rest };
    },
  };
}

const ENDPOINT = '/v1/chat/completions';

const answered = <T>(
  asked: Asked,
  send: (client: Client) => Sending,
  { signal, of }: { readonly signal: AbortSignal; readonly of: z.ZodType<T> },
): Promise<T> => sent(asked, send, { signal, most: MOST_STANDING, read: (text) => of.parse(JSON.parse(text)) });

const sent = <T>(
  { access, baseUrl }: Asked,
  send: (client: Client) => Sending,
  wanted: Pick<Asking<T>, 'signal' | 'most' | 'read'>,
): Promise<T> =>
  askOnce({ access, requestIdHeader: 'x-request-id', send: (fetch) => send(openAiClient(baseUrl, fetch)), ...wanted });
