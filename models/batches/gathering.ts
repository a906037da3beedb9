import { setTimeout as pause } from 'node:timers/promises';
import { abortedError } from '../calling/abort.ts';
import { type Batches, type BatchQuestion, ModelError } from '../model.ts';
import type { BatchLimits } from './limits.ts';

export interface GatheringOptions {
  readonly batches: Batches;
  readonly limits: BatchLimits;
  readonly onSent: (batch: string, questions: number) => void;
}

/** Questions that go together in one batch: sent once no further one came for a while. */
export class Gathering {
  readonly #options: GatheringOptions;
  readonly #questions = new Map<string, BatchQuestion & { readonly signal: AbortSignal }>();
  readonly #sent: Promise<string>;
  #isOpen = true;

  constructor(options: GatheringOptions) {
    this.#options = options;
    this.#sent = this.#send();
    // Whoever added a question hears of it.
    this.#sent.catch(() => undefined);
  }

  get isOpen(): boolean {
    return this.#isOpen && this.#questions.size < this.#options.limits.questions;
  }

  /** The id of the batch, once it is made. Equal questions are one row; who has given up by then is left out. */
  add(question: BatchQuestion, signal: AbortSignal): Promise<string> {
    this.#questions.set(question.id, { ...question, signal });
    return this.#sent;
  }

  async #send(): Promise<string> {
    const { batches, limits, onSent } = this.#options;
    for (let size = -1; size < this.#questions.size && size < limits.questions;) {
      size = this.#questions.size;
      await pause(limits.gatherMs);
    }
    this.#isOpen = false;
    const questions = [...this.#questions.values()]
      .filter(({ signal }) => !signal.aborted)
      .map(({ id, request, dialect }) => ({ id, request, dialect }));
    if (questions.length === 0) throw abortedError();
    try {
      const batch = await batches.create(questions, AbortSignal.timeout(limits.requestMs));
      onSent(batch, questions.length);
      return batch;
    } catch (error) {
      throw error instanceof ModelError ? ofCreating(error) : error;
    }
  }
}

/**
 * A batch that was refused with a status is none, and costs nothing. Where the answer was lost it may well be one, whose id nobody knows: it is
 * not made a second time by itself.
 */
function ofCreating(error: ModelError): ModelError {
  const { kind, message, status, retryAfterMs, requestId, isFinal } = error;
  if (status === null && !error.wasSent) return error;
  const wasRefused = status !== null;
  return new ModelError({
    kind: !wasRefused && (kind === 'timeout' || kind === 'connection') ? 'cut' : kind,
    message: wasRefused ? message : `${message}; the batch may have been made`,
    wasSent: !wasRefused,
    isFinal: isFinal || !wasRefused,
    cause: error,
    ...(status === null ? {} : { status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(requestId === null ? {} : { requestId }),
  });
}
