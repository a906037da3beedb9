import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelErrorKind } from '../../../models/model.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { answers, fails, request, scriptedModel } from '../scripted-model.ts';

const once = { retriesPerModel: 0 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('failover', () => {
  it.each(['rate-limited', 'overloaded', 'timeout'] satisfies ModelErrorKind[])(
    'asks the next model of the family after %s, as another attempt at the same question',
    async (kind) => {
      const [model, standIn] = [scriptedModel([fails(kind)]), scriptedModel([answers('x')], { id: 'claude-other' })];
      const { caller, journal } = callerOf([model, standIn], { limits: once });
      const result = await caller.call(request('a'), options());
      expect(result.capability.id).toBe('claude-other');
      expect(journal.attempts.map(({ start }) => [start.call, start.attempt, start.model])).toEqual([
        ['call-1', 1, 'claude-test'],
        ['call-1', 2, 'claude-other'],
      ]);
    },
  );

  it.each([
    'server',
    'connection',
    'cut',
    'auth',
    'context-overflow',
    'bad-request',
    'bad-answer',
    'no-recording',
  ] satisfies ModelErrorKind[])('asks nobody else after %s', async (kind) => {
    const [model, standIn] = [scriptedModel([fails(kind)]), scriptedModel([], { id: 'claude-other' })];
    const failure = await failureOf(callerOf([model, standIn], { limits: once }).caller.call(request('a'), options()));
    expect([failure.kind, standIn.asked.length]).toEqual([kind, 0]);
  });

  it('comes after the retries', async () => {
    const model = scriptedModel(Array.from({ length: 4 }, () => fails('overloaded')));
    const standIn = scriptedModel([answers('x')], { id: 'claude-other' });
    const call = callerOf([model, standIn]).caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    expect([(await call).capability.id, model.asked.length]).toEqual(['claude-other', 4]);
  });

  it.each([
    [20_000, 2],
    [20_001, 1],
  ])('comes at once rather than after a wait of more than 20 s (%s ms)', async (retryAfterMs, asked) => {
    const model = scriptedModel([fails('rate-limited', { retryAfterMs }), answers('x')]);
    const standIn = scriptedModel([answers('y')], { id: 'claude-other' });
    const call = callerOf([model, standIn]).caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    await call;
    expect([model.asked.length, standIn.asked.length]).toEqual([asked, 2 - asked]);
  });

  it('ends with what every model said', async () => {
    const chain = ['one', 'two', 'three'].map((id) => scriptedModel([fails('overloaded', { status: 529 })], { id }));
    const [first, ...rest] = chain;
    if (first === undefined) throw new Error('no model');
    const failure = await failureOf(callerOf([first, ...rest], { limits: once }).caller.call(request('a'), options()));
    expect(failure.message.split('; then ')).toHaveLength(3);
    expect(chain.map(({ asked }) => asked.length)).toEqual([1, 1, 1]);
  });

  it('asks a model for no more than it can answer', async () => {
    const model = scriptedModel([fails('overloaded')]);
    const standIn = scriptedModel([answers('x')], { id: 'claude-other', more: { outputTokens: 500 } });
    await callerOf([model, standIn], { limits: once }).caller.call(request('a', 9_000), options());
    expect([...model.asked, ...standIn.asked].map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([8_000, 500]);
  });

  it('refuses a chain of two families', () => {
    const stranger = scriptedModel([], { id: 'qwen', more: { family: 'qwen' } });
    expect(() => callerOf([scriptedModel([]), stranger])).toThrow(
      'qwen cannot stand in for claude-test: it is of another family',
    );
  });
});
