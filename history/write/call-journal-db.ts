import { existsSync } from 'node:fs';
import type {
  AttemptEnd,
  AttemptStart,
  ModelResponse,
  Spent,
  ToolAnswer,
  ToolCallRecord,
  Turn,
} from '../../schemas/model-call.ts';
import type { Digest } from '../../schemas/run.ts';
import { Problem } from '../../schemas/problem.ts';
import type { Usage } from '../../schemas/usage.ts';
import type { RecordedAnswer } from './call-recorder.ts';
import type { HistoryLog } from '../log.ts';
import { type ModelCall, MONTH, type Sum } from '../tables/model-calls.ts';
import type { ReusedCall } from '../tables/reused-calls.ts';
import type { RunRecorder } from './run-recorder.ts';
import { Turns } from './turns.ts';
import type { ToolCall } from '../tables/tool-calls.ts';
import { usageOf } from '../read/usage.ts';

export interface CallJournalOptions {
  readonly log: HistoryLog;
  readonly recorder: RunRecorder;
  /** The step that a call belongs to, by the name that the caller knows it by: a reviewer's id, or `judge`. */
  readonly stepOf: (name: string) => { readonly id: string };
}

/**
 * The journal of a run's calls, kept in the log: what `models/call-journal.ts` asks for. What this run did is remembered here too, so
 * that a log that cannot be written for a while neither forgets an answer nor a cost.
 */
export function createCallJournal(options: CallJournalOptions): CallJournalDb {
  return new CallJournalDb(options);
}

interface Attempt {
  readonly began: ModelCall;
  readonly ended: ModelCall | null;
}

/** A store is waited for so long at most, once without progress and once in all, before a run's file is closed. */
const CLOSED_MS = 120_000;

class CallJournalDb {
  readonly #options: CallJournalOptions;
  readonly #attempts = new Map<string, Attempt>();
  readonly #reused: ReusedCall[] = [];
  readonly #tools: ToolCall[] = [];
  readonly #answers = new Map<Digest, RecordedAnswer>();
  readonly #turns: Turns;

  constructor(options: CallJournalOptions) {
    this.#options = options;
    const { log, recorder } = options;
    const { id: run, trust } = recorder.run;
    this.#turns = new Turns({ shared: log.path, run, log: log.writesInto, trust });
  }

  async recall(
    requestDigest: Digest,
    { step }: Pick<AttemptStart, 'step'>,
  ): Promise<{ readonly response: ModelResponse; readonly costMicroUsd: number } | null> {
    const { log, recorder, stepOf } = this.#options;
    const { trust } = recorder.run;
    const answer = this.#answers.get(requestDigest) ?? log.recordedAnswer({ requestDigest, trust });
    if (answer === null) return null;
    this.#reused.push(recorder.calls.reused(stepOf(step).id, { requestDigest, answer }));
    return { response: answer.response, costMicroUsd: answer.costMicroUsd };
  }

  /** The rows of whom was waited for are taken over, where they lie in another file: the answer is among them. */
  async takeTurn(requestDigest: Digest, { mostMs }: { readonly mostMs: number }): Promise<Turn> {
    const { id, waitedFor } = await this.#turns.take(requestDigest, mostMs);
    for (const path of waitedFor) this.#takeOver(path);
    return { id, waited: waitedFor.length > 0 };
  }

  endTurn(id: string): Promise<void> {
    return this.#turns.end(id);
  }

  /** When the run is over nobody waits for it any more. */
  endTurns(): Promise<void> {
    return this.#turns.endAll(CLOSED_MS);
  }

  #takeOver(path: string): void {
    const { log } = this.#options;
    if (path === log.path || path === log.writesInto || !existsSync(path)) return;
    try {
      log.merge(path);
    } catch (error) {
      // What cannot be read there is asked again; the union of the stored logs tells of the damage.
      if (!(error instanceof Problem)) throw error;
    }
  }

  async started(attempt: AttemptStart): Promise<void> {
    const { recorder, stepOf } = this.#options;
    const began = recorder.calls.started(stepOf(attempt.step).id, attempt);
    this.#attempts.set(began.id, { began, ended: null });
  }

  async ended(attempt: AttemptEnd): Promise<void> {
    const { began, ended } = this.#options.recorder.calls.ended(attempt);
    this.#attempts.set(began.id, { began, ended });
    // A refusal answers nothing the next time.
    if (attempt.state === 'failed' || attempt.response.stopReason === 'refusal') return;
    const costMicroUsd = attempt.costMicroUsd ?? began.reservedMicroUsd;
    this.#answers.set(began.requestDigest, { response: attempt.response, costMicroUsd, from: began });
  }

  async toolCalled(call: ToolCallRecord): Promise<void> {
    const { recorder, stepOf } = this.#options;
    this.#tools.push(recorder.calls.toolCalled(stepOf(call.step).id, call));
  }

  async recallTool(requestDigest: Digest): Promise<ToolAnswer | null> {
    const { log, recorder } = this.#options;
    return log.recordedToolAnswer({ requestDigest, trust: recorder.run.trust });
  }

  async spent(): Promise<Spent> {
    const { log, recorder } = this.#options;
    const at = recorder.at();
    const own = [...this.#attempts.values()];
    const ownMonth = own.filter(({ began }) => began.at.slice(0, MONTH) === at.slice(0, MONTH));
    const others = log.spentByOthers(recorder.run, at);
    return {
      run: sumOf(own),
      pullRequest: plus(others.pullRequest, sumOf(own)),
      month: plus(others.month, sumOf(ownMonth)),
    };
  }

  /** What this run's models did and cost so far, rows that wait in memory included. */
  usage(): Usage {
    const models = [...this.#attempts.values()].flatMap(({ began, ended }) =>
      ended === null ? [began] : [began, ended],
    );
    return usageOf({ models, reused: this.#reused, tools: this.#tools });
  }
}

function sumOf(attempts: readonly Attempt[]): Sum {
  return attempts.map(spentOn).reduce(plus, { microUsd: 0, tokens: 0 });
}

/** The same as the log's own sums: what is not known counts as what was put aside. */
function spentOn({ began, ended }: Attempt): Sum {
  return { microUsd: ended?.costMicroUsd ?? began.reservedMicroUsd, tokens: tokensOf(ended) ?? began.reservedTokens };
}

function tokensOf(ended: ModelCall | null): number | null {
  if (ended === null) return null;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = ended;
  if (inputTokens === null || outputTokens === null)
    return ended.state === 'failed' && ended.costMicroUsd === 0 ? 0 : null;
  return inputTokens + outputTokens + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
}

function plus(one: Sum, other: Sum): Sum {
  return { microUsd: one.microUsd + other.microUsd, tokens: one.tokens + other.tokens };
}
