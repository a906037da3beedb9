import { compileGlobs } from '../../schemas/path-globs.ts';
import type { AskedChange } from '../reviewer.ts';

/** Where nothing is written down for these files, there is no rule to quote. */
export function policyNotAsked({ files, guidance, policy }: AskedChange): string | null {
  if (guidance.length > 0) return null;
  const isRuled = policy.rules.some(({ paths }) => files.some(({ newPath }) => compileGlobs(paths)(newPath)));
  return isRuled ? null : 'no written rule is about these files';
}
