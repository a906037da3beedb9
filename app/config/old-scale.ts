import type { RepositoryConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';

/** What a source said in an old scale, and how it was read. */
const OLD_SCALE_NOTICE =
  'comments.minimumConfidence is per mille and will go: write comments.minimumPercent (300 becomes 30)';

/**
 * A configuration that says its bar in percent: the older key is read as per mille, which it always was. Both at once may contradict each
 * other, and throw an `InputError`.
 */
export function inPercent<T extends Pick<RepositoryConfig, 'comments'>>(
  config: T,
  where: string,
): { readonly config: T; readonly notices: readonly string[] } {
  const { minimumConfidence, ...comments } = config.comments ?? {};
  if (minimumConfidence === undefined) return { config, notices: [] };
  if (comments.minimumPercent !== undefined) {
    throw new InputError({
      what: 'comments.minimumConfidence and comments.minimumPercent say the same in two scales',
      where,
      remedy: 'Keep minimumPercent.',
    });
  }
  const said = { ...config, comments: { ...comments, minimumPercent: minimumConfidence / 10 } };
  return { config: said, notices: [`${where}: ${OLD_SCALE_NOTICE}`] };
}
