import { afterEach, describe, expect, it } from 'vitest';
import type { ModelCapability } from '../../../schemas/model.ts';
import { createModelHealth } from '../../../models/calling/health.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { json, type Reply } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { fence } from '../fence.ts';
import { PROTOCOLS } from '../providers/protocols.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { asked, has, REFUSALS } from './refusals.ts';

fence();

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const refuses = (message: string, status = 400): Reply => ({ kind: 'status', status, body: { error: { message } } });
const ANSWER = json({ findings: [] });
const [, OPENAI] = PROTOCOLS;
type Protocol = (typeof PROTOCOLS)[number];

async function caller(
  protocol: Protocol | undefined,
  respond: (served: ServedRequest) => Reply,
  more: { capability?: Partial<ModelCapability>; journal?: MemoryJournal; name?: string } = {},
) {
  if (protocol === undefined) throw new Error('There is no such protocol.');
  const server = await startModelServer({ respond });
  servers.push(server);
  const made = callerOf([protocol.model(server, more.capability)], {
    health: createModelHealth(),
    limits: { firstDelayMs: 1, longestDelayMs: 1 },
    newCallId: () => `${more.name ?? 'call'}-${(calls += 1)}`,
    ...(more.journal === undefined ? {} : { journal: more.journal }),
  });
  return { ...made, server };
}
let calls = 0;

describe('a refusal that the table knows', () => {
  it.each(REFUSALS)(
    '%s: is met once, and not again in this run',
    async (_name, protocol, question, words, isRefused, code) => {
      const {
        caller: ask,
        server,
        journal,
      } = await caller(protocol, (served) => (isRefused(served) ? refuses(words, code) : ANSWER));
      const result = await ask.call(question, options());
      const refusals = server.calls - 1;
      await ask.call({ ...question, system: 'Another.' }, options());

      expect(result.response.stopReason).toBe('end');
      expect(refusals).toBe(1);
      expect(server.calls).toBe(3);
      const [first, second] = journal.attempts;
      expect(first?.end).toMatchObject({
        state: 'failed',
        costMicroUsd: 0,
        error: expect.stringMatching(/from now on asked differently: \w/),
      });
      expect(second?.start.requestDigest).not.toBe(first?.start.requestDigest);
      expect(server.requests.map(({ model, path }) => `${model} ${path}`)).toEqual(
        server.requests.map(() => `test-model ${server.requests[0]?.path}`),
      );
      expect(server.requests.every(({ toolNames }) => toolNames.length === question.tools.length)).toBe(true);
    },
  );

  it('is learned one step each, as many as there are', async () => {
    const { caller: ask, server } = await caller(OPENAI, (served) => {
      if (has(served, 'max_tokens')) return refuses("'max_tokens' is not supported, use 'max_completion_tokens'");
      if (has(served, 'stream_options')) return refuses('unknown field stream_options');
      return served.raw.includes('json_schema') ? refuses('json_schema is not supported: json_object only') : ANSWER;
    });
    await ask.call(asked, options());

    expect(server.calls).toBe(4);
    expect(server.requests[3]?.body).toMatchObject({
      max_completion_tokens: 1_000,
      response_format: { type: 'json_object' },
    });
  });

  it('ends where a server refuses everything', async () => {
    const { caller: ask, server } = await caller(OPENAI, () =>
      refuses(
        'max_tokens, max_completion_tokens, stream_options, response_format and reasoning_content are unsupported, roles must alternate',
      ),
    );
    const error = await failureOf(ask.call(asked, options()));

    expect(error).toMatchObject({ kind: 'bad-request', status: 400 });
    // Once more than there are steps for what it names, and never a step twice.
    expect(server.calls).toBeLessThanOrEqual(8);
  });

  it('is found again after a crash: the answer in the new dialect is not paid for twice', async () => {
    const journal = new MemoryJournal();
    const respond = (served: ServedRequest): Reply =>
      has(served, 'max_tokens') ? refuses("'max_tokens' is not supported, use 'max_completion_tokens'") : ANSWER;
    const first = await caller(OPENAI, respond, { journal, name: 'first' });
    await first.caller.call(asked, options());
    const second = await caller(OPENAI, respond, { journal, name: 'second' });
    const again = await second.caller.call(asked, options());

    expect(again.reused).toBe(true);
    expect(second.server.requests.map((served) => has(served, 'max_tokens'))).toEqual([true]);
  });

  it('is not taken for one where the operator has spoken', async () => {
    const { caller: ask, server } = await caller(
      OPENAI,
      () => refuses("'max_tokens' is not supported, use 'max_completion_tokens'"),
      { capability: { dialect: { outputLimit: 'max_tokens' } } },
    );
    expect(await failureOf(ask.call(asked, options()))).toMatchObject({ kind: 'bad-request' });
    expect(server.calls).toBe(1);
  });
});

describe('what is never learned', () => {
  it.each([
    ['another address', 'Use https://elsewhere.example/v1 instead of this endpoint'],
    ['another model', 'model test-model is not supported, use better-model instead'],
    ['no tools', 'test-model does not support tools'],
    ['no system role', 'System role not supported'],
    ['another status', "'max_tokens' is not supported, use 'max_completion_tokens'", 500],
    ['a refused key', "'max_tokens' is not supported, use 'max_completion_tokens'", 401],
    ['a missing address', "'max_tokens' is not supported, use 'max_completion_tokens'", 404],
  ])('%s', async (_name, words, code = 400) => {
    const { caller: ask, server } = await caller(OPENAI, () => refuses(words, code));
    await failureOf(ask.call(asked, options()));

    expect(new Set(server.requests.map(({ raw, path }) => `${path} ${raw}`)).size).toBe(1);
  });

  it.each([
    ['no tools', 'test-model does not support tools', 'tools: false'],
    [
      'no tool parser',
      '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      'tools: false',
    ],
    ['no system role', 'System role not supported', 'dialect.systemRole: none'],
    ['no system message', 'This template has no system message', 'dialect.systemRole: none'],
  ])('%s: the operator is told what to say', async (_name, words, advice) => {
    const { caller: ask, server } = await caller(OPENAI, () => refuses(words));

    expect((await failureOf(ask.call(asked, options()))).message).toContain(advice);
    expect(server.calls).toBe(1);
  });
});
