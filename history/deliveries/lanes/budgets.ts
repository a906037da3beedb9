import { z } from 'zod';
import type { BudgetCap, BudgetHold, BudgetWish } from '../budget.ts';
import { ask, askOne, type QueueSteps, type StepEnvironment, write } from './steps.ts';

/**
 * What was charged to each cap, and what each run has put aside. `charged` of a hold stands in the budgets: the whole amount while its run goes on, what was
 * really spent from then on.
 */
export const BUDGET_TABLES = `
CREATE TABLE budgets (key TEXT PRIMARY KEY, micro_usd BIGINT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE budget_holds (
  id TEXT PRIMARY KEY,
  place TEXT NOT NULL,
  token BIGINT NOT NULL,
  holder TEXT NOT NULL,
  keys TEXT NOT NULL,
  charged BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  is_open BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX budget_holds_open ON budget_holds (at) WHERE is_open = 1;`;

/** No installation has this number: whoever changes budgets is alone with them. */
export const BUDGET_LOCK = -1;
/** A month is longer than deliveries are remembered. */
const KEPT_MS = 31 * 24 * 60 * 60_000;

const Amount = z.strictObject({ amount: z.int() });
const Hold = z.strictObject({
  id: z.string(),
  keys: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  charged: z.int(),
  spent: z.int(),
});
const HOLD_COLUMNS = 'id, keys, charged, spent';

/** Whose run it is that wants money. */
export interface BudgetOwner {
  readonly id: string;
  readonly place: string;
  readonly token: number;
  readonly holder: string;
  readonly installation: number;
  readonly repository: number;
}

/** Puts aside what is wanted, or what is left of it. */
export function* hold(
  owner: BudgetOwner,
  { caps, microUsd }: BudgetWish,
  { now }: StepEnvironment,
): QueueSteps<Pick<BudgetHold, 'microUsd' | 'short' | 'putAside'>> {
  yield* lapse(now);
  let granted = microUsd;
  let short: BudgetCap | null = null;
  for (const cap of caps) {
    const used = yield* askOne(
      Amount,
      'SELECT micro_usd AS amount FROM budgets WHERE key = $1',
      keyOf(cap, owner, now),
    );
    const left = Math.max(0, cap.microUsd - (used?.amount ?? 0));
    if (left < granted) [granted, short] = [left, cap];
  }
  const putAside = short === null ? 0 : yield* unspent(keyOf(short, owner, now));
  const keys = caps.map((cap) => keyOf(cap, owner, now));
  yield* write(
    `INSERT INTO budget_holds (id, place, token, holder, keys, charged, spent, is_open, at) VALUES ($1, $2, $3, $4, $5, $6, 0, 1, $7)`,
    owner.id,
    owner.place,
    owner.token,
    owner.holder,
    JSON.stringify(keys),
    granted,
    now,
  );
  for (const key of keys) yield* add(key, granted, now);
  return { microUsd: granted, short, putAside };
}

/** What runs that go on have put aside of a cap and not spent yet. There are as many of them as runs. */
function* unspent(key: string): QueueSteps<number> {
  const open = yield* ask(Hold, `SELECT ${HOLD_COLUMNS} FROM budget_holds WHERE is_open = 1`);
  return open
    .filter(({ keys }) => keys.includes(key))
    .reduce((sum, { charged, spent }) => sum + Math.max(0, charged - spent), 0);
}

/** Writes down what a run has spent so far. More than it put aside, or after it was given up, is charged at once. */
export function* noteSpent(id: string, microUsd: number, { now }: StepEnvironment): QueueSteps<void> {
  const found = yield* askOne(
    Hold,
    `UPDATE budget_holds SET spent = $2 WHERE id = $1 RETURNING ${HOLD_COLUMNS}`,
    id,
    microUsd,
  );
  if (found !== null && microUsd > found.charged) yield* charge(found, microUsd, now);
}

/** Ends a hold with what was spent. */
export function* settleHold(id: string, microUsd: number, { now }: StepEnvironment): QueueSteps<void> {
  const found = yield* askOne(
    Hold,
    `UPDATE budget_holds SET spent = $2, is_open = 0 WHERE id = $1 RETURNING ${HOLD_COLUMNS}`,
    id,
    microUsd,
  );
  if (found !== null) yield* charge(found, microUsd, now);
}

/** Forgets holds that ended before a time, and budgets of months that are over. */
export function* forgetBudgets(time: number): QueueSteps<void> {
  yield* write('DELETE FROM budget_holds WHERE is_open = 0 AND at < $1', time);
  yield* write('DELETE FROM budgets WHERE at < $1', time - KEPT_MS);
}

/** Runs that nobody has any more, because their worker died or lost its lease: they have spent what they wrote down before they asked. */
export function* lapse(now: number): QueueSteps<void> {
  const gone = yield* ask(
    Hold,
    `UPDATE budget_holds SET is_open = 0 WHERE is_open = 1 AND NOT EXISTS (SELECT 1 FROM lanes WHERE lanes.place = budget_holds.place
       AND lanes.token = budget_holds.token AND lanes.holder = budget_holds.holder AND lanes.state = 'running') RETURNING ${HOLD_COLUMNS}`,
  );
  for (const one of gone) yield* charge(one, one.spent, now);
}

function* charge({ id, keys, charged }: z.infer<typeof Hold>, microUsd: number, now: number): QueueSteps<void> {
  yield* write('UPDATE budget_holds SET charged = $2 WHERE id = $1', id, microUsd);
  for (const key of keys) yield* add(key, microUsd - charged, now);
}

function* add(key: string, microUsd: number, now: number): QueueSteps<void> {
  yield* write(
    `INSERT INTO budgets (key, micro_usd, at) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET micro_usd = budgets.micro_usd + excluded.micro_usd, at = excluded.at`,
    key,
    microUsd,
    now,
  );
}

/** A day or month of its own for each installation and repository. */
function keyOf(
  { scope, period }: BudgetCap,
  { installation, repository }: Pick<BudgetOwner, 'installation' | 'repository'>,
  now: number,
): string {
  const whose = scope === 'fleet' ? '' : scope === 'installation' ? installation : repository;
  return `${scope} ${whose} ${new Date(now).toISOString().slice(0, period === 'day' ? 10 : 7)}`;
}
