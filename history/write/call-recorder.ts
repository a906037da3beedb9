import type { AttemptEnd, AttemptStart, ModelResponse, ToolCallRecord } from '../../schemas/model-call.ts';
import type { Digest } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import { newId } from '../ids.ts';
import { digestOf } from '../tables/artifacts.ts';
import type { WriteBuffer } from './write-buffer.ts';
import type { ModelCall } from '../tables/model-calls.ts';
import type { ReusedCall } from '../tables/reused-calls.ts';
import type { RunRows } from './run-rows.ts';
import type { ToolCall } from '../tables/tool-calls.ts';

/** An answer that is in the log, and who gave it. */
export interface RecordedAnswer {
  readonly response: ModelResponse;
  readonly costMicroUsd: number;
  readonly from: Pick<ModelCall, 'provider' | 'host' | 'local' | 'model'>;
}

/** Bytes that one token of a request takes at the least: the estimate that stands in for a count that nobody knows. */
const BYTES_PER_TOKEN = 2;

const UNKNOWN = { inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null };

/** Writes the calls of one run: each method is one durable transaction. */
export class CallRecorder {
  readonly #rows: RunRows;
  readonly #journal: WriteBuffer;
  /** Attempts that have begun and not ended; what both halves say is taken from here. */
  readonly #open = new Map<string, ModelCall>();

  constructor(rows: RunRows, journal: WriteBuffer) {
    this.#rows = rows;
    this.#journal = journal;
  }

  /** To be called before anything is sent: from here on the reservation counts as spent. */
  started(step: string, start: AttemptStart): ModelCall {
    const { call, attempt, provider, host, model, requestDigest, reservedMicroUsd } = start;
    const key = keyOf(start);
    if (this.#open.has(key)) throw new TypeError(`attempt ${key} began twice`);
    const sent = [`${provider}/${model}`, start.request, ...(start.dialect === undefined ? [] : [start.dialect])];
    const request = this.#rows.json(sent);
    if (digestOf(Buffer.from(canonicalJson(sent))) !== requestDigest)
      throw new TypeError(`attempt ${key} is not of the request that it names`);
    const asked = { call, attempt, provider, host, local: start.local ? 1 : 0, model, requestDigest } as const;
    const reserved = { reservedMicroUsd, reservedTokens: mostTokens(start) };
    const nothingYet = { error: null, responseDigest: null, costMicroUsd: null, ...UNKNOWN };
    const at = this.#rows.at();
    const row: ModelCall = { ...this.#rows.head(), step, at, state: 'started', ...asked, ...reserved, ...nothingYet };
    this.#open.set(key, row);
    // A request that would have to be scrubbed is not the one that was sent: its digest stays, its bytes are not kept.
    const kept = request.digest === requestDigest ? request.rows : [];
    this.#journal.append([...kept, () => this.#rows.tables.modelCalls.append(row)]);
    return row;
  }

  /** The attempt's other half; returns the row that began it and the one that ended it. */
  ended(end: AttemptEnd): { readonly began: ModelCall; readonly ended: ModelCall } {
    const key = keyOf(end);
    const began = this.#open.get(key);
    if (began === undefined) throw new TypeError(`attempt ${key} ended without having begun, or twice`);
    this.#open.delete(key);
    const { state, costMicroUsd } = end;
    const artifact = end.state === 'ok' ? this.#rows.json(end.response) : null;
    const outcome =
      end.state === 'ok'
        ? { ...end.response.usage, error: null }
        : { ...UNKNOWN, ...end.usage, error: this.#rows.scrub(end.error) };
    const ended: ModelCall = {
      ...began,
      ...this.#rows.head(),
      at: this.#rows.at(),
      state,
      costMicroUsd,
      responseDigest: artifact?.digest ?? null,
      ...outcome,
    };
    this.#journal.append([...(artifact?.rows ?? []), () => this.#rows.tables.modelCalls.append(ended)]);
    return { began, ended };
  }

  /** The step got this answer without asking. The answer's bytes become this run's too. */
  reused(
    step: string,
    { requestDigest, answer }: { readonly requestDigest: Digest; readonly answer: RecordedAnswer },
  ): ReusedCall {
    const { from, response, costMicroUsd: savedMicroUsd } = answer;
    const { provider, host, local, model } = from;
    const artifact = this.#rows.json(response);
    const who = { provider, host, local, model };
    const what = { requestDigest, responseDigest: artifact.digest, savedMicroUsd };
    const row = { ...this.#rows.head(), step, at: this.#rows.at(), ...who, ...what };
    this.#journal.append([...artifact.rows, () => this.#rows.tables.reusedCalls.append(row)]);
    return row;
  }

  toolCalled(step: string, { tool, requestDigest, input, output, isError, seen }: ToolCallRecord): ToolCall {
    const [question, answer] = [this.#rows.json(input), this.#rows.json({ output, isError, seen })];
    const digests = { requestDigest, inputDigest: question.digest, responseDigest: answer.digest };
    const end = { state: isError ? 'failed' : 'ok', error: null } as const;
    const place = { ...this.#rows.head(), step, call: newId(), attempt: 1, at: this.#rows.at(), modelCall: null };
    const row = { ...place, ...end, tool, ...digests };
    this.#journal.append([...question.rows, ...answer.rows, () => this.#rows.tables.toolCalls.append(row)]);
    return row;
  }
}

/** What counts for an attempt whose tokens nobody knows: the whole request, tightly packed, and the longest answer asked for. */
function mostTokens({ request }: AttemptStart): number {
  return Math.ceil(Buffer.byteLength(canonicalJson(request)) / BYTES_PER_TOKEN) + request.maxOutputTokens;
}

function keyOf({ call, attempt }: Pick<AttemptStart, 'call' | 'attempt'>): string {
  return `${call}/${attempt}`;
}
