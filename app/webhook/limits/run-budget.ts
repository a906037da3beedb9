import type { BudgetCap, BudgetHold, BudgetWish } from '../../../history/deliveries/budget.ts';
import type { CallJournal } from '../../../models/call-journal.ts';
import type { Config } from '../../../schemas/config.ts';
import type { SharedBudget } from '../../pull-request/host.ts';
import { capText } from './budget-caps.ts';

export interface RunBudgetParts {
  readonly caps: readonly BudgetCap[];
  readonly hold: (wish: BudgetWish) => Promise<BudgetHold>;
  /** A cap left less than was wanted. */
  readonly onShort: (cap: BudgetCap, grantedMicroUsd: number) => void;
}

const MICRO = 1_000_000;
/** Where the operator sets no `budget.run.usd`, a run puts so much of the smallest cap aside: twenty of them may go on before others wait. */
const PART_OF_CAP = 20;

/** What one run may spend of what all workers share. Nothing is put aside before its configuration is known. */
export function createRunBudget({ caps, hold, onShort }: RunBudgetParts): SharedBudget & { settle(): Promise<void> } {
  let held: BudgetHold | null = null;
  let spent = 0;
  let told = Promise.resolve();
  /** One after another: each says more than the one before it. */
  const tell = (to: BudgetHold): Promise<void> => {
    told = told.catch(() => undefined).then(() => to.spent(spent));
    return told;
  };
  return {
    limit: async (config) => {
      const own = config.budget.run.usd;
      // Where no model may be asked at all, money that is put aside would only be kept from others, and the reason is another one.
      if (config.offline || held !== null || own === 0 || config.budget.run.tokens === 0) return config;
      const [least] = caps.toSorted((a, b) => a.microUsd - b.microUsd);
      if (least === undefined) return config;
      const wanted = own === undefined ? Math.ceil(least.microUsd / PART_OF_CAP) : Math.floor(own * MICRO);
      held = await hold({ caps, microUsd: wanted });
      if (held.short === null) return limited(config, held.microUsd, own === undefined ? partOf(least) : undefined);
      onShort(held.short, held.microUsd);
      return limited(config, held.microUsd, whyShort({ ...held, short: held.short }));
    },
    meter: (journal) => {
      const reserved = new Map<string, number>();
      const keyOf = ({ call, attempt }: { readonly call: string; readonly attempt: number }) => `${call} ${attempt}`;
      const metered: Pick<CallJournal, 'started' | 'ended'> = {
        started: async (attempt) => {
          reserved.set(keyOf(attempt), attempt.reservedMicroUsd);
          spent += attempt.reservedMicroUsd;
          // Before the model is asked: whoever dies from here on has spent that.
          if (held !== null) await tell(held);
          await journal.started(attempt);
        },
        ended: async (attempt) => {
          const before = reserved.get(keyOf(attempt)) ?? 0;
          reserved.delete(keyOf(attempt));
          spent += (attempt.costMicroUsd ?? before) - before;
          await journal.ended(attempt);
        },
      };
      return withMethods(journal, metered);
    },
    settle: async () => {
      await told.catch(() => undefined);
      await held?.settle(spent);
    },
  };
}

/** No call that costs more fits into this. */
function limited(config: Config, microUsd: number, because?: string): Config {
  const run = { ...config.budget.run, usd: microUsd / MICRO, ...(because === undefined ? {} : { because }) };
  return { ...config, budget: { ...config.budget, run } };
}

function partOf(cap: BudgetCap): string {
  return `without budget.run.usd, a run may spend one of ${PART_OF_CAP} parts of ${capText(cap)}`;
}

function whyShort({
  microUsd: left,
  short,
  putAside,
}: Pick<BudgetHold, 'microUsd' | 'putAside'> & { readonly short: BudgetCap }): string {
  const what = `the operator's budget of ${capText(short)}`;
  const later =
    putAside === 0
      ? ''
      : ` while reviews that go on have put ${(putAside / MICRO).toFixed(2)} USD aside: ask for another when they are over`;
  if (left > 0) return `${what} leaves ${(left / MICRO).toFixed(2)} USD${later}`;
  return later === '' ? `${what} is used up` : `${what} leaves nothing${later}`;
}

/** The journal with two of its methods replaced. */
function withMethods(journal: CallJournal, methods: Pick<CallJournal, 'started' | 'ended'>): CallJournal {
  return {
    recall: (digest, asker) => journal.recall(digest, asker),
    takeTurn: (digest, options) => journal.takeTurn(digest, options),
    endTurn: (id) => journal.endTurn(id),
    toolCalled: (call) => journal.toolCalled(call),
    recallTool: (digest) => journal.recallTool(digest),
    spent: () => journal.spent(),
    ...methods,
  };
}
