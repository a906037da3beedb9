import { expect, test } from 'vitest';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import type { ModelRequest } from '../../../models/model.ts';
import type { ModelCaller } from '../../../models/model-caller.ts';
import { answers, calls, echoToolbox, loopOf, type Reply, says, scriptedCaller, throws } from './scripted-caller.ts';

const VALUE = { findings: [{ title: 'a' }] };
const lastText = (request: ModelRequest | undefined): string => {
  const part = request?.messages.at(-1)?.parts.at(-1);
  return part?.kind === 'text' ? part.text : '';
};

test('an answer that fits is the outcome, with the facts of its call', async () => {
  const caller = scriptedCaller([answers('a')]);
  expect(await loopOf(caller)).toMatchObject({
    status: 'ok',
    value: VALUE,
    toolCalls: 0,
    calls: [
      {
        model: 'scripted-1',
        host: 'models.example:443',
        local: false,
        reused: false,
        costMicroUsd: 7,
        usage: { inputTokens: 10, cacheReadTokens: 1, cacheWriteTokens: 2, outputTokens: 3 },
      },
    ],
  });
  expect(caller.asked[0]).toMatchObject({ system: 'Review.', tools: [{ name: 'echo' }], maxOutputTokens: 8_000 });
});

test.each<[what: string, text: string]>([
  ['with commas before the ends', '{"findings": [{"title": "a",},\n],\n}'],
  ['in a fence', '```json\n{"findings":[{"title":"a"}]}\n```'],
  ['in a bare fence, with white space', '\n```\r\n{"findings":\n[{"title":"a"}]}\r\n```\n '],
  ['with white space', '\n {"findings":[{"title":"a"}]} \n'],
])('an answer %s is read', async (_what, text) => {
  expect(await loopOf(scriptedCaller([says(text)]))).toMatchObject({ status: 'ok', value: VALUE });
});

test('tools of one turn run in order, and their results go back in order', async () => {
  const toolbox = echoToolbox();
  const thinking = { kind: 'opaque', value: { signature: 'x' } } as const;
  const turn: Reply = {
    parts: [
      thinking,
      { kind: 'text', text: ' ' },
      { kind: 'text', text: 'Let me look.' },
      { kind: 'tool-call', callId: 'one', name: 'echo', input: { n: 1 } },
      { kind: 'tool-call', callId: 'two', name: 'unknown', input: { n: 2 } },
    ],
    stopReason: 'tool-calls',
  };
  const caller = scriptedCaller([turn, answers('a')]);
  expect(await loopOf(caller, { toolbox })).toMatchObject({ status: 'ok', toolCalls: 2 });
  expect(toolbox.called).toEqual([
    ['echo', { n: 1 }],
    ['unknown', { n: 2 }],
  ]);
  expect(caller.asked[1]?.messages.slice(1)).toEqual([
    { role: 'assistant', parts: [thinking, ...turn.parts.slice(2)] },
    {
      role: 'user',
      parts: [
        { kind: 'tool-result', callId: 'one', text: '["echo",{"n":1}]', isError: false },
        { kind: 'tool-result', callId: 'two', text: '["unknown",{"n":2}]', isError: true },
      ],
    },
  ]);
});

test('tool calls count whatever the stop reason says, and a reason without calls is an answer', async () => {
  const turn = calls(['echo', 1]);
  const ended: Reply = turn instanceof Error ? turn : { ...turn, stopReason: 'end' };
  expect(await loopOf(scriptedCaller([ended, answers('a')]))).toMatchObject({ status: 'ok', toolCalls: 1 });
  expect(await loopOf(scriptedCaller([says('{"findings":[]}', 'tool-calls')]))).toMatchObject({ status: 'ok' });
});

test('a paused turn goes on from its own parts', async () => {
  const opaque = { kind: 'opaque', value: 1 } as const;
  const caller = scriptedCaller([{ parts: [opaque], stopReason: 'pause' }, answers('a')]);
  expect(await loopOf(caller)).toMatchObject({ status: 'ok', value: VALUE });
  expect(caller.asked[1]?.messages.at(-1)).toEqual({ role: 'assistant', parts: [opaque] });
});

