import { ModelError } from '../../model.ts';
import type { CallOptions, ModelResponse, ModelUsage } from '../../model.ts';
import { valuesSent } from './server-events.ts';

/** An answer of either protocol while it comes. */
export interface AnswerSoFar {
  readonly isWhole: boolean;
  readonly isClosed: boolean;
  /** Grows with every character of it, and when it ends: what leaves it as it is is no progress. */
  readonly size: number;
  /** What was counted so far; null where nothing was. */
  readonly counted: ModelUsage | null;
  add(value: unknown): void;
  done(): void;
  response(asked: string, requestId: string | null): ModelResponse;
}

/** An answer that said why it ended is waited for no longer than this: what may still come is what it counted. */
const GRACE_MS = 5_000;

/**
 * Reads a body to the end of the answer in it. What breaks off, or goes wrong, behind a whole answer costs nothing: it was paid for.
 * The first event is told once something of the protocol came; progress is what makes the answer grow, not a ping or an empty piece.
 */
export async function readStream(
  body: AsyncIterable<Uint8Array>,
  answer: AnswerSoFar,
  { onFirstEvent, onProgress, onUsage }: Pick<CallOptions, 'onFirstEvent' | 'onProgress' | 'onUsage'>,
): Promise<void> {
  const values = valuesSent(body)[Symbol.asyncIterator]();
  let hasBegun = false;
  while (!answer.isClosed) {
    const next = await (answer.isWhole ? withinGrace(values.next()) : values.next()).catch((error: unknown) => {
      if (answer.isWhole) return null;
      throw error;
    });
    if (next === null || next.done === true) return;
    if (next.value.kind === 'done') answer.done();
    else {
      const { size } = answer;
      try {
        answer.add(next.value.value);
      } finally {
        // A piece that tells of a failure may have counted, too.
        if (answer.counted !== null) onUsage?.(answer.counted);
      }
      if (!hasBegun) onFirstEvent?.();
      if (answer.size > size) onProgress?.(answer.size - size);
      hasBegun = true;
    }
  }
}

async function withinGrace<T>(next: Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), GRACE_MS);
  try {
    return await Promise.race([next, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The body of an answer that was not refused. */
export function bodyOf({ body }: Response): AsyncIterable<Uint8Array> {
  if (body === null) throw new ModelError({ kind: 'bad-answer', message: 'The answer has no body' });
  return body;
}
