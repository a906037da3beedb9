import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModelHealth } from '../../../models/calling/health.ts';
import { HEALTH_LIMITS } from '../../../models/calling/limits.ts';
import type { ModelErrorKind } from '../../../models/model.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { answers, type Behaviour, fails, request, scriptedModel } from '../scripted-model.ts';

const MINUTE = 60_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A behaviour that notes when it was asked. */
function timed(times: number[], behaviour: Behaviour): Behaviour {
  return (given, asked) => {
    times.push(Date.now());
    return behaviour(given, asked);
  };
}

describe('retries on one model', () => {
  it.each(['rate-limited', 'overloaded', 'server', 'timeout', 'connection', 'cut'] satisfies ModelErrorKind[])(
    'tries again after %s, every try a row of its own',
    async (kind) => {
      const { caller, journal } = callerOf([scriptedModel([fails(kind), fails(kind), answers('at last')])]);
      const call = caller.call(request('a'), options());
      await vi.runAllTimersAsync();
      expect((await call).response.parts).toEqual([{ kind: 'text', text: 'at last' }]);
      expect(journal.attempts.map(({ start, end }) => [start.call, start.attempt, end?.state])).toEqual([
        ['call-1', 1, 'failed'],
        ['call-1', 2, 'failed'],
        ['call-1', 3, 'ok'],
      ]);
    },
  );

  it.each(['auth', 'context-overflow', 'bad-request', 'bad-answer', 'no-recording'] satisfies ModelErrorKind[])(
    'does not try again after %s',
    async (kind) => {
      const model = scriptedModel([fails(kind)]);
      const failure = await failureOf(callerOf([model]).caller.call(request('a'), options()));
      expect([failure.kind, failure.message, model.asked.length]).toEqual([kind, `it is ${kind}`, 1]);
    },
  );

  it('gives up after the tries that it has, and says so', async () => {
    const model = scriptedModel(Array.from({ length: 4 }, () => fails('server', { status: 500 })));
    const failure = failureOf(callerOf([model]).caller.call(request('a'), options()));
    await vi.runAllTimersAsync();
    expect(await failure).toMatchObject({
      kind: 'server',
      status: 500,
      message: 'it is server (4 tries; it was tried often enough)',
    });
  });

  it('waits as long as it is told, and a little of its own', async () => {
    const times: number[] = [];
    const told = fails('rate-limited', { retryAfterMs: 45_000 });
    const model = scriptedModel([timed(times, told), timed(times, answers('x'))]);
    const call = callerOf([model]).caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    await call;
    const waited = (times[1] ?? 0) - (times[0] ?? 0);
    expect(waited).toBeGreaterThanOrEqual(45_000);
    expect(waited).toBeLessThanOrEqual(46_000);
  });

  it('waits longer each time when nobody says how long', async () => {
    const times: number[] = [];
    const model = scriptedModel([
      ...Array.from({ length: 3 }, () => timed(times, fails('server'))),
      timed(times, answers('x')),
    ]);
    const call = callerOf([model]).caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    await call;
    const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(waits.map((wait, at) => wait >= 500 * 2 ** at && wait <= 1000 * 2 ** at)).toEqual([true, true, true]);
  });
});

describe('the deadline', () => {
  it.each([
    ['with less than two minutes left', 2 * MINUTE - 1, undefined],
    ['when the wait that it was told leaves less than two minutes', 3 * MINUTE, MINUTE + 1],
  ])('allows no retry %s', async (_name, leftMs, retryAfterMs) => {
    const model = scriptedModel([fails('overloaded', retryAfterMs === undefined ? {} : { retryAfterMs })]);
    const { caller } = callerOf([model], { limits: { deadlineAt: Date.now() + leftMs } });
    // No timer runs here: it is known at once.
    const failure = await failureOf(caller.call(request('a'), options()));
    expect(failure.message).toBe('it is overloaded (1 try; less than 120 s of its time would remain)');
    expect(model.asked).toHaveLength(1);
  });

  it('allows no retry when the wait itself has used the time up', async () => {
    const model = scriptedModel([fails('overloaded')]);
    const { caller } = callerOf([model], { limits: { deadlineAt: Date.now() + 2 * MINUTE + 100 } });
    const failure = failureOf(caller.call(request('a'), options()));
    await vi.runAllTimersAsync();
    expect((await failure).kind).toBe('overloaded');
    expect(model.asked).toHaveLength(1);
  });

  it('allows a retry with two minutes left after the wait', async () => {
    const model = scriptedModel([fails('overloaded'), answers('x')]);
    const { caller } = callerOf([model], { limits: { deadlineAt: Date.now() + 2 * MINUTE + 1_000 } });
    const call = caller.call(request('a'), options());
    await vi.runAllTimersAsync();
    expect((await call).reused).toBe(false);
  });

  it('sends nothing when it has passed', async () => {
    const { caller, journal } = callerOf([scriptedModel([])], { limits: { deadlineAt: Date.now() } });
    const failure = await failureOf(caller.call(request('a'), options()));
    expect([failure.kind, journal.attempts.length]).toEqual(['timeout', 0]);
  });
});

describe('the retries of a run', () => {
  it('are shared by all its callers', async () => {
    const health = createModelHealth({ limits: { ...HEALTH_LIMITS, retriesPerRun: 3, breakerFailures: 100 } });
    const models = ['one', 'two'].map((id) =>
      scriptedModel(
        Array.from({ length: 4 }, () => fails('server')),
        { id },
      ),
    );
    const failures = models.map((model) =>
      failureOf(callerOf([model], { health }).caller.call(request('a'), options())),
    );
    await vi.runAllTimersAsync();
    const messages = (await Promise.all(failures)).map(({ message }) => message);
    expect(models.reduce((sum, { asked }) => sum + asked.length, 0)).toBe(2 + 3);
    expect(messages.join()).toContain('the retries of this run are used up');
  });
});

describe('heartbeat', () => {
  it('says every 30 s what is waited for, and stops with the answer', async () => {
    const beats: unknown[] = [];
    const slow: Behaviour = async (given, asked) => {
      for (let s = 0; s < 70; s += 1) {
        await new Promise((resolve) => void setTimeout(resolve, 1000));
        given.onActivity?.();
      }
      return answers('slow')(given, asked);
    };
    const { caller } = callerOf([scriptedModel([slow])], { onHeartbeat: (beat) => beats.push(beat) });
    const call = caller.call(request('a'), options({ step: 'security' }));
    await vi.runAllTimersAsync();
    await call;
    const { step, model } = { step: 'security', model: 'claude-test' };
    expect(beats).toEqual([
      { step, model, waitedMs: 30_000 },
      { step, model, waitedMs: 60_000 },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
