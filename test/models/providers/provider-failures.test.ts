import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../models/model.ts';
import type { ModelErrorKind } from '../../../models/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { faults, text } from '../../support/model-server/reply.ts';
import { fence } from '../fence.ts';
import { KEY, never, PROTOCOLS, request } from './protocols.ts';

fence();

async function failure(protocol: (typeof PROTOCOLS)[number], reply: Reply, key = KEY): Promise<ModelError> {
  const server = await startModelServer({ script: [reply] });
  try {
    const problem = await protocol
      .model(server, {}, key)
      .call(request(), { signal: never() })
      .catch((thrown: unknown) => thrown);
    // One attempt: whoever retries is not the provider.
    expect(server.calls).toBe(1);
    if (!(problem instanceof ModelError)) throw new Error(`Expected a ModelError, got ${inspect(problem)}`);
    return problem;
  } finally {
    await server.close();
  }
}

const status = (code: number, message: string, errorType = 'invalid_request_error'): Reply => ({
  kind: 'status',
  status: code,
  errorType,
  message,
});

const TABLE: readonly (readonly [string, Reply, ModelErrorKind])[] = [
  ['429', faults.rateLimited('7'), 'rate-limited'],
  ['500', faults.serverError(), 'server'],
  ['502', status(502, 'Bad gateway'), 'server'],
  ['503', faults.unavailable(), 'overloaded'],
  ['504', status(504, 'Gateway timeout'), 'server'],
  ['529', faults.overloaded(), 'overloaded'],
  ['overloaded inside the stream', faults.overloadedMidStream(), 'overloaded'],
  [
    'a rate limit inside the stream',
    { kind: 'stream-error', errorType: 'rate_limit_error', message: 'slow down' },
    'rate-limited',
  ],
  [
    'an unknown error inside the stream',
    { kind: 'stream-error', errorType: 'strange_error', message: 'odd' },
    'server',
  ],
  ['reset before the headers', faults.resetBeforeHeaders(), 'connection'],
  ['reset after the headers', faults.resetAfterHeaders(), 'connection'],
  ['a stream that ends in the middle of JSON', faults.cutMidJson('end'), 'cut'],
  ['a stream that is reset in the middle of JSON', faults.cutMidJson('reset'), 'cut'],
  ['a stream that ends at once', { kind: 'raw', body: '' }, 'cut'],
  ['401', faults.unauthorized(), 'auth'],
  ['403', faults.forbidden(), 'auth'],
  ['an expired key', faults.unauthorized('API key has expired'), 'auth'],
  ['400', faults.badRequest(), 'bad-request'],
  ['404', status(404, 'model: test-model', 'not_found_error'), 'bad-request'],
  ['408', status(408, 'Request timeout'), 'timeout'],
  ['402', status(402, 'Your credit balance is too low', 'billing_error'), 'bad-request'],
  [
    'a redirect',
    { kind: 'status', status: 307, headers: { location: 'https://elsewhere.example/' }, body: '' },
    'bad-request',
  ],
  ['413', status(413, 'Request exceeds the maximum size', 'request_too_large'), 'context-overflow'],
  ['Anthropic: prompt too long', faults.contextOverflow(), 'context-overflow'],
  [
    'Anthropic: prompt and answer too long',
    status(400, 'input length and `max_tokens` exceed context limit: 199000 + 32000 > 200000'),
    'context-overflow',
  ],
  [
    'llama.cpp',
    status(400, 'the request exceeds the available context size, try increasing it', 'exceed_context_size_error'),
    'context-overflow',
  ],
  ['old llama.cpp', status(500, 'the request exceeds the available context size.', 'server_error'), 'context-overflow'],
  [
    'vLLM',
    status(
      400,
      "This model's maximum context length is 16384 tokens. However, you requested 122946 tokens.",
      'BadRequestError',
    ),
    'context-overflow',
  ],
  [
    'SGLang',
    status(400, "The input (9000 tokens) is longer than the model's context length (8192 tokens).", 'BadRequest'),
    'context-overflow',
  ],
  ['Ollama', status(400, 'the input length exceeds the context length', 'api_error'), 'context-overflow'],
  [
    'a rate limit that speaks of tokens',
    status(429, 'maximum context length per minute', 'rate_limit_error'),
    'rate-limited',
  ],
  ['a page instead of a stream', faults.notTheProtocol(), 'bad-answer'],
  ['JSON instead of a stream', { kind: 'raw', body: '{"ok":true}', contentType: 'application/json' }, 'bad-answer'],
  ['garbage in the stream', { kind: 'raw', body: 'event: message_start\ndata: {"type": garbage}\n\n' }, 'bad-answer'],
];

