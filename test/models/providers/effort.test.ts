import { expect, it } from 'vitest';
import { createOpenAiCompatibleModel } from '../../../models/providers/openai-compatible.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import { type Reply, text } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { callerOf, options } from '../calling/caller-for-test.ts';
import { fence } from '../fence.ts';
import { access, capability, PROTOCOLS, request } from './protocols.ts';

fence();

const saidIn = ({ body }: ServedRequest): unknown => {
  const config = body['output_config'];
  return typeof config === 'object' && config !== null && 'effort' in config ? config.effort : body['reasoning_effort'];
};

async function efforts(
  protocol: (typeof PROTOCOLS)[number],
  more: Partial<ModelCapability>,
  refusal: string | null = null,
) {
  const refuses: Reply = { kind: 'status', status: 400, message: refusal ?? '' };
  const server = await startModelServer({
    respond: (served) => (refusal !== null && saidIn(served) !== undefined ? refuses : text('{"findings":[]}')),
  });
  const { caller, journal } = callerOf([protocol.model(server, more)], { effort: 'high' });
  await caller.call(request(), options());
  await server.close();
  return { said: server.requests.map(saidIn), asked: journal.attempts.map(({ start }) => start.request.effort) };
}

it.each(PROTOCOLS)('how much to think is said where it is offered ($name)', async (protocol) => {
  expect(await efforts(protocol, { efforts: ['low', 'high'] })).toEqual({ said: ['high'], asked: ['high'] });
  expect(await efforts(protocol, { efforts: ['low'] })).toEqual({ said: [undefined], asked: [undefined] });
  expect((await efforts(protocol, {})).said).toEqual([undefined]);
  expect((await efforts(protocol, { efforts: ['high'], schemas: 'none' })).said).toEqual(['high']);
  expect((await efforts(protocol, { efforts: ['high'], dialect: { effort: false } })).said).toEqual([undefined]);
});

it.each([
  [PROTOCOLS[0], 'output_config.effort: Extra inputs are not permitted'],
  [PROTOCOLS[1], "Function tools with 'reasoning_effort' are not supported for this model in /v1/chat/completions."],
  [PROTOCOLS[1], "Unsupported parameter: 'reasoning_effort' is not supported with this model."],
])('a server that refuses it is not told again', async (protocol, words) => {
  if (protocol === undefined) throw new Error('no protocol');
  expect((await efforts(protocol, { efforts: ['high'] }, words)).said).toEqual(['high', undefined]);
});

it('requests about one change share a key for the cache, where such keys are understood', async () => {
  const server = await startModelServer({ respond: () => text('{"findings":[]}') });
  const asked = async (first: string, second: string, cacheKey: boolean) => {
    const model = createOpenAiCompatibleModel({
      capability: capability({ provider: 'openai-compatible', dialect: { cacheKey } }),
      access: access(),
      baseUrl: server.openAiUrl,
    });
    const parts = [first, second].map((part) => ({ kind: 'text', text: part }) as const);
    await model.call(request({ messages: [{ role: 'user', parts }] }), { signal: new AbortController().signal });
    return server.requests.at(-1)?.body['prompt_cache_key'];
  };
  const keys = [await asked('a', 'x', true), await asked('a', 'y', true), await asked('b', 'x', true)];
  const none = await asked('a', 'x', false);
  await server.close();
  expect(keys[0]).toMatch(/^docket-[0-9a-f]{32}$/);
  expect([keys[1] === keys[0], keys[2] === keys[0], none]).toEqual([true, false, undefined]);
});
