import { Problem } from '../../../schemas/problem.ts';
import { runGit, TooLargeAnswer, type GitAnswer, type GitOptions, type GitPlace } from './run-git.ts';

interface TryOptions extends Pick<GitOptions, 'codes' | 'mostBytes'> {
  readonly timeoutMs: number;
}

/** What git answered, or why there is no answer. */
export type Tried =
  | { readonly kind: 'ok'; readonly answer: GitAnswer }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly tooLarge: boolean };

/**
 * Runs git for an answer that a review can do without: one that takes too long, or needs objects that the clone does not hold,
 * is unavailable. Throws only when the repository was closed meanwhile.
 */
export async function tryGit(place: GitPlace, args: readonly string[], options: TryOptions): Promise<Tried> {
  const { timeoutMs, ...wanted } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const bounded = { ...place, signal: AbortSignal.any([place.signal, timeout]) };
  try {
    return { kind: 'ok', answer: await runGit(bounded, args, wanted) };
  } catch (error) {
    if (!(error instanceof Problem) || place.signal.aborted) throw error;
    const reason = timeout.aborted ? `git needed more than ${timeoutMs / 1000} seconds` : error.message;
    return { kind: 'unavailable', reason, tooLarge: error instanceof TooLargeAnswer };
  }
}
