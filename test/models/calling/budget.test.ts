import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Budget, createBudget, type Reservation } from '../../../models/calling/budget.ts';
import { worstCaseOf } from '../../../models/calling/cost.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import type { Config } from '../../../schemas/config.ts';
import { runs } from '../../support/soak.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { answers, type Behaviour, capability, fails, request, scriptedModel } from '../scripted-model.ts';

const none = { microUsd: 0, tokens: 0 };
const MODEL = capability('m');
const NEED = worstCaseOf(MODEL, request('a'));
const signal = new AbortController().signal;
const limit = (more: Partial<Config['budget']>): Config['budget'] => ({ run: {}, pullRequest: {}, month: {}, ...more });
const usd = (microUsd: number) => ({ usd: microUsd / 1_000_000 });
const usage = (outputTokens: number) => ({ inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens });

const over = (limits: Partial<Config['budget']>, before = none): Budget => {
  const journal = new MemoryJournal({ pullRequest: before, month: before });
  return createBudget({ limits: limit(limits), spent: () => journal.spent() });
};
const reserve = (budget: Budget, text = 'a'): Promise<Reservation> =>
  budget.reserve({ capability: MODEL, request: request(text), signal });

describe('a count of the provider', () => {
  const long = request('a few plain words, '.repeat(500));
  const guessed = worstCaseOf(MODEL, long);
  const counted = worstCaseOf(MODEL, long, 2_000);
  const counting = (tokens: number | null) => {
    const asked = { times: 0 };
    const count = async () => {
      asked.times += 1;
      return tokens;
    };
    return { asked, count };
  };

  it('is asked for when money is short, and lets go what fits by it', async () => {
    expect(counted.microUsd).toBeLessThan(guessed.microUsd);
    const budget = over({ run: usd(counted.microUsd) });
    const { asked, count } = counting(2_000);
    await expect(budget.reserve({ capability: MODEL, request: long, signal, count })).resolves.toMatchObject({
      microUsd: counted.microUsd,
    });
    expect(asked.times).toBe(1);
  });

  it('is not asked for where there is enough, and refuses what does not fit by it either', async () => {
    const { asked, count } = counting(2_000);
    await over({ run: usd(guessed.microUsd) }).reserve({ capability: MODEL, request: long, signal, count });
    expect(asked.times).toBe(0);
    const short = over({ run: usd(counted.microUsd - 1) });
    expect((await failureOf(short.reserve({ capability: MODEL, request: long, signal, count }))).kind).toBe('budget');
    expect(asked.times).toBe(1);
  });

  it.each([null, 1e9])('of %s never puts more aside than the guess', async (tokens) => {
    expect(worstCaseOf(MODEL, long, tokens)).toEqual(guessed);
  });
});

describe('limits', () => {
  it.each([
    ['money of the run', { run: usd(NEED.microUsd) }, { run: usd(NEED.microUsd - 1) }],
    ['tokens of the run', { run: { tokens: NEED.tokens } }, { run: { tokens: NEED.tokens - 1 } }],
    ['money of the pull request', { pullRequest: usd(NEED.microUsd + 500) }, { pullRequest: usd(NEED.microUsd + 499) }],
    [
      'tokens of the pull request',
      { pullRequest: { tokens: NEED.tokens + 70 } },
      { pullRequest: { tokens: NEED.tokens + 69 } },
    ],
    ['money of the month', { month: usd(NEED.microUsd + 500) }, { month: usd(NEED.microUsd + 499) }],
    ['tokens of the month', { month: { tokens: NEED.tokens + 70 } }, { month: { tokens: NEED.tokens + 69 } }],
  ])('are exact: %s', async (_name, enough, tooLittle) => {
    const before = { microUsd: 500, tokens: 70 };
    await expect(reserve(over(enough, before))).resolves.toMatchObject({ microUsd: NEED.microUsd });
    expect((await failureOf(reserve(over(tooLittle, before)))).kind).toBe('budget');
  });

  it.each([
    [
      'money',
      { month: usd(1_000_000) },
      /^the next call of m could cost up to \$0\.\d{4}, and \$0\.0010 of \$1\.0000 is left \(month; setting: budget\.month\.usd\)$/,
    ],
    [
      'money that nothing was taken of',
      { run: { usd: 0.0009 } },
      /^the next call of m could cost up to \$0\.\d{4}, and \$0\.0009 of \$0\.0009 is left \(run; setting: budget\.run\.usd\)$/,
    ],
    [
      'tokens',
      { pullRequest: { tokens: 50 } },
      /^the next call of m could take up to \d+ tokens, and 0 of 50 tokens are left \(pull request; setting: budget\.pullRequest\.tokens\)$/,
    ],
  ])('are told in words, with the setting to change: %s', async (_name, limits, words) => {
    const budget = over(limits, { microUsd: 999_000, tokens: 70 });
    expect((await failureOf(reserve(budget))).message).toMatch(words);
  });

  it('never show what a call needs as what is left', async () => {
    const limits = { run: usd(NEED.microUsd - 1) };
    const { message } = await failureOf(reserve(over(limits)));
    const [, need, left] = /up to \$([\d.]+), and \$([\d.]+) of/.exec(message) ?? [];
    expect(Number(need)).toBeGreaterThan(Number(left));
  });

  it('of money do not stop a model that costs nothing', async () => {
    const free = capability('free', { price: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } });
    const budget = over({ month: { usd: 0 } }, { microUsd: 5, tokens: 0 });
    await expect(budget.reserve({ capability: free, request: request('a'), signal })).resolves.toMatchObject({
      microUsd: 0,
    });
  });

  it('that are absent ask the journal nothing', async () => {
    const budget = createBudget({ limits: limit({}), spent: () => Promise.reject(new Error('asked')) });
    await expect(reserve(budget)).resolves.toMatchObject({ microUsd: NEED.microUsd });
  });

  it('count what other runs spend meanwhile', async () => {
    const spent = { run: none, pullRequest: none, month: { microUsd: 0, tokens: 0 } };
    const limits = limit({ month: usd(10 * NEED.microUsd) });
    const budget = createBudget({ limits, spent: async () => structuredClone(spent) });
    (await reserve(budget)).settle({ microUsd: null, usage: null });
    spent.month.microUsd = 9 * NEED.microUsd;
    expect((await failureOf(reserve(budget))).kind).toBe('budget');
  });

  it('count our own calls once, though the journal knows them too', async () => {
    const journal = new MemoryJournal();
    const budget = createBudget({ limits: limit({ month: usd(4 * NEED.microUsd) }), spent: () => journal.spent() });
    const model = scriptedModel(Array.from({ length: 4 }, () => answers('x', { inputTokens: null })));
    for (const text of ['a', 'b', 'c', 'd'])
      await callerOf([model], { journal, budget, newCallId: () => text }).caller.call(request(text), options());
    expect(model.asked).toHaveLength(4);
  });
});

