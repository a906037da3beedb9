import type { RepositoryConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';

/** Paths that no repository has reason to name: what fits one of them fits nearly everything. */
const PROBES = ['zq9', 'zq9.xj7', 'kq7/zq9.xj7', 'kq7/vw5/zq9'];

/**
 * Hands a repository's configuration back when what it accepts unjudged has a bound. To accept everything is the operator's alone, so an
 * entry that does throws an `InputError`.
 */
export function withNarrowAcceptance(config: RepositoryConfig, where: string): RepositoryConfig {
  for (const entry of config.coverage?.accept ?? []) {
    const fits = compileGlobs([entry]);
    if (!PROBES.some((path) => fits(path))) continue;
    throw new InputError({
      what: `coverage.accept: ${JSON.stringify(entry)} accepts everything, which only the operator may do`,
      where,
      remedy: 'Name kinds of files, or narrower globs.',
    });
  }
  return config;
}
