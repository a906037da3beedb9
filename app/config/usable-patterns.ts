import { policyProblem } from '../../reviewers/policy/policy-problem.ts';
import type { RepositoryConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';

/**
 * Hands a configuration back when each pattern of its policy rules can be used. A pattern that cannot would silently check nothing,
 * so it throws an `InputError`.
 */
export function withUsablePatterns<T extends Pick<RepositoryConfig, 'policy'>>(config: T, where: string): T {
  const problem = policyProblem(config.policy);
  if (problem !== null)
    throw new InputError({
      what: problem.what,
      where,
      remedy: 'Write it in RE2 syntax, which has neither lookaround nor back-references.',
    });
  return config;
}
