import { z } from 'zod';
import type { BudgetCap } from '../../../history/deliveries/budget.ts';

const MICRO = 1_000_000;

/** `50/day`, `900/month`, or both with a comma between: US dollars, UTC. */
const Caps = z
  .string()
  .regex(
    /^\d{1,9}(?:\.\d{1,2})?\/(?:day|month)(?:,\d{1,9}(?:\.\d{1,2})?\/(?:day|month))?$/,
    'must be like 50/day or 50/day,900/month',
  );

const capsOf = (scope: BudgetCap['scope']) =>
  Caps.transform((text): BudgetCap[] =>
    text.split(',').map((cap) => {
      const [usd, period] = cap.split('/');
      return { scope, period: period === 'day' ? 'day' : 'month', microUsd: Math.round(Number(usd) * MICRO) };
    }),
  ).optional();

/** The variables that cap what all workers together spend on models. */
export const BUDGET_VARIABLES = {
  DOCKET_BUDGET_FLEET: capsOf('fleet'),
  DOCKET_BUDGET_INSTALLATION: capsOf('installation'),
  DOCKET_BUDGET_REPOSITORY: capsOf('repository'),
};

type Given = z.infer<z.ZodObject<typeof BUDGET_VARIABLES>>;

export function budgetCapsOf(given: Given): BudgetCap[] {
  return [given.DOCKET_BUDGET_REPOSITORY, given.DOCKET_BUDGET_INSTALLATION, given.DOCKET_BUDGET_FLEET].flatMap(
    (caps) => caps ?? [],
  );
}

/** A cap in words: `50.00 USD a day for this installation`. */
export function capText({ scope, period, microUsd }: BudgetCap): string {
  const whose = scope === 'fleet' ? 'all repositories' : `this ${scope}`;
  return `${(microUsd / MICRO).toFixed(2)} USD a ${period} for ${whose}`;
}
