import { expect, it } from 'vitest';
import { believedUsage } from '../../../models/calling/believed-usage.ts';
import type { Refusal } from '../../../models/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import { faults, type Reply, text } from '../../support/model-server/reply.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { fence } from '../fence.ts';
import { PROTOCOLS, request } from '../providers/protocols.ts';
import { plain, raw, sse } from '../providers/nearly-right/behaviour.ts';
import { callerOf, options } from './caller-for-test.ts';

fence();

const [anthropic, openai] = PROTOCOLS;
const DETAILS = { type: 'refusal', category: 'cyber', explanation: 'This could\nenable   harm.' };
const SAID = { category: 'cyber', explanation: 'This could enable harm.' };
const GOOD = text('{"findings":[]}', { usage: { input: 100, output: 10 } });
const message = (more: object): Reply =>
  plain({ type: 'message', model: 'm', content: [], usage: { input_tokens: 50, output_tokens: 4 }, ...more });
const chat = (more: object): Reply =>
  plain({ choices: [{ index: 0, ...more }], usage: { prompt_tokens: 50, completion_tokens: 4 } });

const ROWS: readonly [string, (typeof PROTOCOLS)[number] | undefined, Reply, Refusal, number][] = [
  ['with why', anthropic, message({ stop_reason: 'refusal', stop_details: DETAILS }), SAID, 140],
  [
    'with why, in a stream',
    anthropic,
    raw(
      sse(
        { type: 'message_start', message: { usage: { input_tokens: 50 } } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'refusal', stop_details: DETAILS },
          usage: { output_tokens: 4 },
        },
        { type: 'message_stop' },
      ),
    ),
    SAID,
    140,
  ],
  ['without', anthropic, message({ stop_reason: 'refusal' }), { category: null, explanation: null }, 140],
  [
    'in words of its own',
    openai,
    chat({ message: { content: null, refusal: "I can't help." }, finish_reason: 'stop' }),
    { category: null, explanation: "I can't help." },
    140,
  ],
  [
    'by the word of its end',
    openai,
    chat({ message: { content: '' }, finish_reason: 'PROHIBITED_CONTENT' }),
    { category: 'prohibited_content', explanation: null },
    140,
  ],
  [
    'by a filter before the model',
    openai,
    {
      kind: 'status',
      status: 400,
      body: { error: { code: 'content_filter', message: 'The prompt triggered our policy.', status: 400 } },
    },
    { category: 'content_filter', explanation: 'The prompt triggered our policy.' },
    0,
  ],
];

it.each(ROWS)(
  'a refusal %s is kept with why, booked, and answered by nobody else',
  async (_name, protocol, reply, refusal, cost) => {
    if (protocol === undefined) throw new Error('no protocol');
    const server = await startModelServer({ script: [reply, reply] });
    const { caller, journal } = callerOf([protocol.model(server)]);
    const first = await caller.call(request(), options());
    expect(first).toMatchObject({ response: { stopReason: 'refusal', refusal }, costMicroUsd: cost, reused: false });
    expect(journal.attempts.map(({ end }) => end)).toMatchObject([{ state: 'ok', costMicroUsd: cost }]);
    // The next time it is asked anew.
    expect((await caller.call(request(), options())).reused).toBe(false);
    await server.close();
    expect(server.calls).toBe(2);
  },
);

const WEIGHED: readonly [string, 'deep' | 'standard' | undefined, 'deep' | 'standard' | undefined, RegExp | null][] = [
  ['as deep', 'standard', 'standard', null],
  ['deeper', 'standard', 'deep', null],
  ['less deep', 'deep', 'standard', /^first refused \(cyber: This could enable harm\.\), and second is not known/],
  ['of unknown depth', 'deep', undefined, /second is not known to think as deep/],
  ['beside one of unknown depth', undefined, 'deep', /second is not known/],
];

it.each(WEIGHED)('what a model says that stands in is worth what it is: %s', async (_name, one, other, why) => {
  const refuses = message({ stop_reason: 'refusal', stop_details: DETAILS });
  const server = await startModelServer({ respond: ({ model }) => (model === 'first' ? refuses : GOOD) });
  const [first, second] = [
    { id: 'first', ...(one === undefined ? {} : { depth: one }) },
    { id: 'second', ...(other === undefined ? {} : { depth: other }) },
  ];
  if (anthropic === undefined) throw new Error('no protocol');
  const chain = [anthropic.model(server, first), anthropic.model(server, second)] as const;
  const journal = new MemoryJournal();
  const { caller } = callerOf(chain, { journal });
  const results = [await caller.call(request(), options()), await caller.call(request(), options())];
  await server.close();
  expect(results).toMatchObject([
    { capability: { id: 'second' }, reused: false, response: { refusedBy: [{ model: 'first', ...SAID }] } },
    // Out of the log the answer is worth no more.
    { capability: { id: 'second' }, reused: true },
  ]);
  expect(results.map(({ shallow }) => (why === null ? shallow === undefined : why.test(shallow ?? '')))).toEqual([
    true,
    true,
  ]);
  expect(journal.attempts.map(({ start, end }) => [start.model, end?.costMicroUsd])).toEqual([
    ['first', 140],
    ['second', 300],
  ]);
});

