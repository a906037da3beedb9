import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a server answers to `GET /props`, `POST /api/show` and so on: a JSON value, or whatever a function does. */
export type Told = object | ((incoming: IncomingMessage, response: ServerResponse) => void);

/** A model's server that is asked about itself; what it was not given it answers with 404, as the real ones do. */
export interface TellingServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly port: number;
  /** `POST /api/show {"model":"x"} (Bearer key)`, a line a request. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on a free loopback port that tells what it is told to. */
export async function startTellingServer(told: Readonly<Record<string, Told>>): Promise<TellingServer> {
  const asked: string[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
    const what = `${incoming.method} ${incoming.url}`;
    const { authorization = 'no key' } = incoming.headers;
    asked.push(`${what} ${Buffer.concat(chunks).toString('utf8')} (${authorization})`.replace('  ', ' '));
    const known = told[what];
    if (typeof known === 'function') return known(incoming, response);
    if (known === undefined) return void response.writeHead(404).end('404 page not found');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known));
  };
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => void answer(incoming, response));
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What the known servers tell of a model, as their documentation has it. */
export const TELLS = {
  ollama: (modelContext: number, parameters?: string) => ({
    'GET /v1/models': { object: 'list', data: [{ id: 'qwen3:8b', object: 'model', created: 1, owned_by: 'library' }] },
    'POST /api/show': {
      ...(parameters === undefined ? {} : { parameters }),
      template: '{{ .Prompt }}',
      details: { family: 'qwen3', parameter_size: '8.2B' },
      model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': modelContext, 'qwen3.block_count': 36 },
    },
  }),
  /** It answers in Ollama's way, too. */
  llamaCpp: (slotContext: number) => ({
    'GET /props': { default_generation_settings: { id: 0, n_ctx: slotContext }, total_slots: 4, chat_template: '' },
    'GET /v1/models': { object: 'list', data: [{ id: 'qwen3:8b', meta: { n_ctx_train: 131_072 } }] },
    'POST /api/show': { model_info: { 'llama.context_length': slotContext }, template: '', details: {} },
  }),
  vllm: (context: number) => ({
    'GET /v1/models': {
      object: 'list',
      data: [
        { id: 'adapter', root: 'qwen3:8b', parent: 'qwen3:8b', max_model_len: null },
        { id: 'qwen3:8b', owned_by: 'vllm', max_model_len: context },
      ],
    },
  }),
} as const;
