import type { Config } from '../../schemas/config.ts';
import type { ModelCapability } from '../../schemas/model.ts';
import { orAborted } from './abort.ts';
import type { Spent } from '../call-journal.ts';
import { tokensOf, worstCaseOf, type WorstCase } from './cost.ts';
import { ModelError, type ModelRequest, type ModelUsage } from '../model.ts';
import { firstExceeded, isUnlimited, type Exceeded } from './budget-limits.ts';

/** Money and tokens put aside for one attempt. Ends with `settle` or `release`, once. */
export interface Reservation {
  readonly microUsd: number;
  /** What the attempt cost. What is unknown counts as what was put aside. */
  settle(actual: { readonly microUsd: number | null; readonly usage: ModelUsage | null }): void;
  /** Nothing was spent. */
  release(): void;
}

export interface Budget {
  /**
   * Puts the worst case of a request aside. Waits while it would only fit once calls under way turn out cheaper than feared.
   * Throws a `ModelError` of kind `budget` when it does not fit at all.
   */
  reserve(question: Question): Promise<Reservation>;
}

interface Question {
  readonly capability: ModelCapability;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  /** The provider's own count of the request's tokens, where that costs nothing: asked once, and only when money is short. */
  readonly count?: () => Promise<number | null>;
}

export interface BudgetOptions {
  readonly limits: Config['budget'];
  /** Of the journal. Asked before each reservation, so that what other runs spend meanwhile counts. */
  readonly spent: () => Promise<Spent>;
}

/** The budget of one run. All callers of the run share it: that is what keeps calls made at once from overrunning it together. */
export function createBudget(options: BudgetOptions): Budget {
  return new RunBudget(options);
}

class RunBudget implements Budget {
  readonly #options: BudgetOptions;
  #settled: WorstCase = { microUsd: 0, tokens: 0 };
  #reserved: WorstCase = { microUsd: 0, tokens: 0 };
  #before: Promise<Spent> | null = null;
  #change = Promise.withResolvers<void>();

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  async reserve({ capability, request, signal, count }: Question): Promise<Reservation> {
    let need = worstCaseOf(capability, request);
    let toCount = count;
    if (isUnlimited(this.#options.limits)) return this.#putAside(need);
    for (;;) {
      const others = await this.#spentByOthers();
      // From here to the reservation nothing is awaited: no other call can come between.
      const exceeded = this.#exceeded(others, plus(this.#settled, this.#reserved), need);
      if (exceeded === null) return this.#putAside(need);
      if (toCount !== undefined) {
        need = worstCaseOf(capability, request, await toCount());
        toCount = undefined;
        continue;
      }
      const hopeless = this.#exceeded(others, this.#settled, need);
      if (hopeless !== null || this.#reserved.tokens === 0) throw over(capability.id, hopeless ?? exceeded);
      await orAborted(this.#change.promise, signal);
    }
  }

  #exceeded(others: Spent, own: WorstCase, need: WorstCase): Exceeded | null {
    return firstExceeded({ limits: this.#options.limits, others, own, need });
  }

  #putAside(need: WorstCase): Reservation {
    this.#reserved = plus(this.#reserved, need);
    const end = (spent: WorstCase) => {
      this.#reserved = minus(this.#reserved, need);
      this.#settled = plus(this.#settled, spent);
      this.#change.resolve();
      this.#change = Promise.withResolvers();
    };
    return {
      microUsd: need.microUsd,
      settle({ microUsd, usage }) {
        const tokens = usage === null ? null : tokensOf(usage);
        end({ microUsd: microUsd ?? need.microUsd, tokens: tokens ?? need.tokens });
      },
      release: () => end({ microUsd: 0, tokens: 0 }),
    };
  }

  /**
   * What was spent by anyone but this object: our own calls are counted here, more exactly than the journal can while they run,
   * so the journal's figure of this run is taken off its sums, all of one and the same reading.
   */
  async #spentByOthers(): Promise<Spent> {
    this.#before ??= this.#options.spent();
    const { run } = await this.#before;
    const now = await this.#options.spent();
    const without = (sum: WorstCase): WorstCase => plus(run, atLeastZero(minus(sum, now.run)));
    return { run, pullRequest: without(now.pullRequest), month: without(now.month) };
  }
}

function over(model: string, { scope, unit, need, left, limit, because, isNone }: Exceeded): ModelError {
  const [could, is] = unit === 'usd' ? ['cost', 'is'] : ['take', 'are'];
  const message = `the next call of ${model} could ${could} up to ${need}, and ${left} of ${limit} ${is} left`;
  return new ModelError({
    kind: 'budget',
    message:
      because === undefined
        ? `${message} (${scope.words}; setting: budget.${scope.key}.${unit})`
        : `${withoutFigures(model, { could, unit, isNone })}: ${because}`,
  });
}

/** The same words for each call: all that a limit of the operator keeps from looking is told once, with the reason that names its figures. */
function withoutFigures(
  model: string,
  { could, unit, isNone }: { readonly could: string } & Pick<Exceeded, 'unit' | 'isNone'>,
): string {
  if (!isNone) return `a further call of ${model} could ${could} more than is left`;
  return unit === 'usd' ? 'no model that costs may be asked' : 'no model may be asked';
}

function plus(a: WorstCase, b: WorstCase): WorstCase {
  return { microUsd: a.microUsd + b.microUsd, tokens: a.tokens + b.tokens };
}

function minus(a: WorstCase, b: WorstCase): WorstCase {
  return { microUsd: a.microUsd - b.microUsd, tokens: a.tokens - b.tokens };
}

function atLeastZero({ microUsd, tokens }: WorstCase): WorstCase {
  return { microUsd: Math.max(0, microUsd), tokens: Math.max(0, tokens) };
}