describe('what is put aside', () => {
  it('comes back when a call turns out cheaper', async () => {
    const budget = over({ run: usd(2 * NEED.microUsd - 1) });
    const first = await reserve(budget);
    first.settle({ microUsd: NEED.microUsd - 1, usage: usage(1) });
    await expect(reserve(budget)).resolves.toBeDefined();
  });

  it('stays spent when nobody knows what the call cost', async () => {
    const budget = over({ run: usd(2 * NEED.microUsd - 1) });
    (await reserve(budget)).settle({ microUsd: null, usage: null });
    expect((await failureOf(reserve(budget))).kind).toBe('budget');
  });

  it('comes back whole when nothing was sent', async () => {
    const budget = over({ run: usd(NEED.microUsd) });
    (await reserve(budget)).release();
    await expect(reserve(budget)).resolves.toBeDefined();
  });

  it('is waited for while it may come back', async () => {
    const budget = over({ run: usd(2 * NEED.microUsd - 1) });
    const first = await reserve(budget);
    let state = 'waiting';
    const second = reserve(budget).then(() => (state = 'reserved'));
    await new Promise(setImmediate);
    expect(state).toBe('waiting');
    first.settle({ microUsd: 10, usage: usage(1) });
    expect(await second).toBe('reserved');
  });

  it('is refused to those who waited in vain', async () => {
    const budget = over({ run: usd(2 * NEED.microUsd - 1) });
    const first = await reserve(budget);
    const second = failureOf(reserve(budget));
    first.settle({ microUsd: null, usage: null });
    expect((await second).kind).toBe('budget');
  });

  it('is not waited for by a call that was aborted', async () => {
    const budget = over({ run: usd(2 * NEED.microUsd - 1) });
    await reserve(budget);
    const stop = new AbortController();
    const second = failureOf(budget.reserve({ capability: MODEL, request: request('a'), signal: stop.signal }));
    stop.abort();
    expect((await second).kind).toBe('aborted');
  });
});

describe('calls made at once', () => {
  it('never overrun the budget together, whatever they cost and however they end', async () => {
    const outcome = fc.record({
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      turns: fc.nat({ max: 4 }),
      end: fc.constantFrom('ok', 'unknown', 'cut', 'refused'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 8 * NEED.microUsd }),
        fc.nat({ max: 2 * NEED.microUsd }),
        async (outcomes, limitMicroUsd, before) => {
          const journal = new MemoryJournal({ month: { microUsd: before, tokens: 0 } });
          const budget = createBudget({ limits: limit({ month: usd(limitMicroUsd) }), spent: () => journal.spent() });
          let paid = before;
          let feared = before;
          const calls = outcomes.map(async ({ part, turns, end }, at) => {
            const behaviour: Behaviour = async (given, asked) => {
              const worst = worstCaseOf(MODEL, asked).microUsd;
              feared += worst;
              expect(feared).toBeLessThanOrEqual(Math.max(limitMicroUsd, before));
              for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
              const outputTokens = Math.floor(part * 1_000);
              if (end === 'ok') feared += outputTokens * 15 - worst;
              if (end === 'refused') feared -= worst;
              if (end !== 'refused') paid += outputTokens * 15;
              if (end === 'ok') return answers('x', usage(outputTokens))(given, asked);
              if (end === 'unknown') return answers('x', { inputTokens: null })(given, asked);
              return fails(end === 'cut' ? 'cut' : 'auth', end === 'cut' ? {} : { status: 401 })(given, asked);
            };
            const { caller } = callerOf([scriptedModel([behaviour])], {
              journal,
              budget,
              newCallId: () => `call-${at}`,
              limits: { retriesPerModel: 0 },
            });
            return caller.call(request(`${at % 10}`), options()).catch((error: unknown) => error);
          });
          await Promise.all(calls);
          expect(paid).toBeLessThanOrEqual(Math.max(limitMicroUsd, before));
          expect((await journal.spent()).month.microUsd).toBe(feared);
        },
      ),
      { numRuns: runs(60, 1_000) },
    );
  });
});
