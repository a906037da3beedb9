import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createAnthropicModel } from '../../../models/providers/anthropic.ts';
import { capability, request } from '../scripted-model.ts';

/** What the provider's endpoint for counting answers, and what it was asked. */
async function counted(answer: { readonly status?: number; readonly body: string }) {
  const asked: { readonly path: string; readonly key: string | undefined; readonly body: Record<string, unknown> }[] =
    [];
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    const key = incoming.headers['x-api-key'];
    asked.push({ path: incoming.url ?? '', key: String(key), body: JSON.parse(body) });
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(answer.body);
  };
  const server = createServer((incoming, response) => void handle(incoming, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const access = { apiKey: 'key', auth: 'x-api-key', headers: {}, fields: {} } as const;
    const known = { ...capability('claude-x'), provider: 'anthropic', minimumCacheTokens: 512 } as const;
    const model = createAnthropicModel({ capability: known, access, baseUrl: `http://127.0.0.1:${port}/gateway/` });
    const tokens = await model.countTokens?.(request('How many?'), new AbortController().signal);
    return { tokens, asked };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('what would be sent is counted by the endpoint for it, with the key, and is not answered', async () => {
  const { tokens, asked } = await counted({ body: '{"input_tokens": 2095}' });
  expect(tokens).toBe(2_095);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ path: '/gateway/v1/messages/count_tokens', key: 'key' });
  expect(Object.keys(asked[0]?.body ?? {}).toSorted()).toEqual(['messages', 'model', 'system', 'tools']);
  expect(JSON.stringify(asked[0]?.body)).toContain('How many?');
});

test.each([
  ['a gateway without it', { status: 404, body: 'no such route' }],
  ['no number', { body: '{"input_tokens": "many"}' }],
  ['a number that cannot be', { body: '{"input_tokens": -4}' }],
  ['no JSON', { body: '<html>' }],
])('%s: nobody knows', async (_, answer) => {
  expect((await counted(answer)).tokens).toBeNull();
});

test('a cloud is not asked to count', () => {
  const access = { apiKey: null, auth: 'bearer', headers: {}, fields: {} } as const;
  const cloud = { kind: 'google', region: 'global', project: 'p' } as never;
  const known = { ...capability('claude-x'), provider: 'anthropic' } as const;
  expect(createAnthropicModel({ capability: known, access, cloud }).countTokens).toBeUndefined();
});
