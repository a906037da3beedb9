import type { ToolAnswer, Turn } from '../../schemas/model-call.ts';
import type { AttemptEnd, AttemptStart, CallJournal, Spent, ToolCallRecord } from '../../models/call-journal.ts';
import { tokensOf, worstTokensOf } from '../../models/calling/cost.ts';

/** An attempt and, once it is over, its end. */
export interface JournaledAttempt {
  readonly start: AttemptStart;
  readonly end: AttemptEnd | null;
}

type Sum = Spent['run'];

/** A journal that ends with the process: for a run without a usable history, and for tests. */
export class MemoryJournal implements CallJournal {
  readonly #attempts = new Map<string, JournaledAttempt>();
  readonly #tools: ToolCallRecord[] = [];
  readonly #before: Pick<Spent, 'pullRequest' | 'month'>;

  /** `before`: what other runs had spent. */
  constructor(before: Partial<Pick<Spent, 'pullRequest' | 'month'>> = {}) {
    const nothing = { microUsd: 0, tokens: 0 };
    this.#before = { pullRequest: nothing, month: nothing, ...before };
  }

  get attempts(): readonly JournaledAttempt[] {
    return [...this.#attempts.values()];
  }

  get toolCalls(): readonly ToolCallRecord[] {
    return this.#tools;
  }

  recall(requestDigest: string): ReturnType<CallJournal['recall']> {
    for (const { start, end } of this.#attempts.values()) {
      if (start.requestDigest === requestDigest && end?.state === 'ok' && end.response.stopReason !== 'refusal') {
        return Promise.resolve({ response: end.response, costMicroUsd: end.costMicroUsd ?? start.reservedMicroUsd });
      }
    }
    return Promise.resolve(null);
  }

  async takeTurn(): Promise<Turn> {
    return { id: null, waited: false };
  }

  async endTurn(): Promise<void> {
    // There is nobody else.
  }

  async started(start: AttemptStart): Promise<void> {
    const key = keyOf(start);
    if (this.#attempts.has(key)) throw new Error(`attempt ${key} began twice`);
    this.#attempts.set(key, { start, end: null });
  }

  async ended(end: AttemptEnd): Promise<void> {
    const key = keyOf(end);
    const attempt = this.#attempts.get(key);
    if (attempt === undefined) throw new Error(`attempt ${key} ended without having begun`);
    if (attempt.end !== null) throw new Error(`attempt ${key} ended twice`);
    this.#attempts.set(key, { ...attempt, end });
  }

  async toolCalled(call: ToolCallRecord): Promise<void> {
    this.#tools.push(call);
  }

  async recallTool(requestDigest: string): Promise<ToolAnswer | null> {
    const call = this.#tools.findLast((known) => known.requestDigest === requestDigest);
    return call === undefined ? null : { output: call.output, isError: call.isError, seen: call.seen };
  }

  async spent(): Promise<Spent> {
    const run = this.attempts.map(spentOn).reduce(plus, { microUsd: 0, tokens: 0 });
    const { pullRequest, month } = this.#before;
    return { run, pullRequest: plus(pullRequest, run), month: plus(month, run) };
  }
}

/** What is not known counts as what was put aside, of an attempt under way too. */
function spentOn({ start, end }: JournaledAttempt): Sum {
  const isFree = end?.state === 'failed' && end.costMicroUsd === 0;
  const usage = end?.state === 'ok' ? end.response.usage : end?.usage;
  const tokens = usage !== undefined ? tokensOf(usage) : isFree ? 0 : null;
  return { microUsd: end?.costMicroUsd ?? start.reservedMicroUsd, tokens: tokens ?? worstTokensOf(start.request) };
}

function plus(a: Sum, b: Sum): Sum {
  return { microUsd: a.microUsd + b.microUsd, tokens: a.tokens + b.tokens };
}

function keyOf({ call, attempt }: Pick<AttemptStart, 'call' | 'attempt'>): string {
  return `${call}/${attempt}`;
}
