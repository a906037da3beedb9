import { describe, expect, test } from 'vitest';
import { toldContext } from '../../../models/providers/told-context.ts';
import { startTellingServer, TELLS, type Told } from '../../support/telling-server.ts';

async function told(answers: Readonly<Record<string, Told>>, apiKey: string | null = null) {
  const server = await startTellingServer(answers);
  try {
    const question = { baseUrl: `${server.origin}/v1/`, modelId: 'qwen3:8b', apiKey };
    const context = await toldContext({ ...question, signal: new AbortController().signal });
    return { ...context, asked: server.asked.toSorted() };
  } finally {
    await server.close();
  }
}
const endless =
  (begin: string): Told =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).write(begin);
const raw =
  (body: string | Uint8Array, status = 200): Told =>
  (_, response) =>
    void response.writeHead(status).end(body);
/** The same answer to every question. */
const always = (answer: Told) => ({ 'GET /props': answer, 'GET /v1/models': answer, 'POST /api/show': answer });

describe('a server that tells', () => {
  test.each<[string, Readonly<Record<string, Told>>, number]>([
    ['llama.cpp: of one slot', TELLS.llamaCpp(16_384), 16_384],
    ['vLLM and SGLang: of this model', TELLS.vllm(131_072), 131_072],
    [
      'Ollama: num_ctx',
      TELLS.ollama(40_960, 'stop "<|im_end|>"\nnum_ctx                        16384\ntop_k 20'),
      16_384,
    ],
    ['Ollama: num_ctx beyond what the model can', TELLS.ollama(8_192, 'num_ctx 65536'), 8_192],
    ['Ollama: an end of another parameter is no num_ctx', TELLS.ollama(2_048, 'not_num_ctx 65536'), 2_048],
  ])('%s', async (_, answers, tokens) => {
    expect(await told(answers)).toMatchObject({ tokens });
  });

  test('Ollama without num_ctx cuts at its default, and that is doubted', async () => {
    expect(await told(TELLS.ollama(40_960))).toMatchObject({
      tokens: 4_096,
      doubt: expect.stringContaining('OLLAMA_CONTEXT_LENGTH'),
    });
    expect(await told(TELLS.vllm(4_096))).toMatchObject({ tokens: 4_096, doubt: null });
  });

  test.each<[string, Readonly<Record<string, Told>>, number | undefined]>([
    ['llama.cpp: its slots', TELLS.llamaCpp(16_384), 4],
    ['Ollama: one after the other', TELLS.ollama(8_192, 'num_ctx 8192'), 1],
    ['vLLM: as many as are wanted', TELLS.vllm(131_072), undefined],
  ])('at once: %s', async (_, answers, atOnce) => {
    expect((await told(answers)).atOnce).toBe(atOnce);
  });

  test('is asked three small questions, with its key and for its model', async () => {
    const { asked } = await told({}, 'local-key');
    expect(asked).toEqual([
      'GET /props (Bearer local-key)',
      'GET /v1/models (Bearer local-key)',
      'POST /api/show {"model":"qwen3:8b"} (Bearer local-key)',
    ]);
    expect((await told({})).asked[0]).toBe('GET /props (no key)');
  });
});

describe('a server that does not', () => {
  test.each<[string, Told, string]>([
    ['refuses', raw('{}', 401), 'status 401'],
    ['breaks', raw('{}', 500), 'status 500'],
    ['answers with a page', raw('<html>'), 'not JSON'],
    ['answers with bytes', raw(new Uint8Array([0xff, 0xfe, 0])), 'not JSON'],
    ['answers with nothing', raw(''), 'not JSON'],
    ['answers with another form', { data: 'none', model_info: null, default_generation_settings: [] }, 'no context'],
    ['answers with null', raw('null'), 'no context'],
    [
      'tells what is no size',
      {
        default_generation_settings: { n_ctx: 0 },
        data: [{ id: 'qwen3:8b', max_model_len: '4096' }],
        model_info: { 'a.context_length': -1, 'b.context_length': 1.5 },
        parameters: 'num_ctx 0',
      },
      'no context',
    ],
    ['tells of another model', { data: [{ id: 'other', max_model_len: 131_072 }] }, 'no context'],
    ['hangs up', (incoming) => void incoming.socket.destroy(), '/props: '],
    ['sends too much', raw(JSON.stringify({ data: ['x'.repeat(300_000)] })), 'more than 256 kB'],
  ])('%s', async (_, answer, why) => {
    expect(await told(always(answer))).toMatchObject({ tokens: null, doubt: expect.stringContaining(why) });
  });

  test.each<[string, Told]>([
    ['is silent', () => undefined],
    ['never ends', endless('{"data":[')],
  ])('%s: two seconds, for all three', async (_, answer) => {
    const { tokens, doubt } = await told(always(answer));
    expect([tokens, doubt]).toEqual([null, expect.stringContaining('no answer within 2 s')]);
  });

  test('redirects: nobody follows', async () => {
    const elsewhere = await startTellingServer(TELLS.llamaCpp(131_072));
    const redirect: Told = (incoming, response) =>
      void response.writeHead(307, { location: `${elsewhere.origin}${incoming.url}` }).end();
    const { tokens, doubt } = await told(always(redirect), 'local-key');
    expect([tokens, doubt]).toEqual([null, expect.stringContaining('status 307')]);
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  test('is not there', async () => {
    const server = await startTellingServer({});
    await server.close();
    const signal = new AbortController().signal;
    const context = await toldContext({ baseUrl: `${server.origin}/v1`, modelId: 'x', apiKey: null, signal });
    expect(context).toMatchObject({ tokens: null, doubt: expect.stringContaining('ECONNREFUSED') });
  });
});
