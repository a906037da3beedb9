import { InfrastructureError } from '../../../schemas/problem.ts';
import { type GitHub, GitHubError } from '../api/client.ts';

/** What an event named is not shown, or not shown yet: an event is no proof that it still exists, nor is this one that it does not. */
export class NotThere extends InfrastructureError {}

/**
 * Reads something that an event named until GitHub shows it, for a bounded time: a webhook is sent before every copy of the database that
 * answers the API has heard of what it tells (seen as 404, as null, as "Could not resolve to a node"; mostly for less than a second). `isThere` tells an answer that shows nothing. In the end
 * the last answer is returned, or the last error thrown.
 */
export async function untilThere<T>(
  github: Pick<GitHub, 'pause' | 'notThereMs'>,
  read: () => Promise<T>,
  isThere: (answer: T) => boolean = () => true,
): Promise<T> {
  for (const pauseMs of github.notThereMs) {
    try {
      const answer = await read();
      if (isThere(answer)) return answer;
    } catch (error) {
      if (!(error instanceof GitHubError && (error.isGone || isUnknownCommit(error)))) throw error;
    }
    await github.pause(pauseMs);
  }
  return read();
}

/** So the API says of a commit that was pushed a moment ago, when a check is to be made on it. */
function isUnknownCommit({ isValidation, message }: GitHubError): boolean {
  return isValidation && /no commit found for sha/i.test(message);
}
