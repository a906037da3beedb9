import { timeOrderedId } from '../../schemas/text/time-ordered-id.ts';
import type { Effort } from '../../schemas/model.ts';
import { whyRefused } from '../../schemas/model-call.ts';
import { InputError } from '../../schemas/problem.ts';
import { abortedError, orAborted } from './abort.ts';
import { type RetryContext, callWithRetries } from './call-with-retries.ts';
import type { Budget } from './budget.ts';
import type { CallJournal } from '../call-journal.ts';
import { clampRequest } from './clamp-request.ts';
import { type ModelHealth, createModelHealth } from './health.ts';
import type { CallLimits } from './limits.ts';
import type { CallResult, CallerOptions, ModelCaller } from '../model-caller.ts';
import { type Model, ModelError, type ModelRequest, type Refusal, type Refuser } from '../model.ts';
import { requestDigest } from '../recording/request-digest.ts';
import { isAsDeep } from '../selection/depth.ts';

export interface FailoverCallerOptions {
  /** The model that is asked first, and those of its family that stand in, in order. */
  readonly chain: readonly [Model, ...Model[]];
  readonly journal: CallJournal;
  readonly limits: CallLimits;
  /** How much the models are to think, as far as they offer it. */
  readonly effort?: Effort | undefined;
  /** One for all callers of a run. */
  readonly budget: Budget;
  /** One for all callers of a run; a caller without it keeps its breakers to itself. */
  readonly health?: ModelHealth;
  readonly clock?: () => number;
  readonly newCallId?: () => string;
  readonly onHeartbeat?: (heartbeat: Heartbeat) => void;
}

/** Puts the journal, the budget, timeouts, retries, breakers and failover around models of one family. */
export function createFailoverCaller(options: FailoverCallerOptions): ModelCaller {
  const { chain, clock = () => Date.now(), onHeartbeat } = options;
  refuseStrangers(chain);
  const shared = { health: createModelHealth({ clock }), newCallId: timeOrderedId, ...options, clock };
  return {
    capability: chain[0].capability,
    async call(asked, callOptions) {
      const request = options.effort === undefined ? asked : { ...asked, effort: options.effort };
      if (callOptions.signal.aborted) throw abortedError(callOptions.signal.reason);
      const onFirstEvent = once(callOptions.onFirstEvent ?? (() => undefined));
      const recorded = await recall(shared, request, callOptions);
      if (recorded !== null) {
        onFirstEvent();
        return recorded;
      }
      const beat = (waitedMs: number) =>
        onHeartbeat?.({ step: callOptions.step, model: chain[0].capability.id, waitedMs });
      const asking = askInTurn(shared, request, { ...callOptions, onFirstEvent });
      const result = await withHeartbeat(asking, { everyMs: options.limits.heartbeatMs, beat });
      // Whoever waits for the first event waits for an answer that came in one piece, too.
      onFirstEvent();
      return result;
    },
  };
}

type Shared = FailoverCallerOptions & Required<Pick<FailoverCallerOptions, 'health' | 'clock' | 'newCallId'>>;

/** An answer in the log counts whichever model of the chain gave it: after a failover it was not the first. */
async function recall(
  { chain, journal, health }: Shared,
  request: ModelRequest,
  { step }: Pick<CallerOptions, 'step'>,
): Promise<CallResult | null> {
  for (const model of chain) {
    const { capability, host, local } = model;
    // An answer that was given before a step was learned, or after an earlier one, is an answer.
    for (const changes of [{}, ...health.learnedOf(model).steps.map((step) => step.changes)]) {
      const digest = requestDigest(capability, clampRequest(request, capability), changes);
      const recorded = await journal.recall(digest, { step });
      if (recorded !== null) return weighed({ ...recorded, capability, host, local, reused: true }, chain);
    }
  }
  return null;
}

