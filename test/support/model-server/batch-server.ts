import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as bodyText } from 'node:stream/consumers';
import type { Reply } from './reply.ts';
import { type Json, list, servedRequest, type ServedRequest } from './served-request.ts';

/** What becomes of one row. */
export type BatchEnd =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'errored'; readonly errorType: string }
  | { readonly kind: 'expired' | 'canceled' };

export interface BatchServerOptions {
  readonly row: (request: ServedRequest) => BatchEnd;
  /** Whether a batch has ended, when it is looked at so many times. */
  readonly ended: (looks: number) => boolean;
}

interface MadeBatch {
  readonly id: string;
  readonly rows: readonly { readonly customId: string; readonly end: BatchEnd }[];
  looks: number;
}

export interface BatchServer {
  readonly url: string;
  readonly batches: readonly MadeBatch[];
  /** Questions that were asked outside of batches. */
  readonly ordinary: readonly ServedRequest[];
  /** The next so many looks fail with status 500. */
  failLooks(count: number): void;
  /** The provider knows nothing of its batches any more. */
  forget(): void;
  close(): Promise<void>;
}

/** Tokens of every answer. */
const ROW_USAGE = { input_tokens: 1_000, output_tokens: 200 };

/** A provider on a free loopback port that speaks the Message Batches API, and Messages beside it. */
export async function startBatchServer({ row, ended }: BatchServerOptions): Promise<BatchServer> {
  const batches: MadeBatch[] = [];
  const ordinary: ServedRequest[] = [];
  let failing = 0;
  let forgotten = 0;
  const known = (id: string | undefined): MadeBatch | undefined =>
    batches.slice(forgotten).find((batch) => batch.id === id);

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: string): void =>
      void response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' }).end(body);
    const raw = await bodyText(incoming);
    const [, id, results] = /^\/v1\/messages\/batches\/([^/]+)(\/results)?$/.exec(incoming.url ?? '') ?? [];
    if (incoming.method === 'POST' && incoming.url === '/v1/messages/batches') {
      const rows = list((JSON.parse(raw) as Json)['requests']).map(({ custom_id, params }, index) => ({
        customId: String(custom_id),
        end: row(served(index, JSON.stringify(params))),
      }));
      const made = { id: `msgbatch_${batches.length + 1}`, rows, looks: 0 };
      batches.push(made);
      return send(200, JSON.stringify(standing(made, false)));
    }
    if (incoming.method === 'POST' && incoming.url === '/v1/messages') {
      const request = served(ordinary.length, raw);
      ordinary.push(request);
      const message = messageOf(request, row(request));
      return message === null ? send(400, '{}') : send(200, JSON.stringify(message));
    }
    const batch = known(id);
    if (batch === undefined)
      return send(404, JSON.stringify({ type: 'error', error: { type: 'not_found_error', message: 'no such batch' } }));
    // Not in the order in which they were asked.
    if (results !== undefined) return send(200, batch.rows.toReversed().map(lineOf).join(''));
    if (failing > 0) {
      failing -= 1;
      return send(500, JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'a bad moment' } }));
    }
    batch.looks += 1;
    return send(200, JSON.stringify(standing(batch, ended(batch.looks))));
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((problem: unknown) => response.writeHead(400).end(String(problem)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The batch server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    batches,
    ordinary,
    failLooks: (count) => void (failing = count),
    forget: () => void (forgotten = batches.length),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function served(index: number, raw: string): ServedRequest {
  return servedRequest({ index, protocol: 'anthropic', path: '/v1/messages', headers: {}, raw });
}

function standing({ id, rows }: MadeBatch, hasEnded: boolean): object {
  const count = (...kinds: readonly BatchEnd['kind'][]) =>
    hasEnded ? rows.filter(({ end }) => kinds.includes(end.kind)).length : 0;
  return {
    id,
    type: 'message_batch',
    processing_status: hasEnded ? 'ended' : 'in_progress',
    request_counts: {
      processing: hasEnded ? 0 : rows.length,
      succeeded: count('reply'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: count('expired'),
    },
    // Another address than the operator's: no key may go there.
    results_url: hasEnded ? `http://results.invalid/v1/messages/batches/${id}/results` : null,
  };
}

function lineOf({ customId, end }: MadeBatch['rows'][number]): string {
  const error = (type: string) => ({ type: 'error', error: { type, message: 'that row failed' } });
  const result =
    end.kind === 'reply'
      ? { type: 'succeeded', message: messageOf(null, end) }
      : end.kind === 'errored'
        ? { type: 'errored', error: error(end.errorType) }
        : { type: end.kind };
  return `${JSON.stringify({ custom_id: customId, result })}\n`;
}

/** A whole message; null for what is no answer. */
function messageOf(request: ServedRequest | null, end: BatchEnd): object | null {
  if (end.kind !== 'reply' || end.reply.kind !== 'answer') return null;
  const content = end.reply.parts.flatMap((part): { readonly type: string; readonly [field: string]: unknown }[] => {
    if (part.kind === 'text') return [{ type: 'text', text: part.text }];
    return part.kind === 'tool-call' ? [{ type: 'tool_use', id: part.id, name: part.name, input: part.input }] : [];
  });
  const calls = content.some(({ type }) => type === 'tool_use');
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: request?.model ?? 'test-model',
    content,
    stop_reason: end.reply.stopWord ?? (calls ? 'tool_use' : 'end_turn'),
    usage: ROW_USAGE,
  };
}
