import { describe, expect, it } from 'vitest';
import { readOperatorConfig, DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { chooseModels } from '../../../models/selection/choose-models.ts';
import type { ProviderSettings } from '../../../schemas/model.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { faults, json, type Reply } from '../../support/model-server/reply.ts';
import { fence } from '../fence.ts';
import { KEY, never, request } from './protocols.ts';

fence();

const HEADER_VALUE = 'tenant-secret-0815';
const keys = (name: string): string | undefined =>
  new Map([
    ['GATEWAY_KEY', KEY],
    ['TENANT', HEADER_VALUE],
  ]).get(name);

/** Asks the way a configured provider is asked. */
async function asked(
  kind: ProviderSettings['kind'],
  settings: Partial<ProviderSettings>,
  reply: Reply = json({ findings: [] }),
) {
  const server: ModelServer = await startModelServer({ respond: () => reply });
  try {
    const baseUrl = kind === 'anthropic' ? server.url : server.openAiUrl;
    const providers = { gateway: { kind, baseUrl, keyVariable: 'GATEWAY_KEY', ...settings } };
    const capabilities = { 'gateway/m': { contextTokens: 100_000 } };
    const models = { deep: null, standard: 'gateway/m', light: null };
    const choice = chooseModels({ ...DEFAULT_CONFIG, providers, capabilities, models }, keys);
    if (choice.kind !== 'models') throw new Error(choice.reason);
    const [model] = choice.tiers.standard.models;
    const outcome = await model.call(request(), { signal: never() }).catch((error: unknown) => error);
    return { outcome, served: server.requests[0], calls: server.calls, model };
  } finally {
    await server.close();
  }
}

const KINDS = ['anthropic', 'openai-compatible'] as const;

describe.each(KINDS)('a provider of the kind %s', (kind) => {
  it.each([
    ['bearer', { authorization: `Bearer ${KEY}` }],
    ['x-api-key', { 'x-api-key': KEY }],
    ['api-key', { 'api-key': KEY }],
  ] as const)('is sent its key as %s, and no other way', async (auth, header) => {
    const { served } = await asked(kind, { auth });
    const sent = Object.entries(served?.headers ?? {}).filter(([name]) =>
      /^(authorization|x-api-key|api-key)$/.test(name),
    );

    expect(Object.fromEntries(sent)).toEqual(header);
  });

  it('is sent further headers and fields, and our own fields stand', async () => {
    const { served, outcome } = await asked(kind, {
      headers: { 'X-Tenant': 'TENANT' },
      body: { num_ctx: 65_536, options: { num_ctx: 65_536 }, keep_alive: '1h' },
    });

    expect(outcome).toMatchObject({ stopReason: 'end' });
    expect(served?.headers['x-tenant']).toBe(HEADER_VALUE);
    expect(served?.body).toMatchObject({
      num_ctx: 65_536,
      options: { num_ctx: 65_536 },
      keep_alive: '1h',
      model: 'm',
      stream: true,
    });
  });

  it('is not followed elsewhere, so that nothing of it is sent there', async () => {
    const other = await startModelServer({ respond: () => json({}) });
    const moved: Reply = { kind: 'status', status: 307, headers: { location: `${other.url}/v1/messages` }, body: '' };
    const { outcome } = await asked(kind, { headers: { 'X-Tenant': 'TENANT' } }, moved);
    await other.close();

    expect(outcome).toMatchObject({ kind: 'bad-request', status: 307 });
    expect(other.calls).toBe(0);
  });

  it.each([
    ['an error', faults.badRequest(`bad tenant ${HEADER_VALUE}`)],
    [
      'an error in the stream',
      { kind: 'stream-error', errorType: 'api_error', message: `tenant ${HEADER_VALUE}` } as Reply,
    ],
    ['a page', { kind: 'raw', body: `<p>${HEADER_VALUE}</p>`, contentType: 'text/html' } as Reply],
  ])('has its headers blanked in %s', async (_name, reply) => {
    const { outcome } = await asked(kind, { headers: { 'X-Tenant': 'TENANT' } }, reply);

    expect(String(outcome)).toContain('[key]');
    expect(String(outcome)).not.toContain(HEADER_VALUE);
  });

  it('is waited for as long as its operator says', async () => {
    const { model } = await asked(kind, { timeouts: { call: 900, silence: 200 } });

    expect(model.timeouts).toEqual({ callMs: 900_000, silenceMs: 200_000 });
  });

  it('is spoken to as its operator says', async () => {
    const { served } = await asked(kind, { dialect: { systemRole: 'none', streamUsage: false } });

    expect(served?.system).toBe('');
    expect(served?.allText).toContain('You review code.');
    expect(served?.body).not.toHaveProperty('stream_options');
  });
});

describe('what an operator cannot say', () => {
  const provider = (line: string) => () =>
    readOperatorConfig(
      `providers: { x: { kind: openai-compatible, baseUrl: 'https://x.invalid/v1', ${line} } }`,
      'file',
    );

  it.each(['Host', 'authorization', 'Cookie', 'content-length', 'Transfer-Encoding', 'X-Api-Key', 'Bad Name', 'a:b'])(
    'a header %s',
    (name) => {
      expect(provider(`headers: { '${name}': TENANT }`)).toThrow(/headers/);
    },
  );

  it.each(['GITHUB_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'the value itself'])(
    'the value of a header: %s',
    (variable) => {
      expect(provider(`headers: { X-Tenant: '${variable}' }`)).toThrow(/headers/);
    },
  );

  it.each([
    'model: other',
    'messages: []',
    'system: x',
    'tools: []',
    'tool_choice: none',
    'response_format: { type: text }',
    'format: json',
    'stream: false',
    'stream_options: {}',
    'max_tokens: 1000000',
    'max_completion_tokens: 1000000',
    'n: 5',
    'options: { num_predict: 9 }',
    'deep: { deeper: { max_tokens: 1 } }',
  ])('a field of ours: %s', (line) => {
    expect(provider(`body: { ${line} }`)).toThrow(/cannot be replaced/);
  });

  it.each(['call: 0', 'call: 999999', 'progress: -1', 'silence: soon', 'first: 3'])('a patience of %s', (line) => {
    expect(provider(`timeouts: { ${line} }`)).toThrow(/timeouts/);
  });
});
