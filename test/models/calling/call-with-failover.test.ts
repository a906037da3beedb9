import { describe, expect, it } from 'vitest';
import type { AttemptEnd, AttemptStart } from '../../../models/call-journal.ts';
import { createBudget } from '../../../models/calling/budget.ts';
import { worstTokensOf } from '../../../models/calling/cost.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { answers, fails, hangs, isDeaf, request, scriptedModel } from '../scripted-model.ts';

/** Notes in which order things happen, and can be made to fail. */
class WatchedJournal extends MemoryJournal {
  readonly events: string[] = [];
  failIn: 'started' | 'ended' | null = null;

  override async started(start: AttemptStart): Promise<void> {
    // A turn of the event loop later, as on a disk: whoever does not wait for it is seen.
    await new Promise(setImmediate);
    if (this.failIn === 'started') throw new Error('disk full');
    await super.started(start);
    this.events.push('started');
  }

  override async ended(end: AttemptEnd): Promise<void> {
    await new Promise(setImmediate);
    if (this.failIn === 'ended') throw new Error('disk full');
    await super.ended(end);
    this.events.push('ended');
  }
}

describe('the journal around a call', () => {
  it('is told before anything is sent, and before anyone has the answer', async () => {
    const journal = new WatchedJournal();
    const model = scriptedModel([
      (given, asked) => {
        journal.events.push('sent');
        return answers('fine')(given, asked);
      },
    ]);
    const { caller } = callerOf([model], { journal });
    await caller.call(request('a'), options()).then(() => journal.events.push('answered'));
    expect(journal.events).toEqual(['started', 'sent', 'ended', 'answered']);
  });

  it('keeps everything about an attempt', async () => {
    const model = scriptedModel([answers('fine')]);
    const { caller, journal } = callerOf([model]);
    const result = await caller.call(request('a'), options());
    expect(result).toMatchObject({ reused: false, host: 'models.example:443', local: false, costMicroUsd: 450 });
    expect(journal.attempts).toMatchObject([
      {
        start: {
          call: 'call-1',
          attempt: 1,
          step: 'quality',
          provider: 'anthropic',
          model: 'claude-test',
          requestDigest: requestDigest({ provider: 'anthropic', id: 'claude-test' }, request('a')),
        },
        end: { state: 'ok', costMicroUsd: 450 },
      },
    ]);
  });

  it('sends nothing when the beginning cannot be written down, and tries nothing else', async () => {
    const journal = new WatchedJournal();
    journal.failIn = 'started';
    const [model, standIn] = [scriptedModel([]), scriptedModel([], { id: 'claude-other' })];
    const { caller } = callerOf([model, standIn], { journal });
    await expect(caller.call(request('a'), options())).rejects.toThrow('disk full');
    expect([...model.asked, ...standIn.asked]).toEqual([]);
  });

  it('spends nothing of the budget on what was not sent', async () => {
    const journal = new WatchedJournal();
    const limits = { run: { tokens: worstTokensOf(request('a')) }, pullRequest: {}, month: {} };
    const budget = createBudget({ limits, spent: () => journal.spent() });
    const { caller } = callerOf([scriptedModel([answers('fine')])], { journal, budget });
    journal.failIn = 'started';
    await expect(caller.call(request('a'), options())).rejects.toThrow('disk full');
    journal.failIn = null;
    expect((await caller.call(request('a'), options())).reused).toBe(false);
  });

  it('gives the answer to nobody when its end cannot be written down, and does not ask again', async () => {
    const journal = new WatchedJournal();
    journal.failIn = 'ended';
    const model = scriptedModel([answers('paid for'), answers('twice')]);
    const { caller } = callerOf([model], { journal });
    await expect(caller.call(request('a'), options())).rejects.toThrow('disk full');
    expect(model.asked).toHaveLength(1);
    expect(await journal.recall(requestDigest({ provider: 'anthropic', id: 'claude-test' }, request('a')))).toBeNull();
  });
});

describe('recall', () => {
  it('answers from the log at once: nothing is sent, written or waited for', async () => {
    const model = scriptedModel([answers('once')]);
    const { caller, journal } = callerOf([model]);
    const first = await caller.call(request('a'), options());
    let firstEvents = 0;
    const second = await caller.call(request('a'), options({ onFirstEvent: () => (firstEvents += 1) }));
    expect(second).toEqual({ ...first, reused: true });
    expect(firstEvents).toBe(1);
    expect([model.asked.length, journal.attempts.length]).toEqual([1, 1]);
  });

  it('says for whom the log is asked', async () => {
    const askers: unknown[] = [];
    class Asked extends MemoryJournal {
      override recall(digest: string, asker?: unknown): ReturnType<MemoryJournal['recall']> {
        askers.push(asker);
        return super.recall(digest);
      }
    }
    const { caller } = callerOf([scriptedModel([answers('x')])], { journal: new Asked() });
    await caller.call(request('a'), options({ step: 'security' }));
    expect(askers).toEqual([{ step: 'security' }]);
  });

  it('asks again when one byte differs', async () => {
    const model = scriptedModel([answers('one'), answers('two')]);
    const { caller } = callerOf([model]);
    await caller.call(request('a'), options());
    await caller.call(request('b'), options());
    expect(model.asked).toHaveLength(2);
  });

  it('asks again after a failure', async () => {
    const model = scriptedModel([fails('auth'), answers('two')]);
    const { caller } = callerOf([model]);
    await failureOf(caller.call(request('a'), options()));
    expect((await caller.call(request('a'), options())).reused).toBe(false);
  });

  it('takes the answer of a model that stood in', async () => {
    const journal = new MemoryJournal();
    const standIn = scriptedModel([answers('stood in')], { id: 'claude-other' });
    await callerOf([standIn], { journal }).caller.call(request('a'), options());
    const model = scriptedModel([]);
    const { caller } = callerOf([model, standIn], { journal, newCallId: () => 'other' });
    const result = await caller.call(request('a'), options());
    expect(result).toMatchObject({ reused: true, capability: { id: 'claude-other' } });
  });
});

