import { describe, expect, it } from 'vitest';
import { createAnthropicModel } from '../../../models/providers/anthropic.ts';
import type { ModelMessage, ModelRequest } from '../../../models/model.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { ModelServer } from '../../support/model-server.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { faults, json, text } from '../../support/model-server/reply.ts';
import { isJson, list } from '../../support/model-server/served-request.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { fence } from '../fence.ts';
import { access, capability, KEY, never, request } from './protocols.ts';

fence();

async function served(
  asked: ModelRequest,
  changes: Partial<ModelCapability> = {},
  reply: Reply = json({ findings: [] }),
) {
  const server = await startModelServer({ script: [reply] });
  const response = await modelOf(server, changes).call(asked, { signal: never() });
  await server.close();
  const [one] = server.requests;
  if (one === undefined) throw new Error('Nothing was asked.');
  return { ...one, response };
}

const modelOf = (server: ModelServer, changes: Partial<ModelCapability> = {}) =>
  createAnthropicModel({
    capability: capability(changes),
    access: access({ apiKey: KEY, auth: 'x-api-key' }),
    baseUrl: server.url,
  });

const user = (words: string, cache = false): ModelMessage => ({
  role: 'user',
  parts: [cache ? { kind: 'text', text: words, cache: true } : { kind: 'text', text: words }],
});

/** The text of every block with a mark, in order. */
function marked({ body }: Pick<ServedRequest, 'body'>): unknown[] {
  const blocks = [
    ...list(body['tools']),
    ...list(body['system']),
    ...list(body['messages']).flatMap((message) => list(message['content'])),
  ];
  return blocks
    .filter((block) => isJson(block['cache_control']))
    .map((block) => block['text'] ?? block['content'] ?? block['name']);
}

describe('cache marks', () => {
  it('end the system text and follow the parts that ask', async () => {
    const asked = request({ messages: [user('change set', true), user('brief')] });

    expect(marked(await served(asked))).toEqual(['You review code.', 'change set']);
  });

  it('end the tools when there is no system text', async () => {
    expect(marked(await served(request({ system: '' })))).toEqual(['read_file']);
  });

  it('are never more than four: the first one that asks and the latest stay', async () => {
    const asked = request({ messages: ['a', 'b', 'c', 'd', 'e'].map((words) => user(words, true)) });

    expect(marked(await served(asked))).toEqual(['You review code.', 'a', 'd', 'e']);
  });

  it('end the conversation once there are tool results, so that the next round reads it', async () => {
    const messages: ModelMessage[] = [
      user('change set', true),
      { role: 'assistant', parts: [{ kind: 'tool-call', callId: 'c1', name: 'read_file', input: {} }] },
      { role: 'user', parts: [{ kind: 'tool-result', callId: 'c1', text: 'contents', isError: false }] },
    ];

    expect(marked(await served(request({ messages })))).toEqual(['You review code.', 'change set', 'contents']);
  });

  it('are left out for a model that cannot cache', async () => {
    expect(marked(await served(request({ messages: [user('x', true)] }), { minimumCacheTokens: null }))).toEqual([]);
  });

  it('let a second reviewer read what the first one wrote', async () => {
    const server = await startModelServer({ script: [json({}), json({})], cache: { minimumTokens: 512 } });
    const changeSet = 'line of the change\n'.repeat(400);
    const usages = [];
    for (const brief of ['You look for holes.', 'You look for slowness.']) {
      const messages = [user(changeSet, true), user(brief)];
      usages.push((await modelOf(server).call(request({ messages }), { signal: never() })).usage);
    }
    await server.close();

    const [first, second] = usages;
    expect(first?.cacheReadTokens).toBe(0);
    expect(first?.cacheWriteTokens).toBeGreaterThan(1_900);
    expect(second).toMatchObject({ cacheReadTokens: first?.cacheWriteTokens, cacheWriteTokens: 0 });
  });
});

