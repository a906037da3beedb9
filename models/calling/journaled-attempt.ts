import { abortedError } from './abort.ts';
import type { Budget } from './budget.ts';
import type { AttemptEnd, CallJournal } from '../call-journal.ts';
import { believedUsage } from './believed-usage.ts';
import { costOf } from './cost.ts';
import type { ModelHealth } from './health.ts';
import type { Learned } from './learn-dialect.ts';
import type { CallLimits } from './limits.ts';
import type { CallResult } from '../model-caller.ts';
import { type Model, ModelError, type ModelRequest, type Refuser } from '../model.ts';
import { saidOf } from '../providers/wire/dialect.ts';
import { requestDigest } from '../recording/request-digest.ts';
import { timedRequest, type TimedResult } from './timed-request.ts';

/** What surrounds every attempt at one question. */
export interface AttemptContext {
  readonly journal: CallJournal;
  readonly budget: Budget;
  readonly limits: CallLimits;
  readonly health: ModelHealth;
  readonly clock: () => number;
  readonly call: string;
  readonly step: string;
  readonly signal: AbortSignal;
  readonly onFirstEvent: () => void;
  /** Models that were asked the same before and refused: that stands beside the answer. */
  readonly refusedBy: readonly Refuser[];
  /** 1, 2, 3 and so on, over all models that are asked. */
  readonly nextAttempt: () => number;
}

/**
 * One attempt: money put aside, written down, sent, its end written down, and only then answered. When the journal fails before,
 * nothing is sent; when it fails after, the answer is used by nobody.
 */
export async function journaledAttempt(
  model: Model,
  request: ModelRequest,
  context: AttemptContext & { readonly spoken: Learned },
): Promise<CallResult> {
  const { journal, budget, limits, health, clock, call, step, signal, spoken } = context;
  const { capability, host, local } = model;
  const reservation = await budget.reserve({
    capability,
    request,
    signal,
    count: async () => (await model.countTokens?.(request, signal)) ?? null,
  });
  const id = { call, attempt: context.nextAttempt() };
  try {
    if (signal.aborted) throw abortedError(signal.reason);
    if (clock() >= limits.deadlineAt)
      throw new ModelError({ kind: 'timeout', message: 'the time for the review is over' });
    const identity = { provider: capability.provider, host, local, model: capability.id };
    const dialect = saidOf(capability.dialect, spoken.changes);
    const question = {
      requestDigest: requestDigest(capability, request, spoken.changes),
      request,
      ...(dialect === null ? {} : { dialect }),
    };
    await journal.started({ ...id, step, ...identity, ...question, reservedMicroUsd: reservation.microUsd });
  } catch (error) {
    reservation.release();
    throw error;
  }
  const sent = told(await timedRequest(model, request, { ...context, dialect: spoken.changes }), request, context);
  const learned = sent.state === 'failed' ? health.learn(model, spoken, sent.error) : null;
  const costMicroUsd = costOfSent(model, request, sent);
  const usage = sent.state === 'ok' ? sent.response.usage : sent.usage;
  try {
    await journal.ended(endOf(id, sent, { costMicroUsd, learned }));
  } finally {
    if (costMicroUsd === 0 && sent.state === 'failed') reservation.release();
    else reservation.settle({ microUsd: costMicroUsd, usage });
  }
  if (sent.state === 'failed') throw sent.error;
  const paid = costMicroUsd ?? reservation.microUsd;
  return { response: sent.response, capability, host, local, reused: false, costMicroUsd: paid };
}

function endOf(
  id: Pick<AttemptEnd, 'call' | 'attempt'>,
  sent: TimedResult,
  { costMicroUsd, learned }: { readonly costMicroUsd: number | null; readonly learned: string | null },
): AttemptEnd {
  if (sent.state === 'ok') return { ...id, state: 'ok', response: sent.response, costMicroUsd };
  const error = `${sent.error.kind}: ${sent.error.message}${learned === null ? '' : ` (${learned})`}`;
  return { ...id, state: 'failed', error, ...(sent.usage === null ? {} : { usage: sent.usage }), costMicroUsd };
}

/** Counts that cannot be are taken out, so that they reach neither the log nor a budget; who refused before is put in. */
function told(sent: TimedResult, request: ModelRequest, { refusedBy }: Pick<AttemptContext, 'refusedBy'>): TimedResult {
  if (sent.state === 'failed') {
    return sent.usage === null ? sent : { ...sent, usage: believedUsage(sent.usage, request, '') };
  }
  const { response } = sent;
  const usage = believedUsage(response.usage, request, response.parts);
  return { ...sent, response: { ...response, usage, ...(refusedBy.length === 0 ? {} : { refusedBy }) } };
}

/**
 * What was never sent, or refused with an HTTP status before an answer began, costs nothing. Any other failure costs what was counted before
 * it; where the prompt alone was, the longest answer that was asked for comes on top; null where nothing was.
 */
function costOfSent({ capability }: Model, request: ModelRequest, sent: TimedResult): number | null {
  if (sent.state === 'ok') return costOf(capability, sent.response.usage);
  const isRefused = !sent.begun && (sent.error.status ?? 0) >= 400;
  if (isRefused || !sent.error.wasSent) return 0;
  if (sent.usage === null) return null;
  return costOf(capability, { ...sent.usage, outputTokens: sent.usage.outputTokens ?? request.maxOutputTokens });
}
