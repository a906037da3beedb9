import { InfrastructureError } from '../../../schemas/problem.ts';
import { GitHubError } from './client.ts';

/**
 * How a write ended. `refused`: GitHub said no, so it had no effect. `unclear`: no answer, or a server error: it may have happened, so
 * it is never simply sent again; whoever wrote looks first.
 */
export type WriteAttempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: GitHubError }
  | { readonly kind: 'unclear'; readonly error: InfrastructureError };

/** Sends one write, once. An abort and errors of our own program are thrown on. */
export async function attemptWrite<T>(signal: AbortSignal, write: () => Promise<T>): Promise<WriteAttempt<T>> {
  signal.throwIfAborted();
  try {
    return { kind: 'done', value: await write() };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof InfrastructureError)) throw error;
    if (error instanceof GitHubError && isAnswer(error)) return { kind: 'refused', error };
    return { kind: 'unclear', error };
  }
}

/** GitHub's refusal of a second pending review, of an answer in a thread as well as of a review. */
export function isOnePending(error: GitHubError): boolean {
  return /one pending review/i.test(error.message);
}

function isAnswer({ status, isPermission, isValidation, isGone, isRateLimit }: GitHubError): boolean {
  return (status !== null && status >= 400 && status < 500) || isPermission || isValidation || isGone || isRateLimit;
}