test('an answer in two paused pieces is one answer', async () => {
  const caller = scriptedCaller([says('{"findings":[{"ti', 'pause'), says('tle":"a"}]}')]);
  expect(await loopOf(caller)).toMatchObject({ status: 'ok', value: VALUE });
});

// Each of these gets one repair round, told what was wrong, and fails the second time.
const REPAIRABLE: readonly (readonly [what: string, reply: Reply, told: RegExp, reason: RegExp])[] = [
  ['an empty answer', says(''), /was empty/, /empty \(after one repair\)/],
  ['a blank answer', says(' \n'), /was empty/, /empty/],
  ['only thoughts', { parts: [{ kind: 'opaque', value: 1 }], stopReason: 'end' }, /was empty/, /empty/],
  ['prose', says('All good!'), /is not JSON/, /^the answer is not JSON \(after one repair\)$/],
  ['broken JSON', says('{"findings": [}'), /is not JSON/, /not JSON/],
  ['JSON cut off', says('{"findings":[{"title":"a"'), /is not JSON/, /not JSON/],
  [
    'another shape',
    says('{"findings":[{"title":7}]}'),
    /expected string[^]*findings\[0\]\.title/,
    /^the answer does not fit the schema/,
  ],
  ['an array', says('[]'), /expected object/, /does not fit/],
  ['null', says('null'), /expected object/, /does not fit/],
  ['an unknown key', says('{"findings":[],"verdict":"approved"}'), /verdict/, /does not fit/],
  ['the length limit', says('{"findings":[]}', 'max-tokens'), /cut off/, /cut off at the length limit \(after/],
  [
    'the length limit in a tool call',
    { ...(calls(['echo', {}]) as object), stopReason: 'max-tokens' } as Reply,
    /cut off/,
    /cut off/,
  ],
];

test.each(REPAIRABLE)('%s: one repair round in words, then failed', async (_what, reply, told, reason) => {
  const repaired = scriptedCaller([reply, answers('a')]);
  expect(await loopOf(repaired)).toMatchObject({ status: 'ok', value: VALUE, calls: [{}, {}] });
  expect(lastText(repaired.asked[1])).toMatch(told);

  const toolbox = echoToolbox();
  const stubborn = scriptedCaller([reply]);
  const outcome = await loopOf(stubborn, { toolbox });
  expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason), calls: [{}, {}] });
  expect(stubborn.asked).toHaveLength(2);
  expect(toolbox.called).toEqual([]);
});

test('there is one repair in a loop, whatever was wrong first', async () => {
  const caller = scriptedCaller([says('nothing'), calls(['echo', 1]), says('', 'max-tokens'), answers('a')]);
  expect(await loopOf(caller)).toMatchObject({ status: 'failed', reason: expect.stringContaining('cut off') });
  expect(caller.asked).toHaveLength(3);
});

test('turns always alternate and are never empty', async () => {
  const script = [says('', 'max-tokens'), calls(['echo', 1]), says(' ', 'end')];
  const caller = scriptedCaller(script);
  await loopOf(caller);
  for (const { messages } of caller.asked) {
    expect(messages.map(({ role }) => role)).toEqual(
      messages.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
    );
    expect(messages.every(({ parts }) => parts.length > 0)).toBe(true);
  }
});

const FATAL: readonly (readonly [reply: Reply, status: 'failed' | 'skipped', reason: string])[] = [
  [says('I cannot help with that.', 'refusal'), 'failed', 'the model refused'],
  [says('{"findings":[]}', 'refusal'), 'failed', 'the model refused'],
  [says('{"findings":[]}', 'context-exceeded'), 'failed', 'the context of the model was full'],
  [says('', 'pause'), 'failed', 'the model paused without anything to go on from'],
  [says(' ', 'pause'), 'failed', 'the model paused without anything to go on from'],
  [throws('rate-limited'), 'failed', 'rate-limited: it is rate-limited'],
  [throws('overloaded'), 'failed', 'overloaded: it is overloaded'],
  [throws('server'), 'failed', 'server: it is server'],
  [throws('timeout'), 'failed', 'timeout: it is timeout'],
  [throws('connection'), 'failed', 'connection: it is connection'],
  [throws('cut'), 'failed', 'cut: it is cut'],
  [throws('auth'), 'failed', 'auth: it is auth'],
  [throws('context-overflow'), 'failed', 'context-overflow: it is context-overflow'],
  [throws('bad-request'), 'failed', 'bad-request: it is bad-request'],
  [throws('bad-answer'), 'failed', 'bad-answer: it is bad-answer'],
  [throws('no-recording'), 'failed', 'no-recording: it is no-recording'],
  [throws('aborted'), 'failed', 'aborted: it is aborted'],
  [throws('budget', 'the run has spent its 1 USD'), 'skipped', 'budget: the run has spent its 1 USD'],
  [new Error('the log is full'), 'failed', 'the log is full'],
];

