import { describe, expect, it } from 'vitest';
import type { ModelMessage, ModelRequest } from '../../../models/model.ts';
import { createOpenAiCompatibleModel } from '../../../models/providers/openai-compatible.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { json, text } from '../../support/model-server/reply.ts';
import { fence } from '../fence.ts';
import { access, capability, never, request } from './protocols.ts';

fence();

async function served(
  asked: ModelRequest,
  changes: Partial<ModelCapability> = {},
  reply: Reply = json({ findings: [] }),
) {
  const server = await startModelServer({ script: [reply] });
  const model = createOpenAiCompatibleModel({
    capability: capability({ provider: 'openai-compatible', ...changes }),
    access: access(),
    baseUrl: server.openAiUrl,
  });
  const response = await model.call(asked, { signal: never() });
  await server.close();
  const [one] = server.requests;
  if (one === undefined) throw new Error('Nothing was asked.');
  return { ...one, response };
}

const NOTE = { type: 'object', properties: { note: { type: 'string' } } };
const LAX: readonly Readonly<Record<string, unknown>>[] = [
  { ...NOTE, additionalProperties: false },
  { ...NOTE, required: ['note'] },
  {
    type: 'object',
    properties: { notes: { type: 'array', items: NOTE } },
    required: ['notes'],
    additionalProperties: false,
  },
];

describe('the answer schema', () => {
  it('is enforced by a server that can', async () => {
    const strict = await served(request());

    expect(strict.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'findings', schema: request().output.jsonSchema, strict: true },
    });
    expect(strict.system).toBe('You review code.');
  });

  it.each(LAX)('is sent as a lax one where strict mode would refuse it: %j', async (jsonSchema) => {
    const { body } = await served(request({ output: { name: 'notes', jsonSchema } }));

    expect(body['response_format']).toMatchObject({ json_schema: { schema: jsonSchema, strict: false } });
  });

  it('stands in words beside the promise of JSON', async () => {
    const { body, system } = await served(request(), { schemas: 'json' });

    expect(body['response_format']).toEqual({ type: 'json_object' });
    expect(system).toContain('"findings"');
  });

  it.each([
    ['alone', '{"findings":["a"]}'],
    ['behind thoughts', '<think>{"findings": nonsense}</think>\n{"findings":["a"]}'],
    ['in a fence', 'Sure!\n```json\n{"findings":["a"]}\n```\n'],
    ['in prose', 'The answer is {"findings":["a"]}. Anything else?'],
    ['behind braces in prose', 'In `{x}` I found:\n{"findings":["a"]}'],
  ])('stands in words, and the answer is dug out: %s', async (_name, words) => {
    const { body, response } = await served(request(), { schemas: 'none' }, text(words));

    expect(body['response_format']).toBeUndefined();
    expect(response.parts).toEqual([{ kind: 'text', text: '{"findings":["a"]}' }]);
  });

  it('leaves an answer without JSON as it is', async () => {
    const { response } = await served(request(), { schemas: 'none' }, text('I found {nothing}.'));

    expect(response.parts).toEqual([{ kind: 'text', text: 'I found {nothing}.' }]);
  });
});

describe('a server without tools', () => {
  const messages: ModelMessage[] = [
    { role: 'user', parts: [{ kind: 'text', text: 'Look.' }] },
    { role: 'assistant', parts: [{ kind: 'tool-call', callId: 'c1', name: 'read_file', input: { path: 'a' } }] },
    { role: 'user', parts: [{ kind: 'tool-result', callId: 'c1', text: 'gone', isError: true }] },
  ];

  it('is offered none, told so, and shown earlier calls as text', async () => {
    const { body, system, turns } = await served(request({ messages }), { tools: false });

    expect(body['tools']).toBeUndefined();
    expect(system).toContain('You have no tools');
    expect(turns.flatMap((turn) => turn.texts)).toEqual([
      'Look.',
      'Called read_file as c1 with {"path":"a"}',
      'Result of c1:\nError: gone',
    ]);
  });
});

describe('the streams of servers that do things their own way', () => {
  const frames = (...chunks: object[]): Reply => ({
    kind: 'raw',
    body: `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`,
  });
  const delta = (fields: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta: fields, finish_reason }],
  });
  const call = (fields: object) => delta({ tool_calls: [fields] });

  it('keeps calls apart that all have the number 0', async () => {
    const { response } = await served(
      request(),
      {},
      frames(
        call({ index: 0, id: 'a', function: { name: 'read_file', arguments: '{"path":"1"}' } }),
        call({ index: 0, id: 'b', function: { name: 'read_file', arguments: '{"path":"2"}' } }),
        delta({}, 'tool_calls'),
      ),
    );

    expect(response.parts.map((part) => part.kind === 'tool-call' && [part.callId, part.input])).toEqual([
      ['a', { path: '1' }],
      ['b', { path: '2' }],
    ]);
  });

  it('takes `stop` beside a tool call for a tool call, and gives a nameless call an id', async () => {
    const { response } = await served(
      request(),
      {},
      frames(call({ function: { name: 'read_file', arguments: '{}' } }), delta({}, 'stop')),
    );

    expect(response).toMatchObject({
      stopReason: 'tool-calls',
      parts: [{ callId: 'call_1', name: 'read_file', input: {} }],
    });
  });

  it('reads a refusal beside the text', async () => {
    const { response } = await served(request(), {}, frames(delta({ refusal: 'No.' }), delta({}, 'stop')));

    expect(response).toMatchObject({ stopReason: 'refusal', parts: [{ kind: 'text', text: 'No.' }] });
  });

  it('hands thoughts back under the name that they came with', async () => {
    const thinking = frames(
      delta({ reasoning_content: 'let me ' }),
      delta({ reasoning_content: 'see' }),
      call({ index: 0, id: 'a', function: { name: 'read_file', arguments: '{}' } }),
      delta({}, 'tool_calls'),
    );
    const { response } = await served(request(), {}, thinking);
    const { body } = await served(
      request({ messages: [...request().messages, { role: 'assistant', parts: response.parts }] }),
    );

    expect(body['messages']).toContainEqual({
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'read_file', arguments: '{}' } }],
      reasoning_content: 'let me see',
    });
  });

  it('refuses a piece that is not the protocol', async () => {
    const strange = frames({ choices: 'none' });

    await expect(served(request(), {}, strange)).rejects.toMatchObject({ kind: 'bad-answer' });
  });
});
