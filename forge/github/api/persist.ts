import { type ErrorResponse, errorResponseOf, failedResponse } from './error-response.ts';
import { type Asked, GitHubError, limitOf } from './github-error.ts';
import { WritePace } from './rate-limit.ts';
import { ForeignAddress, NoToken, wait } from './transport.ts';

interface Patience {
  readonly signal: AbortSignal;
  /** Most seconds to wait for one limit. */
  readonly patienceSeconds: number;
  readonly onWait: (text: string) => void;
}

/** Anything shaped like an answer of Octokit. */
interface ResponseLike {
  readonly status: number;
  readonly headers: unknown;
  readonly data: unknown;
}

/** Before the second and the third try of a read that failed. */
const PAUSES_MS: readonly number[] = [250, 1000];
/** A request that meets a limit more often than this is given up. */
const MOST_WAITS = 5;

/**
 * Sends a request until GitHub answers it. A limit is waited for, whatever the request: it stopped it before it had any effect. After a
 * server error or a lost connection only a read is sent again, because a write may have happened.
 */
export function createPersistence({ signal, patienceSeconds, onWait }: Patience) {
  const pace = new WritePace();
  return async function persist<R extends ResponseLike>(send: () => Promise<R>, asked: Asked): Promise<R> {
    if (!asked.isRead) await wait(pace.next(performance.now()), signal);
    let waits = 0;
    for (let failures = 0; ;) {
      signal.throwIfAborted();
      const tried = await attemptOf(send);
      signal.throwIfAborted();
      if ('response' in tried) return tried.response;
      const { answered } = tried;
      const seconds = limitOf(answered);
      const pause = PAUSES_MS[failures];
      if (seconds !== null && seconds <= patienceSeconds && waits < MOST_WAITS) {
        waits += 1;
        if (seconds > 0) onWait(`GitHub limits requests: waiting ${Math.ceil(seconds)} s`);
        await wait(seconds * 1000, signal);
      } else if (seconds === null && asked.isRead && isPassing(answered) && pause !== undefined) {
        failures += 1;
        await wait(pause, signal);
      } else {
        throw new GitHubError(answered, asked);
      }
    }
  };
}

async function attemptOf<R extends ResponseLike>(
  send: () => Promise<R>,
): Promise<{ readonly response: R } | { readonly answered: ErrorResponse }> {
  try {
    const response = await send();
    const answered = failedResponse(response);
    return answered === null ? { response } : { answered };
  } catch (error) {
    const answered = errorResponseOf(error);
    if (answered === null) throw reasonOf(error);
    return { answered };
  }
}

/** Octokit wraps what went wrong before a request left. */
function reasonOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof NoToken ? error.cause.cause : error;
}

/** Whether the same question may well be answered in a moment. A token that was just given out is not known everywhere yet (401). */
function isPassing({ status, cause }: ErrorResponse): boolean {
  if (status === 401) return true;
  return status === null ? !(cause instanceof ForeignAddress) : status >= 500;
}
