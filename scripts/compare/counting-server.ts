import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as bodyText } from 'node:stream/consumers';
import { anthropicEvents } from '../../test/support/model-server/anthropic-wire.ts';
import { type CachedUsage, PromptCache } from '../../test/support/model-server/prompt-cache.ts';
import { json, type AnswerReply } from '../../test/support/model-server/reply.ts';
import { servedRequest, type ServedRequest } from '../../test/support/model-server/served-request.ts';

/** What one request was charged. */
export interface Counted extends CachedUsage {
  readonly output: number;
  readonly system: string;
  readonly text: string;
}

export interface CountingServer {
  readonly url: string;
  /** Since the last time that it was asked. */
  taken(): Counted[];
  close(): void;
}

/**
 * A provider that speaks Messages, streamed or not, counts by a real tokenizer, keeps prefixes in a cache as Anthropic documents it, and answers each
 * request with what `answer` says.
 */
export async function startCountingServer(
  tokensOf: (text: string) => number,
  answer: (request: ServedRequest) => string,
): Promise<CountingServer> {
  const cache = new PromptCache({ tokensOf });
  let counted: Counted[] = [];
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bodyText(incoming);
    if (incoming.method !== 'POST' || !/\/messages(?:\?|$)/.test(incoming.url ?? '')) {
      response.writeHead(404).end('{"type":"error","error":{"type":"not_found_error","message":"not here"}}');
      return;
    }
    const request = servedRequest({
      index: counted.length,
      protocol: 'anthropic',
      path: '/v1/messages',
      headers: {},
      raw,
    });
    const { usage, begun } = cache.look(request);
    begun();
    const words = answer(request);
    const output = tokensOf(words);
    counted.push({ ...usage, output, system: request.system, text: request.allText });
    const reply = { ...json({}), parts: [{ kind: 'text', text: words }] } as AnswerReply;
    if (request.body['stream'] === true) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const { data } of anthropicEvents({ reply, model: request.model, id: 'msg_1', usage: { ...usage, output } }))
        response.write(data);
      response.end();
      return;
    }
    const told = {
      input_tokens: usage.input,
      output_tokens: output,
      cache_read_input_tokens: usage.cacheRead,
      cache_creation_input_tokens: usage.cacheWrite,
    };
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model: request.model, stop_reason: 'end_turn' };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ...message, content: [{ type: 'text', text: words }], usage: told }));
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((problem: unknown) => response.writeHead(400).end(String(problem)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The counting server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken: () => {
      const all = counted;
      counted = [];
      return all;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
