import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelRequest, ModelResponse } from '../../../models/model.ts';
import { type CallToRecord, recordingOf } from '../../../models/recording/recording-of-calls.ts';
import { createRecordedModel } from '../../../models/recording/recorded-model.ts';
import { readRecording } from '../../../models/recording/recording.ts';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import { runs } from '../../support/soak.ts';
import { failureOf } from '../calling/caller-for-test.ts';
import { capability, request, response } from '../scripted-model.ts';

const signal = new AbortController().signal;
const asIs = async (texts: readonly string[]) => texts;
const call = (text: string, answer: string, id = 'm'): CallToRecord => ({
  capability: capability(id),
  request: request(text),
  response: response(answer),
});
const recorded = async (calls: readonly CallToRecord[], redact = asIs) =>
  readRecording(await recordingOf(calls, redact), 'run.jsonl');
const textOf = ({ parts }: ModelResponse) => parts.map((part) => (part.kind === 'text' ? part.text : part.kind)).join();

describe('a recorded model', () => {
  it('answers what was recorded, costs nothing and leaves the machine alone', async () => {
    const model = createRecordedModel(await recorded([call('a', 'one'), call('b', 'two')]), 'm');
    let firstEvents = 0;
    const answer = await model.call(request('b'), { signal, onFirstEvent: () => (firstEvents += 1) });
    expect([textOf(answer), firstEvents, model.local]).toEqual(['two', 1, true]);
    expect(model.capability).toEqual({
      ...capability('m'),
      provider: 'recorded',
      price: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    });
  });

  it('gives several answers to one request in their order, and then no more', async () => {
    const model = createRecordedModel(await recorded([call('a', 'one'), call('b', 'x'), call('a', 'two')]), 'm');
    const answer = [await model.call(request('a'), { signal }), await model.call(request('a'), { signal })];
    expect(answer.map(textOf)).toEqual(['one', 'two']);
    const failure = await failureOf(model.call(request('a'), { signal }));
    expect([failure.kind, failure.message]).toEqual([
      'no-recording',
      'run.jsonl holds 2 answers of m to this request, and one more was asked for',
    ]);
  });

  it('gives what a model that stood in had answered, be it of fewer words', async () => {
    const [primary, standIn] = [capability('m'), capability('other', { outputTokens: 300 })];
    const asked = { ...request('a'), maxOutputTokens: 300 };
    const model = createRecordedModel(
      await recorded([
        { capability: primary, request: request('x'), response: response('x') },
        { capability: standIn, request: asked, response: response('stood in') },
      ]),
      'm',
    );
    expect(textOf(await model.call(request('a'), { signal }))).toBe('stood in');
  });

  it('keeps apart models of one name at two providers', async () => {
    const other = { ...call('b', 'theirs'), capability: capability('m', { provider: 'openai-compatible' }) };
    const model = createRecordedModel(await recorded([call('a', 'ours'), other]), 'm');
    const answer = [await model.call(request('a'), { signal }), await model.call(request('b'), { signal })];
    expect(answer.map(textOf)).toEqual(['ours', 'theirs']);
  });

  it('does nothing once aborted', async () => {
    const model = createRecordedModel(await recorded([call('a', 'one')]), 'm');
    expect((await failureOf(model.call(request('a'), { signal: AbortSignal.abort() }))).kind).toBe('aborted');
    expect(textOf(await model.call(request('a'), { signal }))).toBe('one');
  });
});