test.each(FATAL)('%j ends as %s', async (reply, status, reason) => {
  const first = scriptedCaller([reply]);
  expect(await loopOf(first)).toMatchObject({ status, reason });
  expect(first.asked).toHaveLength(1);
  const later = scriptedCaller([calls(['echo', 1]), reply]);
  expect(await loopOf(later)).toMatchObject({ status, reason, toolCalls: 1 });
});

test('endless tool calls: told to answer, then barred from them, then failed', async () => {
  const toolbox = echoToolbox();
  const caller = scriptedCaller([calls(['echo', 1], ['echo', 2], ['echo', 3])]);
  expect(await loopOf(caller, { toolbox, limits: { toolCalls: 4 } })).toMatchObject({
    status: 'failed',
    reason: 'the model went on calling tools after it was told to answer',
    toolCalls: 4,
  });
  expect(toolbox.called).toHaveLength(4);
  expect(caller.asked).toHaveLength(4);
  expect(caller.asked[3]?.toolChoice).toBe('none');
  expect(lastText(caller.asked[1])).toBe('');
  expect(lastText(caller.asked[2])).toMatch(/Give your final answer now/);
  expect(caller.asked[2]?.messages.at(-1)?.parts.slice(0, 3)).toMatchObject([
    { isError: false },
    { isError: true, text: 'Not run: the limit of tool use is reached.' },
    { isError: true },
  ]);
});

test('whoever is told to answer and does is fine, repair included', async () => {
  const script = [calls(['echo', 1], ['echo', 2]), says('prose'), answers('a')];
  expect(await loopOf(scriptedCaller(script), { limits: { toolCalls: 1 } })).toMatchObject({
    status: 'ok',
    toolCalls: 1,
  });
});

test('the bytes of tool results are limited, by less in a small context', async () => {
  const big = echoToolbox(10_000);
  expect(
    await loopOf(scriptedCaller([calls(['echo', 1])]), { toolbox: big, limits: { toolBytes: 25_000 } }),
  ).toMatchObject({ toolCalls: 3 });
  const small = echoToolbox(10_000);
  const caller = scriptedCaller([calls(['echo', 1])], { contextTokens: 8_000 });
  expect(await loopOf(caller, { toolbox: small })).toMatchObject({ status: 'failed', toolCalls: 1 });
  expect(caller.asked[0]?.maxOutputTokens).toBe(1_600);
});

test('calls are limited, and the last ones are left for the answer', async () => {
  const caller = scriptedCaller([calls(['echo', 1])]);
  expect(await loopOf(caller, { limits: { calls: 5 } })).toMatchObject({ status: 'failed' });
  expect(caller.asked).toHaveLength(5);
  expect(lastText(caller.asked[3])).toMatch(/final answer now/);
  expect(caller.asked.map(({ toolChoice }) => toolChoice)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'none',
  ]);
  const late = scriptedCaller([...Array.from({ length: 4 }, () => calls(['echo', 1])), answers('a')]);
  expect(await loopOf(late, { limits: { calls: 5 } })).toMatchObject({ status: 'ok' });
  const paused = scriptedCaller([says('hm', 'pause')]);
  expect(await loopOf(paused, { limits: { calls: 5 } })).toMatchObject({
    status: 'failed',
    reason: 'no answer within 5 calls',
  });
  expect(paused.asked).toHaveLength(5);
});

