import { expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../app/config/config.ts';
import { withoutModels } from '../../../../app/config/switch.ts';
import { BUDGET_VARIABLES, budgetCapsOf } from '../../../../app/webhook/limits/budget-caps.ts';
import { createRunBudget } from '../../../../app/webhook/limits/run-budget.ts';
import type { BudgetCap, BudgetWish } from '../../../../history/deliveries/budget.ts';
import { createBudget } from '../../../../models/calling/budget.ts';
import { capability, request } from '../../../models/scripted-model.ts';
import { MemoryJournal } from '../../../support/memory-journal.ts';
import { z } from 'zod';

const CAP: BudgetCap = { scope: 'installation', period: 'day', microUsd: 50_000_000 };

const STARTED = {
  provider: 'p',
  host: 'h',
  local: false,
  model: 'm',
  requestDigest: '0'.repeat(64),
  request: request('a'),
};
const ENDED = { state: 'failed', error: 'overloaded' } as const;

function aBudget(left: number, putAside = 0) {
  const said: string[] = [];
  const wishes: BudgetWish[] = [];
  const budget = createRunBudget({
    caps: [CAP],
    hold: async (wish) => {
      wishes.push(wish);
      const microUsd = Math.min(left, wish.microUsd);
      return {
        microUsd,
        short: microUsd < wish.microUsd ? CAP : null,
        putAside,
        spent: async (sum) => void said.push(`spent ${sum}`),
        settle: async (sum) => void said.push(`settled ${sum}`),
      };
    },
    onShort: (_, granted) => said.push(`short ${granted}`),
  });
  return { budget, said, wishes };
}

it('a run asks for its own limit, or for a twentieth of the smallest cap', async () => {
  const { budget, wishes } = aBudget(1e9);
  const config = await budget.limit({ ...DEFAULT_CONFIG, budget: { ...DEFAULT_CONFIG.budget, run: { usd: 2 } } });
  expect(config.budget.run).toEqual({ usd: 2 });
  const other = aBudget(1e9);
  expect((await other.budget.limit(DEFAULT_CONFIG)).budget.run).toEqual({
    usd: 2.5,
    because: expect.stringContaining('one of 20 parts of 50.00 USD a day for this installation'),
  });
  expect([...wishes, ...other.wishes].map(({ microUsd }) => microUsd)).toEqual([2_000_000, 2_500_000]);
});

it.each([
  [0, 0, "the operator's budget of 50.00 USD a day for this installation is used up"],
  [400_000, 0, "the operator's budget of 50.00 USD a day for this installation leaves 0.40 USD"],
  [
    0,
    9_500_000,
    "the operator's budget of 50.00 USD a day for this installation leaves nothing while reviews that go on have put 9.50 USD aside: ask for another when they are over",
  ],
])('what a cap leaves (%d) is the most that the run may spend, and its refusals say so', async (left, aside, why) => {
  const { budget, said } = aBudget(left, aside);
  const { run } = (await budget.limit(DEFAULT_CONFIG)).budget;
  expect(run).toEqual({ usd: left / 1e6, because: why });
  expect(said).toEqual([`short ${left}`]);
  const limits = { ...DEFAULT_CONFIG.budget, run };
  const journal = new MemoryJournal();
  const calls = createBudget({ limits, spent: () => journal.spent() });
  const call = {
    capability: capability('m'),
    request: request('a '.repeat(1_000_000)),
    signal: new AbortController().signal,
  };
  await expect(calls.reserve(call)).rejects.toMatchObject({ kind: 'budget', message: expect.stringContaining(why) });
});

it('a run that the central switch lets ask no model puts no money aside, and the switch stays its reason', async () => {
  const { budget, wishes } = aBudget(0);
  const off = withoutModels(DEFAULT_CONFIG, 'the switch');
  expect(await budget.limit(off)).toEqual(off);
  expect(wishes).toEqual([]);
});

it('says before each call what the run may have spent, and at its end what it has', async () => {
  const { budget, said } = aBudget(1e9);
  await budget.limit(DEFAULT_CONFIG);
  const journal = budget.meter(new MemoryJournal());
  const attempt = { call: 'c', attempt: 1, step: 's', reservedMicroUsd: 500 };
  await journal.started({ ...STARTED, ...attempt });
  await journal.started({ ...STARTED, ...attempt, call: 'd' });
  await journal.ended({ ...ENDED, call: 'c', attempt: 1, costMicroUsd: 20 });
  await journal.started({ ...STARTED, ...attempt, call: 'e' });
  await budget.settle();
  // Of two that never ended nobody knows more than what was put aside.
  expect(said).toEqual(['spent 500', 'spent 1000', 'spent 1020', 'settled 1020']);
});

it.each(['50', '50/week', '-1/day', '1/day,2/month,3/day', '1e3/day', '50 /day'])('%j is no cap', (text) => {
  expect(z.object(BUDGET_VARIABLES).safeParse({ DOCKET_BUDGET_FLEET: text }).success).toBe(false);
});

it('caps are dollars a day or a month', () => {
  const given = z.object(BUDGET_VARIABLES).parse({ DOCKET_BUDGET_FLEET: '50/day,900.50/month' });
  expect(budgetCapsOf(given)).toEqual([
    { scope: 'fleet', period: 'day', microUsd: 50_000_000 },
    { scope: 'fleet', period: 'month', microUsd: 900_500_000 },
  ]);
});
