import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../../../models/model-caller.ts';
import { ModelError } from '../../../../models/model.ts';
import { startModelServer } from '../../../support/model-server.ts';
import { callerOf, options } from '../../calling/caller-for-test.ts';
import { fence } from '../../fence.ts';
import { CALL_LIMITS } from '../../../../models/calling/limits.ts';
import type { JournaledAttempt } from '../../../support/memory-journal.ts';
import type { Reply } from '../../../support/model-server/reply.ts';
import { capability, PROTOCOLS, request } from '../protocols.ts';
import { type Behaviour, type Expected, FAILURES } from './behaviour.ts';
import { CHAT } from './chat-completions.ts';
import { MESSAGES } from './messages.ts';

fence();

const TABLES: Readonly<Record<'anthropic' | 'openai', readonly Behaviour[]>> = {
  anthropic: [...FAILURES, ...MESSAGES],
  openai: [...FAILURES, ...CHAT],
};

describe.each(PROTOCOLS)('$name: a server that is nearly right', ({ name, model }) => {
  it.concurrent.each(TABLES[name])('%s', async (_name, reply, expected) => {
    const began = performance.now();
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
    expect(told(outcome)).toMatchObject(wanted(expected));
    // Each has its bill: by what was counted, nothing for what was refused by a status, else what was put aside.
    expect(journal.attempts.map(billOf)).toEqual(journal.attempts.map((attempt) => rightBill(attempt, reply)));
    // And its time: what ends by itself is never waited out.
    expect(performance.now() - began).toBeLessThan(CALL_LIMITS.inactivityMs);
  });
});

const billOf = ({ end }: JournaledAttempt): number | null | undefined => end?.costMicroUsd;

function rightBill({ end }: JournaledAttempt, reply: Reply): number | null {
  const usage = end?.state === 'ok' ? end.response.usage : end?.usage;
  if (reply.kind === 'status') return 0;
  const { inputTokens = null, outputTokens = null, cacheReadTokens = 0 } = usage ?? {};
  const { price } = capability();
  if (inputTokens === null || (outputTokens === null && end?.state === 'ok')) return null;
  const output = outputTokens ?? request().maxOutputTokens;
  return Math.ceil(inputTokens * price.input + cacheReadTokens * price.cacheRead + output * price.output);
}

/** What came of a call, in the form of what is expected. */
function told(outcome: unknown): object {
  if (outcome instanceof ModelError) return { kind: outcome.kind, message: outcome.message };
  if (outcome instanceof Error) throw outcome;
  const { parts, stopReason, usage } = (outcome as CallResult).response;
  const calls = parts.flatMap((part) => (part.kind === 'tool-call' ? [part] : []));
  return {
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    calls: calls.map((call) => [call.name, call.input]),
    // A result is told to its call by the id.
    ids: new Set(calls.map(({ callId }) => callId)).size,
    stop: stopReason,
    usage: [usage.inputTokens, usage.outputTokens],
  };
}

function wanted(expected: Expected): object {
  const message: unknown = expect.stringContaining('words' in expected ? expected.words : '');
  if ('kind' in expected) return { kind: expected.kind, message };
  const { text = '', calls = [], stop = calls.length > 0 ? 'tool-calls' : 'end', usage } = expected;
  return { text, calls, stop, ids: calls.length, ...(usage === undefined ? {} : { usage }) };
}

it('knows at least 82 such behaviours', () => {
  expect(FAILURES.length + CHAT.length + MESSAGES.length).toBeGreaterThanOrEqual(82);
});
