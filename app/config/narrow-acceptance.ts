import type { RepositoryConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import { fitsEverything } from '../../schemas/path-globs.ts';

/**
 * Hands a repository's configuration back when what it accepts unjudged has a bound. To accept everything is the operator's alone, so an
 * entry that does throws an `InputError`.
 */
export function withNarrowAcceptance(config: RepositoryConfig, where: string): RepositoryConfig {
  for (const entry of config.coverage?.accept ?? []) {
    if (!fitsEverything(entry)) continue;
    throw new InputError({
      what: `coverage.accept: ${JSON.stringify(entry)} accepts everything, which only the operator may do`,
      where,
      remedy: 'Name kinds of files, or narrower globs.',
    });
  }
  return config;
}
