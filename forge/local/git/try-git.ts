import { Problem } from '../../../schemas/problem.ts';
import { runGit, TooLargeAnswer, type GitAnswer, type GitOptions, type GitPlace } from './run-git.ts';

interface TryOptions extends Pick<GitOptions, 'codes' | 'mostBytes' | 'clock'> {
  /** Time on a processor: beside others that want it, git may take longer. */
  readonly workMs: number;
}

/** What git answered, or why there is no answer. */
export type Tried =
  | { readonly kind: 'ok'; readonly answer: GitAnswer }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly tooLarge: boolean };

/**
 * Runs git for an answer that a review can do without: one that takes too much work, or needs objects that the clone does not hold,
 * is unavailable. Throws only when the repository was closed meanwhile.
 */
export async function tryGit(place: GitPlace, args: readonly string[], options: TryOptions): Promise<Tried> {
  try {
    return { kind: 'ok', answer: await runGit(place, args, options) };
  } catch (error) {
    if (!(error instanceof Problem) || place.signal.aborted) throw error;
    return { kind: 'unavailable', reason: error.message, tooLarge: error instanceof TooLargeAnswer };
  }
}
