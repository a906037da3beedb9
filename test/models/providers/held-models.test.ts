import { expect, it, onTestFinished } from 'vitest';
import { heldModels } from '../../../models/providers/held-models.ts';
import { providerOf } from '../../../models/providers/providers.ts';
import { startTellingServer, type Told, TELLS } from '../../support/telling-server.ts';

const ACCESS = { apiKey: null, auth: 'bearer', headers: {}, fields: {} } as const;

async function heldBy(
  told: Readonly<Record<string, Told>>,
  { kind = 'openai-compatible' as 'openai-compatible' | 'anthropic', access = {} } = {},
) {
  const server = await startTellingServer(told);
  onTestFinished(() => server.close());
  const baseUrl = kind === 'anthropic' ? server.origin : `${server.origin}/v1`;
  const provider = providerOf('own', { own: { kind, baseUrl } });
  const held = await heldModels(provider, { ...ACCESS, ...access }, new AbortController().signal);
  return { held, asked: server.asked };
}

const list = (...data: readonly object[]) => ({ 'GET /v1/models': { object: 'list', data } });
const model = (id: string, more: object = {}) => ({
  id,
  contextTokens: null,
  tools: null,
  billions: null,
  doubt: null,
  ...more,
});

it('takes what Ollama tells: sizes, tools and contexts, and leaves out what only embeds', async () => {
  const show: Told = (incoming, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    void incoming;
    response.end(
      JSON.stringify({
        capabilities: ['completion', 'tools'],
        parameters: 'num_ctx 65536',
        details: { parameter_size: '30.5B' },
        model_info: { 'qwen3.context_length': 262_144 },
      }),
    );
  };
  const { held } = await heldBy({ ...list({ id: 'qwen3-coder:30b' }), 'POST /api/show': show });
  expect(held).toEqual({
    ok: true,
    left: 0,
    models: [model('qwen3-coder:30b', { contextTokens: 65_536, tools: true, billions: 30.5 })],
  });
  const embedding = { capabilities: ['embedding'], model_info: {} };
  expect((await heldBy({ ...list({ id: 'nomic-embed-text' }), 'POST /api/show': embedding })).held).toMatchObject({
    models: [],
  });
});

it('takes what llama.cpp and vLLM tell', async () => {
  expect((await heldBy(TELLS.llamaCpp(16_384))).held).toMatchObject({
    models: [model('qwen3:8b', { contextTokens: 16_384 })],
  });
  expect((await heldBy(TELLS.vllm(131_072))).held).toMatchObject({
    models: [{ id: 'adapter' }, model('qwen3:8b', { contextTokens: 131_072 })],
  });
});

it.each([
  [
    { id: 'a/b', context_length: 200_000, supported_parameters: ['tools'] },
    { contextTokens: 200_000, tools: true },
  ],
  [
    { id: 'a/b', max_context_length: 1000, capabilities: { function_calling: false } },
    { contextTokens: 1000, tools: false },
  ],
  [{ id: 'a/b', max_input_tokens: 'many', capabilities: 7, supported_parameters: 'x' }, {}],
])('reads what %j says of itself', async (row, more) => {
  expect((await heldBy(list(row))).held).toMatchObject({ models: [expect.objectContaining({ id: 'a/b', ...more })] });
});

it('asks a Messages server in its own way, with its key in the header of the provider', async () => {
  const headers: unknown[] = [];
  const told: Told = ({ headers: given }, response) => {
    headers.push([given['x-api-key'], given['anthropic-version'], given.authorization]);
    response.writeHead(200).end(JSON.stringify({ data: [{ id: 'claude-x', max_input_tokens: 1_000_000 }] }));
  };
  const access = { apiKey: 'the-key', auth: 'x-api-key' as const };
  const { held, asked } = await heldBy({ 'GET /v1/models?limit=1000': told }, { kind: 'anthropic', access });
  expect(held).toMatchObject({ models: [model('claude-x', { contextTokens: 1_000_000 })] });
  expect(headers).toEqual([['the-key', '2023-06-01', undefined]]);
  expect(asked).toHaveLength(1);
});

it('is never made to follow, to wait, to hold much, or to write on a terminal', async () => {
  const redirect: Told = (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  expect((await heldBy({ 'GET /v1/models': redirect })).held).toEqual({ ok: false, why: 'status 302' });
  const huge: Told = (_, response) => void response.writeHead(200).end(`"${'x'.repeat(5 * 1024 * 1024)}"`);
  expect((await heldBy({ 'GET /v1/models': huge })).held).toEqual({ ok: false, why: 'more than 4096 kB' });
  expect((await heldBy({ 'GET /v1/models': {} })).held).toEqual({ ok: false, why: 'its answer is no list of models' });
  expect((await heldBy({})).held).toEqual({ ok: false, why: 'status 404' });
  const odd = await heldBy(
    list({ id: 'a b' }, { id: 'x'.repeat(300) }, { id: '\u001b[31mred' }, { name: 'y' }, { id: 'good' }),
  );
  expect(odd.held).toMatchObject({ models: [{ id: 'good' }], left: 4 });
});

it('asks about forty models at most, and shows five hundred', async () => {
  const rows = Array.from({ length: 600 }, (_, at) => ({ id: `m${at}`, max_model_len: 8192 }));
  const { held, asked } = await heldBy(list(...rows));
  expect(held).toMatchObject({ left: 100 });
  expect(held.ok && held.models.length).toBe(500);
  expect(asked.filter((line) => line.startsWith('POST /api/show'))).toHaveLength(40);
});
