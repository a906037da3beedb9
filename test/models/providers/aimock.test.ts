import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fence } from '../fence.ts';
import { never, PROTOCOLS, request } from './protocols.ts';

fence();

/** A second server, written by others from the providers' documentation: what both agree on is not our own misreading. */
describe.each(PROTOCOLS)('$name against aimock', (protocol) => {
  let mock: LLMock;
  beforeEach(async () => {
    mock = new LLMock({ port: 0, host: '127.0.0.1' });
    await mock.start();
  });
  afterEach(() => mock.stop());
  const model = () => protocol.model({ url: mock.url, openAiUrl: `${mock.url}/v1` });

  it('streams a text', async () => {
    mock.onMessage('What is wrong here?', {
      content: '{"findings":["ä 🎉"]}',
      usage:
        protocol.name === 'anthropic'
          ? { input_tokens: 11, output_tokens: 7 }
          : { prompt_tokens: 11, completion_tokens: 7 },
    });
    let begun = 0;
    const response = await model().call(request(), { signal: never(), onFirstEvent: () => void (begun += 1) });

    expect(response).toMatchObject({ stopReason: 'end', parts: [{ kind: 'text', text: '{"findings":["ä 🎉"]}' }] });
    expect(begun).toBe(1);
    expect(response.usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
  });

  it('calls tools', async () => {
    mock.onMessage('What is wrong here?', {
      toolCalls: [{ id: 'c1', name: 'read_file', arguments: '{"path":"a.ts"}' }],
    });

    await expect(model().call(request(), { signal: never() })).resolves.toMatchObject({
      stopReason: 'tool-calls',
      parts: [{ kind: 'tool-call', callId: 'c1', name: 'read_file', input: { path: 'a.ts' } }],
    });
  });

  it('is told the result of a tool', async () => {
    mock.onToolResult('c1', { content: 'done' });
    const messages = [
      ...request().messages,
      { role: 'assistant', parts: [{ kind: 'tool-call', callId: 'c1', name: 'read_file', input: {} }] } as const,
      { role: 'user', parts: [{ kind: 'tool-result', callId: 'c1', text: 'contents', isError: false }] } as const,
    ];

    await expect(model().call(request({ messages }), { signal: never() })).resolves.toMatchObject({
      parts: [{ kind: 'text', text: 'done' }],
    });
  });

  it.each([
    [429, 'rate-limited'],
    [503, 'overloaded'],
    [500, 'server'],
    [401, 'auth'],
  ] as const)('%i is %s', async (status, kind) => {
    mock.nextRequestError(status, { message: 'no', type: 'some_error' });

    await expect(model().call(request(), { signal: never() })).rejects.toMatchObject({ kind, status });
  });
});
