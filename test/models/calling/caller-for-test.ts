import { type Budget, createBudget } from '../../../models/calling/budget.ts';
import type { CallJournal } from '../../../models/call-journal.ts';
import { createFailoverCaller, type FailoverCallerOptions } from '../../../models/calling/call-with-failover.ts';
import { CALL_LIMITS, type CallLimits } from '../../../models/calling/limits.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import type { CallerOptions, ModelCaller } from '../../../models/model-caller.ts';
import type { ModelError } from '../../../models/model.ts';

const HALF_AN_HOUR = 30 * 60 * 1000;

/** Limits as they are, with half an hour to go. */
const limitsFor = (more: Partial<CallLimits> = {}): CallLimits => ({
  ...CALL_LIMITS,
  deadlineAt: Date.now() + HALF_AN_HOUR,
  ...more,
});

const unlimited = (journal: CallJournal): Budget =>
  createBudget({ limits: { run: {}, pullRequest: {}, month: {} }, spent: () => journal.spent() });

/** A caller with a journal of its own, unless told otherwise. */
export function callerOf(
  chain: FailoverCallerOptions['chain'],
  more: Partial<Omit<FailoverCallerOptions, 'limits' | 'journal'>> & {
    limits?: Partial<CallLimits>;
    journal?: MemoryJournal;
  } = {},
): { readonly caller: ModelCaller; readonly journal: MemoryJournal } {
  const journal = more.journal ?? new MemoryJournal();
  let calls = 0;
  const newCallId = () => `call-${(calls += 1)}`;
  const limits = limitsFor(more.limits);
  return {
    caller: createFailoverCaller({ budget: unlimited(journal), newCallId, ...more, chain, journal, limits }),
    journal,
  };
}

export const options = (more: Partial<CallerOptions> = {}): CallerOptions => ({
  step: 'quality',
  signal: new AbortController().signal,
  ...more,
});

/** What a call failed with. */
export async function failureOf(call: Promise<unknown>): Promise<ModelError> {
  return call.then(
    () => {
      throw new Error('the call was expected to fail');
    },
    (error: unknown) => error as ModelError,
  );
}