describe('the answer schema', () => {
  it('is enforced by the provider where it can', async () => {
    const { body, system } = await served(request());

    expect(body['output_config']).toEqual({
      format: { type: 'json_schema', schema: request().output.jsonSchema },
    });
    expect(system).toBe('You review code.');
  });

  it('is asked for in words where it cannot, and dug out of the answer', async () => {
    const wrapped = text('Here it is:\n```json\n{"findings":["x"]}\n```');
    const { body, system, response } = await served(request(), { schemas: 'none' }, wrapped);

    expect(body['output_config']).toBeUndefined();
    expect(system).toContain('"findings"');
    expect(response.parts).toEqual([{ kind: 'text', text: '{"findings":["x"]}' }]);
  });
});

describe('what the SDK would add', () => {
  it('sends neither sampling parameters nor a forced tool, which the newest models refuse', async () => {
    const { body } = await served(request());

    expect(Object.keys(body).toSorted()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'output_config',
      'stream',
      'system',
      'tools',
    ]);
  });

  it('never asks for more output than the model has', async () => {
    expect((await served(request({ maxOutputTokens: 50_000 }))).body['max_tokens']).toBe(32_000);
  });

  it('leaves out empty texts and messages, which the API refuses', async () => {
    const messages: ModelMessage[] = [
      user(''),
      { role: 'assistant', parts: [{ kind: 'text', text: '\n' }] },
      user('go'),
    ];

    expect((await served(request({ messages }))).body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'go' }] },
    ]);
  });
});

describe('parts that only the model can read', () => {
  const thinking: Reply = {
    kind: 'answer',
    parts: [
      { kind: 'thinking', thinking: 'hm', signature: 'c2lnbmF0dXJl' },
      { kind: 'block', block: { type: 'redacted_thinking', data: 'ZGF0YQ==' } },
      { kind: 'tool-call', id: 'c1', name: 'read_file', input: { path: 'a' } },
    ],
  };

  async function conversation(second: Partial<ModelCapability>) {
    const server = await startModelServer({ script: [thinking, json({})] });
    const first = await modelOf(server).call(request(), { signal: never() });
    const messages: ModelMessage[] = [
      ...request().messages,
      { role: 'assistant', parts: first.parts },
      { role: 'user', parts: [{ kind: 'tool-result', callId: 'c1', text: 'ok', isError: false }] },
    ];
    // A journal keeps them as JSON.
    const restored: ModelRequest = JSON.parse(JSON.stringify(request({ messages })));
    await modelOf(server, second).call(restored, { signal: never() });
    await server.close();
    return list(server.requests[1]?.body['messages'])[1]?.['content'];
  }

  it('go back unchanged and in their place', async () => {
    expect(await conversation({})).toEqual([
      { type: 'thinking', thinking: 'hm', signature: 'c2lnbmF0dXJl' },
      { type: 'redacted_thinking', data: 'ZGF0YQ==' },
      { type: 'tool_use', id: 'c1', name: 'read_file', input: { path: 'a' } },
    ]);
  });

  it('are left out when another model answers, because it would refuse them', async () => {
    expect(await conversation({ id: 'other-model' })).toEqual([
      { type: 'tool_use', id: 'c1', name: 'read_file', input: { path: 'a' } },
    ]);
  });

  it('make a paused turn go on', async () => {
    const block = { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} };
    const paused: Reply = {
      kind: 'answer',
      parts: [
        { kind: 'text', text: 'wait' },
        { kind: 'block', block },
      ],
      stop: 'pause',
    };
    const { response } = await served(request(), {}, paused);
    const messages: ModelMessage[] = [...request().messages, { role: 'assistant', parts: response.parts }];

    expect(response.stopReason).toBe('pause');
    expect(list((await served(request({ messages }))).body['messages'])[1]?.['content']).toEqual([
      { type: 'text', text: 'wait' },
      block,
    ]);
  });
});

it('tells that the context was exceeded while answering', async () => {
  expect((await served(request(), {}, faults.contextExceeded())).response.stopReason).toBe('context-exceeded');
});
