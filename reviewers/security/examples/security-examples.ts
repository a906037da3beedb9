import type { RuleWords } from '../../rule-example.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { CODE_EXAMPLES } from './code-examples.ts';
import { PACKAGE_EXAMPLES } from './package-examples.ts';
import { RUNNING_EXAMPLES } from './running-examples.ts';

/** What people are told of each rule that a check of this reviewer applies. */
export const SECURITY_EXAMPLES: Readonly<Record<SecurityRule, RuleWords>> = {
  ...CODE_EXAMPLES,
  ...RUNNING_EXAMPLES,
  ...PACKAGE_EXAMPLES,
};
