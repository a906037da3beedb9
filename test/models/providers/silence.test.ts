import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callerOf, failureOf, options } from '../calling/caller-for-test.ts';
import { answers, type Behaviour, drips, hangs, isDeaf, request, scriptedModel, trickles } from '../scripted-model.ts';

const once = { retriesPerModel: 0 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const after =
  (ms: number, behaviour: Behaviour): Behaviour =>
  async (given, asked) => {
    await new Promise((resolve) => void setTimeout(resolve, ms));
    return behaviour(given, asked);
  };

const beginsAndHangs: Behaviour = (given, asked) => {
  given.onFirstEvent?.();
  return hangs(given, asked);
};

describe('silence', () => {
  it.each([
    ['from the start', hangs],
    ['after the answer began', beginsAndHangs],
    ['of a model that does not heed its signal', isDeaf],
  ])('is cut after a minute: %s', async (_name, behaviour) => {
    const began = Date.now();
    const { caller, journal } = callerOf([scriptedModel([behaviour])], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(journal.attempts[0]?.end).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toMatchObject({ kind: 'timeout' });
    expect((await failure).message).toContain('claude-test sent nothing for 60 s');
    expect([Date.now() - began, vi.getTimerCount()]).toEqual([60_000, 0]);
  });

  it('is no longer watched for once the answer is there, and neither is the signal', async () => {
    const { signal } = new AbortController();
    const { caller } = callerOf([scriptedModel([answers('x')])], { limits: once });
    await caller.call(request('a'), options({ signal }));
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('is no silence when a piece comes now and then', async () => {
    const { caller } = callerOf([scriptedModel([drips(59_000, 4)])], { limits: once });
    const call = caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    expect((await call).response.parts).toEqual([{ kind: 'text', text: 'dripped' }]);
  });

  it('is allowed to a model on this machine until its answer begins', async () => {
    const { caller } = callerOf([scriptedModel([after(200_000, answers('thought long'))], { local: true })], {
      limits: once,
    });
    const call = caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    expect((await call).local).toBe(true);
  });

  it('is cut after a minute on this machine too, once its answer has begun', async () => {
    const { caller } = callerOf([scriptedModel([beginsAndHangs], { local: true })], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await failure).message).toContain('sent nothing for 60 s');
  });
});

describe('a trickle', () => {
  it.each([
    ['a byte every ten seconds', 10_000],
    ['a ping every second', 1_000],
    ['a comment just before silence would be one', 59_000],
  ])('is no progress, and cut after two minutes: %s', async (_name, everyMs) => {
    const began = Date.now();
    const { caller } = callerOf([scriptedModel([trickles(everyMs, 1_000)])], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await failure).toMatchObject({ kind: 'timeout', message: expect.stringContaining('get on for 120 s') });
    expect(Date.now() - began).toBe(120_000);
    vi.clearAllTimers();
  });

  it('of a model on this machine counts from its first word: a prompt may take longer to read', async () => {
    const model = scriptedModel([after(200_000, trickles(10_000, 1_000))], { local: true });
    const { caller } = callerOf([model], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(299_999);
    // 200 s of reading and 100 s of trickle are under both limits; the whole call is not.
    await vi.advanceTimersByTimeAsync(1);
    expect((await failure).message).toContain('did not finish within 300 s');
    vi.clearAllTimers();
  });

  it('leads to the next model of the family', async () => {
    const chain = [scriptedModel([trickles(10_000, 1_000)]), scriptedModel([answers('x')], { id: 'b' })] as const;
    const { caller } = callerOf([...chain], { limits: once });
    const call = caller.call(request('a'), options());
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await call).capability.id).toBe('b');
    vi.clearAllTimers();
  });

  it.each([
    ['progress', { progressMs: 20_000 }, trickles(10_000, 1_000), 'did not get on for 20 s'],
    ['silence', { silenceMs: 15_000 }, beginsAndHangs, 'sent nothing for 15 s'],
    ['silence longer than usual progress', { silenceMs: 200_000 }, beginsAndHangs, 'sent nothing for 200 s'],
    ['the whole call', { callMs: 45_000 }, drips(1_000, 1_000), 'did not finish within 45 s'],
    ['a whole call longer than usual', { callMs: 600_000 }, drips(1_000, 1_000), 'did not finish within 600 s'],
  ] as const)('is waited for as the operator says: %s', async (_name, timeouts, behaviour, words) => {
    const { caller } = callerOf([{ ...scriptedModel([behaviour]), timeouts }], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(600_000);
    expect((await failure).message).toContain(words);
    vi.clearAllTimers();
  });
});

describe('the time of a call', () => {
  it('ends an answer that goes on and on', async () => {
    const began = Date.now();
    const { caller } = callerOf([scriptedModel([drips(10_000, 1_000)])], { limits: once });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(300_000);
    expect(await failure).toMatchObject({ kind: 'timeout' });
    expect((await failure).message).toContain('claude-test did not finish within 300 s');
    expect(Date.now() - began).toBe(300_000);
    // What the model still sends is heard by nobody: the only timer left is its own.
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('is never longer than what is left of the deadline', async () => {
    const { caller } = callerOf([scriptedModel([drips(1_000, 1_000)])], {
      limits: { deadlineAt: Date.now() + 90_000 },
    });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.advanceTimersByTimeAsync(90_000);
    expect((await failure).message).toContain('did not finish within 90 s');
  });
});
