import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../../models/model.ts';
import { startModelServer } from '../../../support/model-server.ts';
import { callerOf, options } from '../../calling/caller-for-test.ts';
import { fence } from '../../fence.ts';
import { PROTOCOLS, request } from '../protocols.ts';
import { type Behaviour, FAILURES } from './behaviour.ts';
import { CHAT } from './chat-completions.ts';
import { MESSAGES } from './messages.ts';

fence();

const TABLES: Readonly<Record<'anthropic' | 'openai', readonly Behaviour[]>> = {
  anthropic: [...FAILURES, ...MESSAGES],
  openai: [...FAILURES, ...CHAT],
};

describe.each(PROTOCOLS)('$name: a server that is nearly right', ({ name, model }) => {
  it.concurrent.each(TABLES[name])('%s', async (_name, reply, expected) => {
    const server = await startModelServer({ respond: () => reply });
    const { caller, journal } = callerOf([model(server, { schemas: 'none' })], {
      limits: { firstDelayMs: 1, longestDelayMs: 1 },
    });
    const outcome = await caller.call(request(), options()).catch((thrown: unknown) => thrown);
    await server.close();

    expect(server.calls).toBe(expected.attempts ?? 1);
    // Nothing is silent: each attempt stands in the journal with its end.
    expect(journal.attempts.map(({ end }) => end?.state)).toEqual(
      Array.from({ length: server.calls }, () => ('kind' in expected ? 'failed' : 'ok')),
    );
    if ('kind' in expected) {
      expect(outcome).toBeInstanceOf(ModelError);
      expect(outcome).toMatchObject({ kind: expected.kind, message: expect.stringContaining(expected.words ?? '') });
      return;
    }
    if (outcome instanceof Error) throw outcome;
    const { response } = outcome as Awaited<ReturnType<typeof caller.call>>;
    const texts = response.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    const calls = response.parts.flatMap((part) => (part.kind === 'tool-call' ? [part] : []));
    expect(texts.join('')).toBe(expected.text ?? '');
    expect(calls.map((call) => [call.name, call.input])).toEqual(expected.calls ?? []);
    expect(new Set(calls.map(({ callId }) => callId)).size).toBe(calls.length);
    expect(response.stopReason).toBe(expected.stop ?? (calls.length > 0 ? 'tool-calls' : 'end'));
    if (expected.usage !== undefined) {
      expect([response.usage.inputTokens, response.usage.outputTokens]).toEqual(expected.usage);
    }
  });
});

it('knows at least sixty such behaviours', () => {
  expect(FAILURES.length + CHAT.length + MESSAGES.length).toBeGreaterThanOrEqual(60);
});
