import { orAborted } from '../calling/abort.ts';
import type { CallJournal } from '../call-journal.ts';
import {
  type Batches,
  type BatchRow,
  type BatchRows,
  type CallOptions,
  type Model,
  ModelError,
  type ModelRequest,
  type ModelResponse,
} from '../model.ts';
import { requestDigest } from '../recording/request-digest.ts';
import { noteBatch, notedBatch, type NotedQuestion } from './batch-note.ts';
import { Gathering } from './gathering.ts';
import { BATCH_LIMITS, type BatchLimits } from './limits.ts';
import { watchBatch } from './watch-batch.ts';

export interface BatchDeskOptions {
  readonly journal: CallJournal;
  /** How long an operator wants to wait for one answer, and with it for one pass. */
  readonly waitMs: number;
  readonly say: (text: string) => void;
  readonly limits?: BatchLimits;
}

/** A batch that somebody waits for. */
interface Watched {
  readonly rows: Promise<BatchRows>;
  readonly stop: AbortController;
  waiting: number;
}

/** The batches of one run. One for all of its callers, so that what is asked at the same time goes together. */
export class BatchDesk {
  readonly #options: Required<BatchDeskOptions>;
  readonly #gatherings = new Map<string, Gathering>();
  readonly #watched = new Map<string, Watched>();

  constructor(options: BatchDeskOptions) {
    this.#options = { limits: BATCH_LIMITS, ...options };
  }

  /**
   * The same model, asked by batches at their price; null where it has none. A question that waits in a batch already, of a run that was
   * killed for example, is not sent again.
   */
  batched(model: Model): Model | null {
    const { capability, batches } = model;
    const { batchFactor, price } = capability;
    if (batches === undefined || batchFactor === undefined) return null;
    const { waitMs } = this.#options;
    const scaled = Object.fromEntries(Object.entries(price).map(([name, usd]) => [name, usd * batchFactor]));
    return {
      ...model,
      capability: { ...capability, price: { ...price, ...scaled } },
      timeouts: { callMs: waitMs, silenceMs: waitMs, progressMs: waitMs },
      call: (request, options) => this.#call(model, batches, request, options),
    };
  }

  async #call(model: Model, batches: Batches, request: ModelRequest, options: CallOptions): Promise<ModelResponse> {
    const { journal, say } = this.#options;
    const { capability, host } = model;
    const { signal, dialect = {}, step } = options;
    if (step === undefined) throw new TypeError('a batch is asked for a journaled step');
    // Those that wait for a prefix in the cache go into the same batch.
    options.onFirstEvent?.();
    const question = requestDigest(capability, request, dialect);
    const noted: NotedQuestion = { question, host, model: capability.id, step };
    const found = await notedBatch(journal, noted);
    if (found !== null) say(`${step} waits in batch ${found} of ${capability.id}, which was asked before`);
    const ask = async (): Promise<string> => {
      const batch = await this.#gathering(model, batches).add({ id: question, request, dialect }, signal);
      // Before it is waited for: who finds this pays once.
      await noteBatch(journal, noted, batch);
      return batch;
    };
    const batch = found ?? (await orAborted(ask(), signal));
    let rows: BatchRows;
    try {
      rows = await this.#rows(model, batches, batch, signal);
    } catch (error) {
      // Gone at the provider, with its answers: the next question is a new one.
      if (!(error instanceof ModelError) || error.status !== 404) throw error;
      await noteBatch(journal, noted, null);
      if (found === null) throw error;
      say(`batch ${found} of ${capability.id} is not there any more, and is asked anew`);
      rows = await this.#rows(model, batches, await orAborted(ask(), signal), signal);
    }
    const row = rows.get(question) ?? NO_ROW;
    // An answer stands in the log once it counts, and its batch is left noted until then; what is none is asked anew the next time.
    if (row.state === 'failed' || row.response.stopReason === 'refusal') await noteBatch(journal, noted, null);
    if (row.state === 'failed') throw row.error;
    return row.response;
  }

  #gathering(model: Model, batches: Batches): Gathering {
    const { limits, say } = this.#options;
    const { id } = model.capability;
    const key = JSON.stringify([model.host, id]);
    const open = this.#gatherings.get(key);
    if (open?.isOpen === true) return open;
    const begun = new Gathering({
      batches,
      limits,
      onSent: (batch, count) => say(`batch ${batch} of ${id}: ${count} sent`),
    });
    this.#gatherings.set(key, begun);
    return begun;
  }

  /** All who wait for one batch look at it together; when nobody waits any more nobody looks. */
  async #rows(model: Model, batches: Batches, batch: string, signal: AbortSignal): Promise<BatchRows> {
    const { limits, say } = this.#options;
    const watched = this.#watched.get(batch) ?? watch();
    this.#watched.set(batch, watched);
    watched.waiting += 1;
    try {
      return await orAborted(watched.rows, signal);
    } finally {
      watched.waiting -= 1;
      if (watched.waiting === 0) {
        watched.stop.abort();
        this.#watched.delete(batch);
      }
    }

    function watch(): Watched {
      const stop = new AbortController();
      const rows = watchBatch({ batches, batch, model: model.capability.id, limits, say, signal: stop.signal });
      return { rows, stop, waiting: 0 };
    }
  }
}

const NO_ROW: BatchRow = {
  state: 'failed',
  error: new ModelError({ kind: 'bad-answer', message: 'The batch ended without a row for this question' }),
};
