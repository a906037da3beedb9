import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssistantPart, ModelErrorKind, StopReason } from '../../../models/model.ts';
import { runs } from '../../support/soak.ts';
import { Answer, answers, echoToolbox, loopOf, type Reply, scriptedCaller, throws } from './scripted-caller.ts';

const text = fc.oneof(
  fc.constantFrom(
    '{"findings":[]}',
    '{"findings":[{"title":""}]}',
    '{"findings":',
    '',
    ' ',
    'ok',
    'null',
    '```json\n{"findings":[]}\n```',
  ),
  fc.json(),
  fc.string(),
);
const part = fc.oneof(
  text.map((value): AssistantPart => ({ kind: 'text', text: value })),
  fc
    .tuple(fc.constantFrom('echo', 'shell'), fc.jsonValue())
    .map(([name, input]): AssistantPart => ({ kind: 'tool-call', callId: name, name, input })),
  fc.constant<AssistantPart>({ kind: 'opaque', value: 1 }),
);
const stop = fc.constantFrom<StopReason>('end', 'tool-calls', 'max-tokens', 'refusal', 'pause', 'context-exceeded');
const error = fc
  .constantFrom<ModelErrorKind>('rate-limited', 'cut', 'auth', 'budget', 'aborted', 'bad-answer')
  .map((kind) => throws(kind));
const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ parts: fc.array(part, { maxLength: 4 }), stopReason: stop }) },
  { weight: 2, arbitrary: fc.constant(answers('a')) },
  { weight: 1, arbitrary: error },
);

test('any sequence of replies ends within the limits, and ok only with a value of the schema', async () => {
  const limits = { calls: 6, toolCalls: 5, toolBytes: 2_000 };
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 8 }), async (script) => {
      const caller = scriptedCaller(script);
      const toolbox = echoToolbox(500);
      const outcome = await loopOf(caller, { toolbox, limits });

      expect(caller.asked.length).toBeLessThanOrEqual(limits.calls);
      expect(toolbox.called.length).toBe(outcome.toolCalls);
      expect(outcome.toolCalls).toBeLessThanOrEqual(limits.toolCalls);
      const last = script[Math.min(caller.asked.length, script.length) - 1];
      const isBudget = last instanceof Error && 'kind' in last && last.kind === 'budget';
      expect(outcome.status === 'skipped').toBe(isBudget);
      const isAnswer = !(last instanceof Error) && (last?.stopReason === 'end' || last?.stopReason === 'tool-calls');
      expect(outcome.status !== 'ok' || (isAnswer && Answer.safeParse(outcome.value).success)).toBe(true);
      expect(outcome.status === 'ok' || outcome.reason !== '').toBe(true);
      // Every tool call that the model was shown has its result, in the next message.
      for (const { messages } of caller.asked) {
        for (const [index, message] of messages.entries()) {
          const called = message.parts.flatMap((one) => (one.kind === 'tool-call' ? [one.callId] : []));
          const answered = (messages[index + 1]?.parts ?? []).flatMap((one) =>
            one.kind === 'tool-result' ? [one.callId] : [],
          );
          expect(answered).toEqual(called);
        }
      }
    }),
    { numRuns: runs(400, 20_000) },
  );
});