/** Asks when no other run is asking the same; what that one was answered is an answer to this one, too. */
async function askInTurn(shared: Shared, request: ModelRequest, options: Required<CallerOptions>): Promise<CallResult> {
  const { chain, journal, limits, clock } = shared;
  const { capability } = chain[0];
  const left = limits.deadlineAt - limits.minimumRemainingMs - clock();
  const mostMs = Math.max(0, Math.min(limits.sharedAnswerMs, left));
  const taking = journal.takeTurn(requestDigest(capability, clampRequest(request, capability), {}), { mostMs });
  const turn = await orAborted(taking, options.signal).catch((error: unknown) => {
    // Nobody is left who would end it.
    taking.then(({ id }) => (id === null ? undefined : journal.endTurn(id))).catch(() => undefined);
    throw error;
  });
  try {
    // Who asked before may have ended just now.
    const hadOthers = turn.waited || turn.id !== null;
    const recorded = hadOthers ? await recall(shared, request, options) : null;
    return recorded ?? (await askChain(shared, request, options));
  } finally {
    if (turn.id !== null) await journal.endTurn(turn.id);
  }
}

async function askChain(shared: Shared, request: ModelRequest, options: Required<CallerOptions>): Promise<CallResult> {
  const { chain, health, newCallId } = shared;
  const call = newCallId();
  let attempts = 0;
  const nextAttempt = () => (attempts += 1);
  const failures: ModelError[] = [];
  const refusedBy: Refuser[] = [];
  let refused: CallResult | null = null;
  for (const [index, model] of chain.entries()) {
    const hasNext = index < chain.length - 1;
    // The same model in another way, behind its batches: it has said no.
    if (refusedBy.some(({ model: name }) => name === model.capability.id)) continue;
    const context: RetryContext = { ...shared, ...options, health, call, nextAttempt, hasNext, refusedBy };
    try {
      const result = await callWithRetries(model, clampRequest(request, model.capability), context);
      if (result.response.stopReason !== 'refusal') return weighed(result, chain);
      refused ??= result;
      refusedBy.push({ model: model.capability.id, ...(result.response.refusal ?? UNEXPLAINED) });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      failures.push(error);
      // A refusal is an answer, if not the one that was hoped for: what became of the models behind it takes nothing from it.
      if (refused !== null && (!hasNext || !error.allowsFailover)) return refused;
      if (!hasNext || !error.allowsFailover) throw together(failures, error);
    }
  }
  if (refused !== null) return refused;
  throw new Error('a chain of models is never empty');
}

const UNEXPLAINED: Refusal = { category: null, explanation: null };

/** The answer, and what it is worth where somebody of this very chain refused before. */
function weighed(result: CallResult, chain: Shared['chain']): CallResult {
  const { response, capability } = result;
  const refusers = response.refusedBy ?? [];
  const deeper = chain.flatMap(({ capability: other }) =>
    isAsDeep(capability, other) ? [] : refusers.filter(({ model }) => model === other.id),
  )[0];
  if (deeper === undefined) return result;
  const { model } = deeper;
  return {
    ...result,
    shallow: `${model} refused (${whyRefused(deeper)}), and ${capability.id} is not known to think as deep`,
  };
}

function together(failures: readonly ModelError[], last: ModelError): ModelError {
  if (failures.length === 1) return last;
  return new ModelError({
    kind: last.kind,
    message: failures.map(({ message }) => message).join('; then '),
    cause: last,
  });
}

function refuseStrangers([first, ...others]: FailoverCallerOptions['chain']): void {
  const stranger = others.find(({ capability }) => capability.family !== first.capability.family);
  if (stranger === undefined) return;
  throw new InputError({
    what: `${stranger.capability.id} cannot stand in for ${first.capability.id}: it is of another family`,
    where: 'failover',
    remedy: `name models of the family ${first.capability.family}, or give ${stranger.capability.id} that family in capabilities`,
  });
}

function once(tell: () => void): () => void {
  let told = false;
  return () => {
    if (!told) tell();
    told = true;
  };
}

/** A caller that has been waiting for a while. */
interface Heartbeat {
  readonly step: string;
  readonly model: string;
  readonly waitedMs: number;
}

/** Says every so often that the work is still waited for. The timer also keeps the process alive between two tries. */
async function withHeartbeat<T>(
  work: Promise<T>,
  { everyMs, beat }: { readonly everyMs: number; readonly beat: (waitedMs: number) => void },
): Promise<T> {
  let waitedMs = 0;
  const timer = setInterval(() => {
    waitedMs += everyMs;
    beat(waitedMs);
  }, everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