it('stays a refusal where nobody behind it can be asked', async () => {
  const refuses = message({ stop_reason: 'refusal', stop_details: DETAILS });
  const server = await startModelServer({
    respond: ({ model }) => (model === 'first' ? refuses : faults.unauthorized()),
  });
  if (anthropic === undefined) throw new Error('no protocol');
  const chain = [anthropic.model(server, { id: 'first' }), anthropic.model(server, { id: 'second' })] as const;
  const { caller } = callerOf(chain);
  const { response } = await caller.call(request(), options());
  await server.close();
  expect(response).toMatchObject({ stopReason: 'refusal', refusal: SAID });
});

const FAILS: readonly [string, (typeof PROTOCOLS)[number] | undefined, Reply, number, object][] = [
  [
    'of a failure behind all of it',
    anthropic,
    raw(
      sse(
        { type: 'message_start', message: { usage: { input_tokens: 50 } } },
        { type: 'message_delta', delta: { stop_reason: 'guardrail' }, usage: { output_tokens: 4 } },
        { type: 'message_stop' },
      ),
    ),
    140,
    { inputTokens: 50, outputTokens: 4 },
  ],
  [
    'of a prompt, and the longest answer on top',
    anthropic,
    raw(sse({ type: 'message_start', message: { usage: { input_tokens: 50 } } })),
    10_100,
    { inputTokens: 50, outputTokens: null },
  ],
  [
    'beside an end that nobody knows',
    openai,
    chat({ message: { content: 'x' }, finish_reason: 'guardrail' }),
    140,
    { inputTokens: 50, outputTokens: 4 },
  ],
];

it.each(FAILS)(
  'what was counted is booked where the answer failed: %s',
  async (_name, protocol, reply, cost, usage) => {
    if (protocol === undefined) throw new Error('no protocol');
    const server = await startModelServer({ respond: () => reply });
    const { caller, journal } = callerOf([protocol.model(server)], { limits: { retriesPerModel: 0 } });
    await expect(caller.call(request(), options())).rejects.toThrow(/./);
    await server.close();
    expect(journal.attempts.map(({ end }) => end)).toMatchObject([{ state: 'failed', costMicroUsd: cost, usage }]);
  },
);

const ABSURD: readonly [string, object, readonly [number | null, number | null]][] = [
  ['below zero', { input_tokens: -1, output_tokens: 4 }, [null, 4]],
  ['fractions', { input_tokens: 50.5, output_tokens: 4.5 }, [null, null]],
  ['a billion out of the cache', { input_tokens: 50, cache_read_input_tokens: 1e9, output_tokens: 4 }, [null, 4]],
  ['fifty millions out of the cache', { input_tokens: 50, cache_read_input_tokens: 5e7, output_tokens: 4 }, [null, 4]],
  ['more than was sent', { input_tokens: 90_000, output_tokens: 4 }, [null, 4]],
  ['more than was said', { input_tokens: 50, output_tokens: 3_000_000 }, [50, null]],
];

it.each(ABSURD)('counts that cannot be kill no answer and no budget: %s', async (_name, usage, [input, output]) => {
  const body = { type: 'message', model: 'm', content: [{ type: 'text', text: '{}' }], stop_reason: 'end_turn', usage };
  const server = await startModelServer({ respond: () => plain(body) });
  if (anthropic === undefined) throw new Error('no protocol');
  const { caller, journal } = callerOf([anthropic.model(server)]);
  const result = await caller.call(request(), options());
  await server.close();
  expect(result.response.usage).toMatchObject({ inputTokens: input, outputTokens: output, cacheReadTokens: 0 });
  // What is not known counts as what was put aside, and no more.
  expect(result.costMicroUsd).toBe(journal.attempts[0]?.start.reservedMicroUsd);
});

it('believes what can be', () => {
  const usage = { inputTokens: 300, cacheReadTokens: 9_000, cacheWriteTokens: 0, outputTokens: 1_900 };
  expect(believedUsage(usage, request(), 'x')).toEqual(usage);
});
