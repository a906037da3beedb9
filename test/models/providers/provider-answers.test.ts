import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../../models/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { faults, json, text, toolCalls } from '../../support/model-server/reply.ts';
import { fence } from '../fence.ts';
import { KEY, never, PROTOCOLS, request } from './protocols.ts';

fence();

async function ask(protocol: (typeof PROTOCOLS)[number], reply: Reply, asked: ModelRequest = request()) {
  const server = await startModelServer({ script: [reply] });
  try {
    const response = await protocol.model(server).call(asked, { signal: never() });
    const [served] = server.requests;
    if (served === undefined) throw new Error('Nothing was asked.');
    return { response, served };
  } finally {
    await server.close();
  }
}

describe.each(PROTOCOLS)('$name: an answer', (protocol) => {
  it('puts a streamed text together, whole characters and all', async () => {
    const words = 'Zeile 1 – “ok” 🎉\n{"findings":["ß"]}';
    const { response } = await ask(protocol, text(words, { chunk: 1, usage: { input: 12, output: 34 } }));

    expect(response).toEqual({
      parts: [{ kind: 'text', text: words }],
      stopReason: 'end',
      usage: { inputTokens: 12, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 34 },
      model: 'test-model',
      requestId: 'req_1',
    });
  });

  it('reads several tool calls', async () => {
    const calls = [
      { name: 'read_file', input: { path: 'a "quoted" name.ts' }, id: 'one' },
      { name: 'read_file', input: {}, id: 'two' },
    ];
    const { response } = await ask(protocol, toolCalls(calls, { chunk: 2 }));

    expect(response.stopReason).toBe('tool-calls');
    expect(response.parts).toEqual(
      calls.map(({ name, input, id }) => ({ kind: 'tool-call', callId: id, name, input })),
    );
  });

  it('hands over arguments that are no JSON as they came', async () => {
    const { response } = await ask(protocol, {
      kind: 'answer',
      parts: [{ kind: 'raw-tool-call', id: 'one', name: 'read_file', arguments: '{"path": "a.ts' }],
    });

    expect(response.parts).toEqual([{ kind: 'tool-call', callId: 'one', name: 'read_file', input: '{"path": "a.ts' }]);
  });

  it.each([
    ['the end', json({ findings: [] }), 'end'],
    ['too long an answer', faults.maxTokens(), 'max-tokens'],
    ['a refusal', faults.refusal(), 'refusal'],
    ['an empty answer', faults.empty(), 'end'],
    ['invalid JSON', faults.invalidJson(), 'end'],
  ] as const)('tells %s', async (_name, reply, stopReason) => {
    const { response } = await ask(protocol, reply);

    expect(response.stopReason).toBe(stopReason);
    expect(response.parts).toHaveLength(reply.kind === 'answer' ? reply.parts.length : 0);
  });

  it('takes a stop reason that nobody knows for no answer', async () => {
    await expect(ask(protocol, text('{}', { stopWord: 'guardrail_triggered' }))).rejects.toMatchObject({
      kind: 'bad-answer',
    });
  });

  it('does not take missing usage for none', async () => {
    const { response } = await ask(protocol, text('x', { usage: { input: null, output: null } }));

    expect(response.usage).toMatchObject({ inputTokens: null, outputTokens: null });
  });

  it('counts what came from the cache apart', async () => {
    const { response } = await ask(
      protocol,
      text('x', { usage: { input: 10, cacheRead: 90, cacheWrite: 0, output: 1 } }),
    );

    expect(response.usage).toEqual({ inputTokens: 10, cacheReadTokens: 90, cacheWriteTokens: 0, outputTokens: 1 });
  });

  it('tells the first event once, and every sign of life', async () => {
    const server = await startModelServer({
      script: [text('some words that come in pieces', { chunk: 5, dripMs: 5 })],
    });
    const seen: string[] = [];
    await protocol.model(server).call(request(), {
      signal: never(),
      onFirstEvent: () => void seen.push('first'),
      onActivity: () => void seen.push('activity'),
    });
    await server.close();

    expect(seen.filter((word) => word === 'first')).toHaveLength(1);
    expect(seen.filter((word) => word === 'activity').length).toBeGreaterThan(2);
    expect(seen[0]).toBe('activity');
  });

  it('takes a failed answer neither for a first event nor for a sign of life', async () => {
    const server = await startModelServer({ script: [faults.overloaded()] });
    const seen: string[] = [];
    const call = protocol.model(server).call(request(), {
      signal: never(),
      onFirstEvent: () => void seen.push('first'),
      onActivity: () => void seen.push('activity'),
    });

    await expect(call).rejects.toMatchObject({ kind: 'overloaded' });
    expect(seen).toEqual([]);
    await server.close();
  });

  it('says where it asks', async () => {
    const server = await startModelServer({ script: [] });
    const model = protocol.model(server);
    await server.close();

    expect(model).toMatchObject({ host: new URL(server.url).host, local: true });
  });

  it('asks with the key in its header and nowhere else', async () => {
    const { served } = await ask(protocol, text('x'));

    const { authorization, 'x-api-key': apiKey, ...others } = served.headers;
    expect([authorization, apiKey].filter((value) => value?.endsWith(KEY) === true)).toHaveLength(1);
    expect(JSON.stringify([others, served.raw, served.path])).not.toContain(KEY);
  });

  it('hands the conversation on in both directions', async () => {
    const { served } = await ask(
      protocol,
      text('x'),
      request({
        messages: [
          { role: 'user', parts: [{ kind: 'text', text: 'first' }] },
          {
            role: 'assistant',
            parts: [
              { kind: 'text', text: 'I look.' },
              { kind: 'tool-call', callId: 'c1', name: 'read_file', input: { path: 'a.ts' } },
            ],
          },
          {
            role: 'user',
            parts: [
              { kind: 'tool-result', callId: 'c1', text: 'no such file', isError: true },
              { kind: 'text', text: 'go on' },
            ],
          },
        ],
      }),
    );

    expect(served.system).toBe('You review code.');
    expect(served.toolNames).toEqual(['read_file']);
    expect(served.turns.flatMap((turn) => turn.texts)).toEqual(['first', 'I look.', 'go on']);
    expect(served.turns.flatMap((turn) => turn.toolCalls)).toEqual([
      { id: 'c1', name: 'read_file', input: { path: 'a.ts' } },
    ]);
    const [result] = served.turns.flatMap((turn) => turn.toolResults);
    expect(result).toMatchObject({ id: 'c1', text: expect.stringContaining('no such file') });
  });
});
