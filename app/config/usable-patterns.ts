import { patternProblem } from '../../reviewers/policy/pattern.ts';
import type { RepositoryConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';

/**
 * Hands a configuration back when each pattern of its policy rules can be used. A pattern that cannot would silently check nothing,
 * so it throws an `InputError`.
 */
export function withUsablePatterns<T extends Pick<RepositoryConfig, 'policy'>>(config: T, where: string): T {
  for (const { id, pattern } of config.policy?.rules ?? []) {
    const problem = patternProblem(pattern);
    if (problem === null) continue;
    throw new InputError({
      what: `the pattern of the policy rule ${id} cannot be used: ${problem}`,
      where,
      remedy: 'Write it in RE2 syntax, which has neither lookaround nor back-references.',
    });
  }
  return config;
}