describe('a request that was not recorded', () => {
  const long = (end: string): ModelRequest => ({
    ...request('x'),
    messages: [
      {
        role: 'user',
        parts: [
          { kind: 'text', text: 'the change' },
          { kind: 'text', text: `${'brief '.repeat(50)}${end}` },
        ],
      },
      { role: 'assistant', parts: [{ kind: 'tool-call', callId: 'c1', name: 'read', input: { path: 'a.ts' } }] },
    ],
  });
  const base = [
    { capability: capability('m'), request: request('something else'), response: response('1') },
    { capability: capability('m'), request: long('quality'), response: response('2') },
  ];

  it.each([
    [
      'a long text',
      long('security'),
      /call 2, and messages\[0\]\.parts\[1\] was \{"kind":"text","text":"brief .*\(\d+ characters, [0-9a-f]{12}\) and is .*\(\d+ characters/,
    ],
    [
      'a part more',
      { ...long('quality'), messages: [...long('quality').messages, { role: 'user', parts: [] }] } as ModelRequest,
      /call 2, and messages\[2\]\.role is new: user/,
    ],
    [
      'a part less',
      { ...long('quality'), messages: long('quality').messages.slice(0, 1) },
      /call 2, and messages\[1\]\.role is missing: assistant/,
    ],
    ['the system text', { ...long('quality'), system: 'Other.' }, /system was "Review\." and is "Other\."/],
    ['the longest answer', { ...long('quality'), maxOutputTokens: 5 }, /maxOutputTokens was 1000 and is 5/],
    [
      'a tool',
      { ...long('quality'), tools: [{ name: 'list', description: '', inputSchema: {} }] },
      /where output stood there is tools\[0\]/,
    ],
  ])('is named with where it differs from the nearest: %s', async (_name, asked, words) => {
    const failure = await failureOf(createRecordedModel(await recorded(base), 'm').call(asked, { signal }));
    expect(failure.kind).toBe('no-recording');
    expect(failure.message).toMatch(words);
    expect(failure.message).toContain('run.jsonl holds no answer of m');
  });
});

describe('redaction', () => {
  const hide = async (texts: readonly string[]) => texts.map((text) => text.replaceAll('hunter2', '*******'));

  it('leaves no secret in the file, and later requests still find their answers', async () => {
    const first = call('the password is hunter2', 'I read hunter2');
    const answerThen = { role: 'assistant', parts: [{ kind: 'text', text: 'I read hunter2' }] } as const;
    const second: CallToRecord = {
      ...call('', 'done'),
      request: { ...first.request, messages: [...first.request.messages, answerThen] },
    };
    const text = await recordingOf([first, second], hide);
    expect(text).not.toContain('hunter2');
    const model = createRecordedModel(readRecording(text, 'r'), 'm');
    const asked = request('the password is *******');
    const answer = await model.call(asked, { signal });
    const next = { ...asked, messages: [...asked.messages, { role: 'assistant', parts: answer.parts } as const] };
    expect(textOf(await model.call(next, { signal }))).toBe('done');
  });

  it('reaches what stands deep inside', async () => {
    const parts = [
      { kind: 'tool-call', callId: 'c', name: 'read', input: { deep: ['hunter2'] } },
      { kind: 'opaque', value: { thinking: 'hunter2' } },
    ] as const;
    const text = await recordingOf([{ ...call('a', ''), response: { ...response(''), parts } }], hide);
    expect(text).not.toContain('hunter2');
  });

  it('that loses a text is an error', async () => {
    await expect(recordingOf([call('a', 'b')], async (texts) => texts.slice(1))).rejects.toThrow('one text for each');
  });
});

describe('reading a recording', () => {
  it.each([
    ['nothing', '', 'the recording holds no call', 'r.jsonl'],
    ['no JSON', '{', 'not a line of JSON', 'r.jsonl:1'],
    ['another thing', '\n{"schemaVersion":2}', 'not a recorded call', 'r.jsonl:2'],
  ])('refuses %s and says where', (_name, text, what, where) => {
    expect(() => readRecording(text, 'r.jsonl')).toThrow(
      expect.objectContaining({ message: expect.stringContaining(what), where }),
    );
  });

  it('refuses a model that it does not hold', async () => {
    const recording = await recorded([call('a', 'b', 'one'), call('a', 'b', 'two')]);
    expect(() => createRecordedModel(recording, 'three')).toThrow(
      expect.objectContaining({
        remedy: expect.stringMatching(/^pass the same --config as the recorded run, choose one of one, two, or /),
      }),
    );
  });
});

describe('writing and reading', () => {
  const anyRequest: fc.Arbitrary<ModelRequest> = fc.record({
    system: fc.string(),
    tools: fc.array(
      fc.record({
        name: fc.string(),
        description: fc.string(),
        inputSchema: fc.dictionary(fc.string(), fc.jsonValue()),
      }),
      { maxLength: 2 },
    ),
    output: fc.record({ name: fc.string(), jsonSchema: fc.dictionary(fc.string(), fc.jsonValue()) }),
    messages: fc.array(
      fc.record({
        role: fc.constant('user' as const),
        parts: fc.array(fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
    maxOutputTokens: fc.integer({ min: 1, max: 8_000 }),
  });
  const tokens = fc.nat();
  const anyResponse: fc.Arbitrary<ModelResponse> = fc.record({
    parts: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }),
        fc.record({
          kind: fc.constant('tool-call' as const),
          callId: fc.string(),
          name: fc.string(),
          input: fc.jsonValue(),
        }),
        fc.record({ kind: fc.constant('opaque' as const), value: fc.jsonValue() }),
      ),
      { maxLength: 4 },
    ),
    stopReason: fc.constantFrom('end', 'tool-calls', 'max-tokens', 'refusal', 'pause', 'context-exceeded'),
    usage: fc.record({
      inputTokens: fc.option(tokens),
      cacheReadTokens: tokens,
      cacheWriteTokens: tokens,
      outputTokens: fc.option(tokens),
    }),
    model: fc.string(),
    requestId: fc.option(fc.string()),
  });
  const anyCall = fc.record({ id: fc.constantFrom('m', 'n'), request: anyRequest, response: anyResponse });

  it('is the way back: every request gets the answers that it got', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 5 }), async (given) => {
        // What stands in a log has been JSON: that is what a call is compared in, too.
        const plain = JSON.parse(JSON.stringify(given)) as typeof given;
        const calls = plain.map(({ id, ...rest }) => ({ ...rest, capability: capability(id) }));
        const text = await recordingOf(calls, asIs);
        const recording = readRecording(text, 'r');
        expect(recording.calls.map(({ requestDigest: digest }) => digest)).toEqual(
          calls.map((one) => requestDigest(one.capability, one.request)),
        );
        const models = new Map(recording.models.map(({ id }) => [id, createRecordedModel(recording, id)]));
        for (const one of calls) {
          const answer = await models.get(one.capability.id)?.call(one.request, { signal });
          expect(JSON.stringify(answer?.parts)).toBe(JSON.stringify(one.response.parts));
          expect(answer).toEqual(one.response);
        }
        expect(await recordingOf(calls, asIs)).toBe(text);
      }),
      { numRuns: runs(60, 500) },
    );
  });
});
