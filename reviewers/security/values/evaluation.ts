import type { Call } from './grammar.ts';
import type { GuardContext } from './guard-context.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Value } from './value.ts';

/** A call that is being followed into its function. */
interface Frame {
  readonly fn: Syntax;
  readonly call: Call;
  readonly view: Vantage;
}

/** Where a value is looked at from. */
export interface Vantage {
  readonly place: Syntax;
  /** Where it is used further on, and up to which offset the way back from there has not been walked. */
  readonly later: readonly { readonly place: Syntax; readonly limit: number }[];
  readonly frame: Frame | null;
  readonly depth: number;
}

/** One evaluation, with its bounds. */
export interface Evaluation {
  readonly context: GuardContext;
  readonly mostDepth: number;
}

/** `evaluate`, for the parts that it calls and that call it. */
export type Evaluate = (node: Syntax, view: Vantage, run: Evaluation) => Value;