describe('the first event', () => {
  it('is told once, over all tries', async () => {
    let told = 0;
    const cut: typeof hangs = async (given, asked) => {
      given.onFirstEvent?.();
      return fails('cut')(given, asked);
    };
    const { caller } = callerOf([scriptedModel([cut, answers('fine')])], { limits: { firstDelayMs: 1 } });
    await caller.call(request('a'), options({ onFirstEvent: () => (told += 1) }));
    expect(told).toBe(1);
  });

  it('is told at the end when the answer came in one piece', async () => {
    let told = 0;
    const { caller } = callerOf([
      scriptedModel([async (_given, asked) => answers('x')({ signal: AbortSignal.abort() }, asked)]),
    ]);
    await caller.call(request('a'), options({ onFirstEvent: () => (told += 1) }));
    expect(told).toBe(1);
  });
});

describe('abort', () => {
  it.each([
    ['a model that heeds it', hangs],
    ['a model that does not', isDeaf],
  ])('ends the attempt as failed at unknown cost: %s', async (_name, behaviour) => {
    const stop = new AbortController();
    const model = scriptedModel([behaviour]);
    const { caller, journal } = callerOf([model], { journal: new WatchedJournal() });
    const failure = failureOf(caller.call(request('a'), options({ signal: stop.signal })));
    await expect.poll(() => model.asked.length).toBe(1);
    stop.abort();
    expect((await failure).kind).toBe('aborted');
    expect(journal.attempts[0]?.end).toMatchObject({ state: 'failed', costMicroUsd: null });
    expect((await journal.spent()).run.microUsd).toBe(journal.attempts[0]?.start.reservedMicroUsd);
  });

  it('ends the wait between two tries', async () => {
    const stop = new AbortController();
    const model = scriptedModel([fails('overloaded', { retryAfterMs: 600_000 })]);
    const { caller, journal } = callerOf([model]);
    const failure = failureOf(caller.call(request('a'), options({ signal: stop.signal })));
    await expect.poll(() => journal.attempts[0]?.end?.state).toBe('failed');
    stop.abort();
    expect((await failure).kind).toBe('aborted');
    expect(model.asked).toHaveLength(1);
  });

  it('sends and writes nothing when it came while the budget was looked at', async () => {
    const stop = new AbortController();
    const journal = new MemoryJournal();
    const spent = async () => {
      stop.abort();
      return journal.spent();
    };
    const budget = createBudget({ limits: { run: { usd: 1 }, pullRequest: {}, month: {} }, spent });
    const { caller } = callerOf([scriptedModel([])], { journal, budget });
    const failure = await failureOf(caller.call(request('a'), options({ signal: stop.signal })));
    expect([failure.kind, journal.attempts.length]).toEqual(['aborted', 0]);
  });

  it('sends nothing when it came first', async () => {
    const model = scriptedModel([]);
    const { caller, journal } = callerOf([model]);
    const failure = await failureOf(caller.call(request('a'), options({ signal: AbortSignal.abort() })));
    expect([failure.kind, journal.attempts.length]).toEqual(['aborted', 0]);
  });
});

describe('failures of unforeseen kinds', () => {
  it('are written down and end as a bad answer', async () => {
    const model = scriptedModel([() => Promise.reject(new TypeError('x is not a function'))]);
    const { caller, journal } = callerOf([model]);
    const failure = await failureOf(caller.call(request('a'), options()));
    expect(failure.kind).toBe('bad-answer');
    expect(failure.message).toContain('x is not a function');
    expect(journal.attempts[0]?.end).toMatchObject({ state: 'failed', costMicroUsd: null });
  });
});

describe('what an attempt that failed cost', () => {
  it.each([
    ['refused before the answer began', fails('rate-limited', { status: 429 }), 0],
    ['a connection that was lost', fails('connection'), null],
    [
      'an error inside the answer',
      async (given, asked) => {
        given.onActivity?.();
        return fails('overloaded', { status: 529 })(given, asked);
      },
      null,
    ],
  ] satisfies [string, typeof hangs, number | null][])('%s', async (_name, behaviour, cost) => {
    const { caller, journal } = callerOf([scriptedModel([behaviour])], { limits: { retriesPerModel: 0 } });
    await failureOf(caller.call(request('a'), options()));
    expect(journal.attempts[0]?.end?.costMicroUsd).toBe(cost);
  });

  it('counts an answer without usage as its reservation', async () => {
    const { caller, journal } = callerOf([scriptedModel([answers('x', { outputTokens: null })])]);
    const result = await caller.call(request('a'), options());
    expect(journal.attempts[0]?.end?.costMicroUsd).toBeNull();
    expect(result.costMicroUsd).toBe(journal.attempts[0]?.start.reservedMicroUsd);
  });
});
