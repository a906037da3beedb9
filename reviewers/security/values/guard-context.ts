import type { Knowledge } from './knowledge.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Value } from './value.ts';

/** What the reading of conditions needs of the evaluation of values. */
export interface GuardContext {
  readonly knowledge: Knowledge;
  readonly root: Syntax;
  evaluate(node: Syntax): Value;
  /** Counts work; false when there has been enough. */
  spend(): boolean;
}
