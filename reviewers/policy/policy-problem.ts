import type { RepositoryConfig } from '../../schemas/config.ts';
import { patternProblem } from './pattern.ts';

/** What the schema cannot say of a policy: a pattern that cannot be used would check nothing, without a word. Null where all can. */
export function policyProblem(
  policy: RepositoryConfig['policy'],
): { readonly key: string[]; readonly what: string } | null {
  const patterns = [
    ...(policy?.rules ?? []).map(({ id, pattern }) => ({ key: 'rules', of: `the policy rule ${id}`, pattern })),
    ...(policy?.commits ?? []).map(({ pattern }) => ({ key: 'commits', of: '`policy.commits`', pattern })),
  ];
  for (const { key, of, pattern } of patterns) {
    const problem = pattern === undefined ? null : patternProblem(pattern);
    if (problem !== null) return { key: ['policy', key], what: `the pattern of ${of} cannot be used: ${problem}` };
  }
  return null;
}