describe.each(PROTOCOLS)('$name: a failed call', (protocol) => {
  it.each(TABLE)('%s', async (_name, reply, kind) => {
    const error = await failure(protocol, reply);
    expect(error).toMatchObject({ name: 'ModelError', kind });
    expect(error.message).not.toBe('');
  });

  it('reads how long to wait, in seconds and as a date', async () => {
    const inSeconds = await failure(protocol, faults.rateLimited('7'));
    const date = new Date(Date.now() + 90_000).toUTCString();
    const asDate = await failure(protocol, faults.rateLimited(date));
    const inThePast = await failure(protocol, faults.rateLimited('Wed, 21 Oct 2015 07:28:00 GMT'));
    const nonsense = await failure(protocol, faults.rateLimited('soon'));

    expect(inSeconds).toMatchObject({ status: 429, retryAfterMs: 7_000 });
    expect(asDate.retryAfterMs).toBeGreaterThan(60_000);
    expect(asDate.retryAfterMs).toBeLessThanOrEqual(90_000);
    expect(inThePast.retryAfterMs).toBe(0);
    expect(nonsense.retryAfterMs).toBeNull();
  });

  it('keeps the id of the request, for support', async () => {
    expect(await failure(protocol, faults.serverError())).toMatchObject({ status: 500, requestId: 'req_1' });
  });

  it('says that nobody listens', async () => {
    const server = await startModelServer({ script: [] });
    const model = protocol.model(server);
    await server.close();

    await expect(model.call(request(), { signal: never() })).rejects.toMatchObject({ kind: 'connection' });
  });

  it('never shows a key, whatever the server says', async () => {
    const echoes: readonly Reply[] = [
      faults.unauthorized(`Incorrect API key provided: ${KEY}.`),
      { kind: 'status', status: 500, body: `<pre>Authorization: Bearer ${KEY}</pre>` },
      {
        kind: 'status',
        status: 400,
        body: { error: { message: KEY, type: KEY, details: { key: KEY } } },
        headers: { 'x-echo': KEY },
      },
      { kind: 'stream-error', errorType: 'api_error', message: `x-api-key: ${KEY}` },
      text('x', { stopWord: KEY }),
      { kind: 'status', status: 500, headers: { 'request-id': KEY, 'x-request-id': KEY }, body: '' },
      { kind: 'raw', body: KEY, contentType: `text/${KEY}` },
      { kind: 'raw', body: `event: message_start\ndata: {"type":"${KEY}"\n\n` },
    ];
    for (const reply of echoes) {
      const error = await failure(protocol, reply);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY);
    }
  });

  it('never shows a padded key without its padding', async () => {
    const error = await failure(protocol, faults.unauthorized(`Incorrect API key provided: ${KEY}.`), `${KEY} `);

    expect(error).toMatchObject({ kind: 'auth', message: 'Incorrect API key provided: [key].' });
  });

  it('never shows a key that no header can carry', async () => {
    const key = 'first-half-of-key\nsecond-half-of-key';
    const server = await startModelServer({ script: [] });
    const thrown = await protocol
      .model(server, {}, key)
      .call(request(), { signal: never() })
      .catch((problem: unknown) => problem);
    await server.close();

    expect(thrown).toBeInstanceOf(ModelError);
    expect(inspect(thrown, { depth: 20, showHidden: true })).not.toMatch(/half-of-key/);
    expect(server.calls).toBe(0);
  });
});

describe.each(PROTOCOLS)('$name: an aborted call', (protocol) => {
  const aborted = { kind: 'aborted' };

  it('was aborted before it began', async () => {
    const server = await startModelServer({ script: [] });

    await expect(protocol.model(server).call(request(), { signal: AbortSignal.abort() })).rejects.toMatchObject(
      aborted,
    );
    expect(server.calls).toBe(0);
    await server.close();
  });

  it.each([
    ['waits for headers', faults.stall('before-headers')],
    ['waits for the first byte', faults.stall('after-headers')],
    ['waits in the middle', { ...faults.refusal(), cut: { afterCharacters: 3, how: 'stall' }, chunk: 3 } as Reply],
  ])('%s', async (_name, reply) => {
    const arrived = Promise.withResolvers<void>();
    const server = await startModelServer({
      respond: () => {
        arrived.resolve();
        return reply;
      },
    });
    const controller = new AbortController();
    const call = protocol.model(server).call(request(), { signal: controller.signal });
    const settled = call.catch((thrown: unknown) => thrown);
    await arrived.promise;
    controller.abort(new Error('too late'));

    expect(await settled).toMatchObject(aborted);
    await server.close();
  });
});
