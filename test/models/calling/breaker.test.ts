import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModelHealth, type ModelHealth } from '../../../models/calling/health.ts';
import { HEALTH_LIMITS } from '../../../models/calling/limits.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import {
  answers,
  type Behaviour,
  fails,
  hangs,
  request,
  type ScriptedModel,
  scriptedModel,
} from '../scripted-model.ts';

const MINUTE = 60_000;
const five = (behaviour: Behaviour): Behaviour[] => Array.from({ length: 5 }, () => behaviour);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

let questions = 0;
const newCallId = () => `call-${(questions += 1)}`;
const health = () => createModelHealth({ limits: HEALTH_LIMITS });

/** A caller without retries: each call is one attempt. */
const plain = (chain: [ScriptedModel, ...ScriptedModel[]], shared: ModelHealth) =>
  callerOf(chain, { health: shared, newCallId, limits: { retriesPerModel: 0 } }).caller;

/** Five calls that fail. */
async function open(model: ScriptedModel, shared: ModelHealth): Promise<void> {
  for (let at = 0; at < 5; at += 1) await failureOf(plain([model], shared).call(request(`open ${at}`), options()));
}

describe('the breaker of a model', () => {
  it.each(['server', 'overloaded', 'connection', 'cut', 'timeout'] as const)(
    'opens after five of %s in a row, over all callers, and lets nothing out for two minutes',
    async (kind) => {
      const shared = health();
      const model = scriptedModel([...five(fails(kind)), answers('well again')]);
      await open(model, shared);
      await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
      const refused = await failureOf(plain([model], shared).call(request('too early'), options()));
      expect(refused).toMatchObject({ kind: 'overloaded' });
      expect(refused.message).toContain('is left alone for another 1 s');
      expect(model.asked).toHaveLength(5);
      await vi.advanceTimersByTimeAsync(1);
      expect((await plain([model], shared).call(request('probe'), options())).reused).toBe(false);
    },
  );

  it.each(['auth', 'bad-request', 'context-overflow', 'bad-answer', 'rate-limited'] as const)(
    'stays closed after %s: the provider is there',
    async (kind) => {
      const shared = health();
      const model = scriptedModel([...five(fails(kind)), answers('x')]);
      await open(model, shared);
      expect((await plain([model], shared).call(request('next'), options())).reused).toBe(false);
    },
  );

  it('begins to count again after a success', async () => {
    const shared = health();
    const four = five(fails('server')).slice(1);
    const model = scriptedModel([...four, answers('x'), ...four, answers('y')]);
    for (let at = 0; at < 9; at += 1)
      await plain([model], shared)
        .call(request(`${at}`), options())
        .catch(() => null);
    expect((await plain([model], shared).call(request('last'), options())).reused).toBe(false);
  });

  it('sends one probe only, and the others when it has found the model well', async () => {
    const shared = health();
    let finish = () => {};
    const slowly: Behaviour = (given, asked) =>
      new Promise((resolve) => {
        finish = () => resolve(answers('well')(given, asked));
      });
    const model = scriptedModel([...five(fails('server')), slowly, answers('b'), answers('c')]);
    await open(model, shared);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    const calls = ['a', 'b', 'c'].map((text) => plain([model], shared).call(request(text), options()));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(model.asked).toHaveLength(6);
    finish();
    await Promise.all(calls);
    expect(model.asked).toHaveLength(8);
  });

  it('is open for two more minutes when the probe fails', async () => {
    const shared = health();
    const model = scriptedModel([...five(fails('server')), fails('server'), answers('x')]);
    await open(model, shared);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await failureOf(plain([model], shared).call(request('probe'), options()));
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
    await failureOf(plain([model], shared).call(request('too early'), options()));
    expect(model.asked).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(1);
    await plain([model], shared).call(request('second probe'), options());
    expect(model.asked).toHaveLength(7);
  });

  it('is closed by no probe that was aborted', async () => {
    const shared = health();
    const stop = new AbortController();
    const model = scriptedModel([...five(fails('server')), hangs]);
    await open(model, shared);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    const probe = failureOf(plain([model], shared).call(request('probe'), options({ signal: stop.signal })));
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    expect((await probe).kind).toBe('aborted');
    expect((await failureOf(plain([model], shared).call(request('next'), options()))).message).toContain('left alone');
    expect(model.asked).toHaveLength(6);
  });

  it('belongs to one model: another one is asked meanwhile, and while the probe is under way', async () => {
    const shared = health();
    const model = scriptedModel([...five(fails('server')), hangs]);
    const standIn = scriptedModel([answers('a'), answers('b')], { id: 'claude-other' });
    await open(model, shared);
    const patient = () => callerOf([model, standIn], { health: shared, newCallId }).caller;
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 10);
    await patient().call(request('open'), options());
    await vi.advanceTimersByTimeAsync(10);
    const stop = new AbortController();
    const probe = failureOf(plain([model], shared).call(request('probe'), options({ signal: stop.signal })));
    await vi.advanceTimersByTimeAsync(10);
    const result = await patient().call(request('probed'), options());
    expect([result.capability.id, standIn.asked.length, model.asked.length]).toEqual(['claude-other', 2, 6]);
    stop.abort();
    await probe;
  });

  it('is waited for when no other model can be asked and time is left; the wait takes no retry', async () => {
    const shared = health();
    const model = scriptedModel([...five(fails('server')), answers('x')]);
    await open(model, shared);
    const { caller, journal } = callerOf([model], { health: shared, newCallId });
    const call = caller.call(request('patient'), options());
    await vi.advanceTimersByTimeAsync(2 * MINUTE + 1_000);
    await call;
    expect([journal.attempts.length, shared.retriesLeft]).toEqual([1, HEALTH_LIMITS.retriesPerRun]);
  });
});