test('a server without tools is given none, and its tool calls are not run', async () => {
  const toolbox = echoToolbox();
  const caller = scriptedCaller([calls(['echo', 1]), answers('a')], { tools: false });
  expect(await loopOf(caller, { toolbox })).toMatchObject({ status: 'ok', toolCalls: 0 });
  expect(caller.asked[0]?.tools).toEqual([]);
  expect(toolbox.called).toEqual([]);
  expect(caller.asked[1]?.messages.at(-1)?.parts[0]).toMatchObject({ text: 'There are no tools here.', isError: true });
});

test('a tool that throws fails the loop', async () => {
  const toolbox = { ...echoToolbox(), call: () => Promise.reject(new Error('the repository is closed')) };
  expect(await loopOf(scriptedCaller([calls(['echo', 1]), answers()]), { toolbox })).toMatchObject({
    status: 'failed',
    reason: 'the repository is closed',
  });
});

test('stopped before, during and between calls: failed, never clean', async () => {
  const before = scriptedCaller([answers('a')]);
  expect(await loopOf(before, { signal: AbortSignal.abort() })).toMatchObject({
    status: 'failed',
    reason: 'it was stopped',
    calls: [],
  });
  expect(before.asked).toHaveLength(0);

  const stop = new AbortController();
  const deaf: ModelCaller = {
    capability: before.capability,
    call: () => {
      stop.abort();
      return new Promise(() => undefined);
    },
  };
  expect(await loopOf(deaf, { signal: stop.signal })).toMatchObject({ status: 'failed', reason: 'it was stopped' });

  const between = new AbortController();
  const toolbox = { ...echoToolbox(), call: async () => (between.abort(), { text: '', isError: false }) };
  const caller = scriptedCaller([calls(['echo', 1]), answers('a')]);
  expect(await loopOf(caller, { signal: between.signal, toolbox })).toMatchObject({
    status: 'failed',
    reason: 'it was stopped',
  });
  expect(caller.asked).toHaveLength(1);
});

test('a loop has a time of its own', async () => {
  const slow: ModelCaller = { capability: scriptedCaller([]).capability, call: () => new Promise(() => undefined) };
  expect(await loopOf(slow, { limits: { wallClockMs: 10 } })).toMatchObject({
    status: 'failed',
    reason: 'it took longer than 0.01 seconds',
  });
});

test('the first event is told once, at the latest when the loop ends', async () => {
  for (const script of [[calls(['echo', 1]), answers('a')], [throws('auth')]]) {
    let told = 0;
    await loopOf(scriptedCaller(script), { onFirstEvent: () => (told += 1) });
    expect(told).toBe(1);
  }
});

test('the same inputs and answers give byte-identical requests', async () => {
  const script = [calls(['echo', { b: 1, a: 2 }]), says('{"findings":7}'), answers('a')];
  const digests = await Promise.all(
    [1, 2].map(async () => {
      const caller = scriptedCaller(script);
      await loopOf(caller);
      return caller.asked.map(
        (request) => `${requestDigest({ provider: 'anthropic', id: 'm' }, request)} ${JSON.stringify(request)}`,
      );
    }),
  );
  expect(digests[0]).toHaveLength(3);
  expect(digests[1]).toEqual(digests[0]);
});

test('the beginning of a conversation never changes', async () => {
  const caller = scriptedCaller([calls(['echo', 1]), calls(['echo', 2]), says('{'), answers('a')]);
  await loopOf(caller);
  for (const [index, request] of caller.asked.entries()) {
    const before = caller.asked[index - 1];
    expect(request.messages.slice(0, before?.messages.length ?? 0)).toEqual(before?.messages ?? []);
    expect(JSON.stringify([request.tools, request.system, request.output])).toBe(
      JSON.stringify([caller.asked[0]?.tools, caller.asked[0]?.system, caller.asked[0]?.output]),
    );
  }
});

test('an answer that was cut is asked for again with more room, as far as model and context allow', async () => {
  const cut = says('{"findings": [', 'max-tokens');
  const caller = scriptedCaller([cut, answers('a')], { contextTokens: 200_000, outputTokens: 128_000 });
  expect(await loopOf(caller)).toMatchObject({ status: 'ok' });
  expect(caller.asked.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([32_000, 64_000]);
  const small = scriptedCaller([cut, answers('a')], { contextTokens: 10_000, outputTokens: 3_000 });
  await loopOf(small);
  expect(small.asked.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([2_000, 3_000]);
});
