import type { Syntax } from '../../changed-code/syntax-node.ts';

/** What an expression does with values, told in the same words for every language. */
export type Expression =
  /** A literal; `quoted` where it is text. */
  | { readonly form: 'literal'; readonly text: string; readonly quoted: boolean }
  /** What nobody can write an attack into: a number that was computed, a comparison, a function. */
  | { readonly form: 'scalar' }
  | { readonly form: 'name'; readonly name: string }
  | { readonly form: 'member'; readonly of: Syntax; readonly name: string }
  | { readonly form: 'index'; readonly of: Syntax; readonly at: Syntax }
  | Call
  /** Text put together: what stands between and what is put in. */
  | { readonly form: 'text'; readonly parts: readonly (string | Syntax)[]; readonly quoted: boolean }
  /** One of several values. */
  | { readonly form: 'either'; readonly options: readonly Syntax[] }
  /** The same value: parentheses, `await`, casts. */
  | { readonly form: 'same'; readonly of: Syntax }
  | { readonly form: 'list'; readonly items: readonly Syntax[] }
  | { readonly form: 'record'; readonly entries: readonly (readonly [key: string, value: Syntax])[] }
  | { readonly form: 'unknown' };

/** A call, of a function or of a constructor. */
export interface Call {
  readonly form: 'call';
  readonly node: Syntax;
  /** What is called, without white space, `?.` and `!`. */
  readonly callee: string;
  /** The object whose method it is, and the method's name. */
  readonly receiver: Syntax | null;
  readonly method: string;
  readonly arguments: readonly Syntax[];
  readonly named: ReadonlyMap<string, Syntax>;
}

/** What a condition says. */
export type Condition =
  | { readonly form: 'not'; readonly of: Syntax }
  | { readonly form: 'and' | 'or'; readonly of: readonly Syntax[] }
  | { readonly form: 'equal' | 'unequal'; readonly left: Syntax; readonly right: Syntax }
  /** `left in right`. */
  | { readonly form: 'in' | 'not-in'; readonly left: Syntax; readonly right: Syntax }
  | { readonly form: 'value' };

/** A name or path that a statement gives a value. */
export interface Binding {
  readonly name: string;
  /** Null where the value comes from elsewhere: a caught error, an import. */
  readonly value: Syntax | null;
  /** `add`: put behind what was there. `element`: one of the value's elements. A list: the part of the value under these names. */
  readonly how: 'whole' | 'add' | 'element' | readonly string[];
  readonly node: Syntax;
}

/** A parameter's names, and what is known of its value without looking at a call. */
export interface Parameter {
  readonly name: string;
  /** The path to it inside the argument, for a destructured one. */
  readonly within: readonly string[];
  readonly position: number;
  readonly node: Syntax;
}

/** Two ways, and what decides. */
export interface Branch {
  readonly condition: Syntax;
  readonly whenTrue: Syntax | null;
  readonly otherwise: Syntax | null;
}

/** How a language writes these things: all that the rest has to know of its syntax. */
export interface Grammar {
  expression(node: Syntax): Expression;
  condition(node: Syntax): Condition;
  /** What this very node binds, not those below it. */
  bindings(node: Syntax): readonly Binding[];
  /** The node as a decision: `if`, `while`, a conditional expression, `and`, `or`. */
  branch(node: Syntax): Branch | null;
  /** What a case compares with: the value looked at, and the literals. */
  switchCase(node: Syntax): { readonly of: Syntax; readonly values: readonly Syntax[] } | null;
  isFunction(node: Syntax): boolean;
  /** The function's name where it has one, and whether other files may call it. */
  functionName(node: Syntax): string | null;
  isExported(fn: Syntax): boolean;
  parameters(fn: Syntax): readonly Parameter[];
  /** Values that the function answers. */
  returned(fn: Syntax): readonly Syntax[];
  /** Whether control never passes behind this statement. */
  exits(node: Syntax): boolean;
  /** The condition of an assertion, or null. */
  asserted(node: Syntax): Syntax | null;
  /** The body, where the node is a try whose handlers all leave; null for anything else. */
  triedBody(node: Syntax): Syntax | null;
}
