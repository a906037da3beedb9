import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { anthropicError, anthropicEvents, anthropicStreamError } from './model-server/anthropic-wire.ts';
import { openAiError, openAiEvents, openAiStreamError } from './model-server/openai-wire.ts';
import { PromptCache, tokensOfBytes } from './model-server/prompt-cache.ts';
import type { CachedUsage, PromptCacheOptions } from './model-server/prompt-cache.ts';
import type { AnswerReply, Latency, Reply } from './model-server/reply.ts';
import { servedRequest } from './model-server/served-request.ts';
import type { ServedRequest } from './model-server/served-request.ts';
import { deliver } from './model-server/deliver.ts';
import { describeCause } from '../../schemas/problem.ts';

export interface ModelServerOptions {
  /** Replies in the order of arrival. A request beyond the end gets status 500 and fails `close()`. */
  readonly script?: readonly Reply[];
  /** Instead of a script: decides by the request. */
  readonly respond?: (request: ServedRequest, index: number) => Reply | Promise<Reply>;
  /** Models the provider's prompt cache for the Anthropic protocol; without it nothing is ever cached. */
  readonly cache?: PromptCacheOptions;
  /** For replies without a latency of their own. */
  readonly latency?: Latency;
  /** The context of each model, told by `GET /v1/models` as vLLM does; without it that is not there. */
  readonly contexts?: Readonly<Record<string, number>>;
}

/** What one request was charged, beside the request. */
interface ServedUsage extends CachedUsage {
  readonly model: string;
  readonly output: number;
}

export interface ModelServer {
  /** `http://127.0.0.1:PORT`: the base URL of the Anthropic protocol. */
  readonly url: string;
  /** The base URL of the OpenAI protocol: `url` and `/v1`. */
  readonly openAiUrl: string;
  readonly requests: readonly ServedRequest[];
  /** Of every request that got an answer, in the order in which the answers began. */
  readonly usages: readonly ServedUsage[];
  /** Requests so far, failed ones included. */
  readonly calls: number;
  /** Answers that were sent to their last byte. */
  readonly finished: number;
  /** Most requests that were under way at the same time. */
  readonly mostAtOnce: number;
  /** Cuts what is open and stops. Throws when a script was too short or `respond` threw. */
  close(): Promise<void>;
}

/** Starts a scripted model provider on a free loopback port. It speaks `POST /v1/messages` and `POST /v1/chat/completions`. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const state = { requests: [] as ServedRequest[], usages: [] as ServedUsage[], errors: [] as unknown[] };
  const counts = { finished: 0, open: 0, most: 0 };
  const cache = options.cache === undefined ? null : new PromptCache(options.cache);

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = performance.now();
    if (incoming.method === 'GET' && incoming.url === '/v1/models' && options.contexts !== undefined) {
      const data = Object.entries(options.contexts).map(([id, max_model_len]) => ({ id, max_model_len }));
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    }
    const protocol = protocolOf(incoming);
    if (protocol === null) return void response.writeHead(404).end();
    const raw = await bodyOf(incoming);
    const index = state.requests.length;
    const path = incoming.url ?? '';
    const request = servedRequest({ index, protocol, path, headers: headersOf(incoming), raw });
    state.requests.push(request);
    const reply = await replyTo(options, request);
    const id = `req_${index + 1}`;
    const send = { response, arrived, id, protocol, latency: options.latency ?? { firstEventMs: 0 } };
    if (reply.kind !== 'answer') return deliver({ ...send, ...failure(reply, protocol, id) });
    let looked;
    try {
      looked = look(cache, request);
    } catch (problem) {
      const message = describeCause(problem);
      const refused = { kind: 'status', status: 400, errorType: 'invalid_request_error', message } as const;
      return deliver({ ...send, ...failure(refused, protocol, id) });
    }
    const usage = { ...looked.usage, output: outputTokens(reply) };
    const events = (protocol === 'anthropic' ? anthropicEvents : openAiEvents)({
      reply,
      model: request.model,
      id,
      usage,
    });
    await deliver({
      ...send,
      kind: 'events',
      events,
      reply,
      onBegun: () => {
        looked.begun();
        state.usages.push({ ...usage, model: request.model });
      },
      onFinished: () => void (counts.finished += 1),
    });
  };

  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    response.on('close', () => void (counts.open -= 1));
    handle(incoming, response).catch((problem: unknown) => {
      state.errors.push(problem);
      if (!response.headersSent)
        response.writeHead(500).end(JSON.stringify(openAiError('script_error', String(problem))));
      else response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The model server has no port.');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    openAiUrl: `${url}/v1`,
    requests: state.requests,
    usages: state.usages,
    get calls() {
      return state.requests.length;
    },
    get finished() {
      return counts.finished;
    },
    get mostAtOnce() {
      return counts.most;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      if (state.errors.length > 0)
        throw new AggregateError(state.errors, 'The model server was asked beyond its script.');
    },
  };
}

async function replyTo(options: ModelServerOptions, request: ServedRequest): Promise<Reply> {
  if (options.respond !== undefined) return options.respond(request, request.index);
  const reply = options.script?.[request.index];
  if (reply === undefined) throw new Error(`The script has no reply for request ${request.index + 1}.`);
  return reply;
}

function look(cache: PromptCache | null, request: ServedRequest): { usage: CachedUsage; begun: () => void } {
  if (cache !== null && request.protocol === 'anthropic') return cache.look(request);
  const input = tokensOfBytes(Buffer.byteLength(request.raw));
  return { usage: { input, cacheRead: 0, cacheWrite: 0 }, begun: () => undefined };
}

function outputTokens(reply: AnswerReply): number {
  if (typeof reply.usage?.output === 'number') return reply.usage.output;
  return tokensOfBytes(Buffer.byteLength(JSON.stringify(reply.parts)));
}

/** The wire form of everything that is not an answer. */
function failure(reply: Exclude<Reply, AnswerReply>, protocol: 'anthropic' | 'openai', id: string) {
  const envelope = protocol === 'anthropic' ? anthropicError : openAiError;
  switch (reply.kind) {
    case 'status':
      return {
        ...reply,
        body: reply.body ?? envelope(reply.errorType ?? 'api_error', reply.message ?? '', id),
      } as const;
    case 'stream-error': {
      const errorEvent = protocol === 'anthropic' ? anthropicStreamError : openAiStreamError;
      return { kind: 'events', events: [errorEvent(reply.errorType, reply.message)] } as const;
    }
    case 'reset':
    case 'stall':
    case 'raw':
      return reply;
  }
}

function protocolOf(incoming: IncomingMessage): 'anthropic' | 'openai' | null {
  if (incoming.method !== 'POST') return null;
  const path = (incoming.url ?? '').split('?')[0] ?? '';
  if (path.endsWith('/messages')) return 'anthropic';
  return path.endsWith('/chat/completions') ? 'openai' : null;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

const headersOf = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
