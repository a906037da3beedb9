import type { Binding, Grammar } from './grammar.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';

/** What is met on the way from a place in the code back to where it began to run. */
export type Passage =
  /** A condition that holds here, or that does not. */
  | { readonly kind: 'condition'; readonly node: Syntax; readonly holds: boolean }
  /** The value looked at is one of these. */
  | { readonly kind: 'case'; readonly of: Syntax; readonly values: readonly Syntax[] }
  /** A statement that ran, or may have run, before. */
  | { readonly kind: 'before'; readonly node: Syntax }
  /** The head of a loop or of a `with` that stands around the place. */
  | { readonly kind: 'head'; readonly bindings: readonly Binding[] }
  /** The beginning of a function; behind it comes what stands around the function. */
  | { readonly kind: 'function'; readonly node: Syntax }
  /** A statement behind the function that the place is in: it binds names, but has checked nothing. */
  | { readonly kind: 'elsewhere'; readonly node: Syntax };

/** Walks back from a place: first what is nearest. Only what stands on every way to the place is told as a condition. */
export function* backwards(place: Syntax, grammar: Grammar): Generator<Passage> {
  let inFunction = false;
  for (let node = place, parent = place.parent; parent !== null; node = parent, parent = node.parent) {
    const branch = grammar.branch(parent);
    if (branch !== null) {
      if (node === branch.whenTrue || node.parent === branch.whenTrue) yield condition(branch.condition, true);
      else if (isWithin(node, branch.otherwise)) yield condition(branch.condition, false);
      if (node !== branch.condition) yield { kind: 'before', node: branch.condition };
    } else if (grammar.isFunction(parent)) {
      yield { kind: 'function', node: parent };
      inFunction = true;
    } else {
      yield* around(node, parent, grammar, inFunction);
    }
    // An `elif` or `else` runs where the conditions before it did not hold.
    for (const earlier of failedBefore(node, parent, grammar)) yield condition(earlier, false);
  }
}

const condition = (node: Syntax, holds: boolean): Passage => ({ kind: 'condition', node, holds });

const isWithin = (node: Syntax, way: Syntax | null): boolean =>
  way !== null && (node === way || node === way.parent) && node.kind !== 'elif_clause';

function failedBefore(node: Syntax, parent: Syntax, grammar: Grammar): Syntax[] {
  if (node.kind !== 'elif_clause' && node.kind !== 'else_clause') return [];
  if (parent.children[0] === undefined || parent.kind !== 'if_statement') return [];
  const earlier = parent.children.slice(0, parent.children.indexOf(node)).filter(({ kind }) => kind === 'elif_clause');
  const conditions = earlier.flatMap((one) => grammar.branch(one)?.condition ?? []);
  return [...conditions.toReversed(), parent.children[0]];
}

const APART = /^(?:switch_case|switch_default|case_clause|catch_clause|except_clause|elif_clause|else_clause)$/;

function* around(node: Syntax, parent: Syntax, grammar: Grammar, inFunction: boolean): Generator<Passage> {
  const index = parent.children.indexOf(node);
  const [before, behind] = [parent.children.slice(0, index), parent.children.slice(index + 1)];
  // Cases exclude each other; what a `try` has done may be undone when its handler runs.
  if (!APART.test(node.kind)) {
    const head = grammar.bindings(parent);
    const inHead = head.length > 0 && before.length > 0 && /^(?:for_|with_)/.test(parent.kind);
    if (inHead) yield { kind: 'head', bindings: head };
    else for (const one of before.toReversed()) yield { kind: 'before', node: one };
  } else {
    for (const one of before.toReversed()) if (!APART.test(one.kind)) yield { kind: 'elsewhere', node: one };
  }
  const chosen = grammar.switchCase(node);
  if (chosen !== null) yield { kind: 'case', ...chosen };
  // Comprehensions write the loop behind its body, and what a function finds at its call may be bound further down.
  if (/comprehension|generator_expression/.test(parent.kind) && index === 0) {
    for (const one of behind.toReversed()) {
      if (one.kind === 'if_clause' && one.children[0] !== undefined) yield condition(one.children[0], true);
      yield { kind: 'head', bindings: grammar.bindings(one) };
    }
  } else if (inFunction && /^(?:program|module|block|statement_block|ERROR)$/.test(parent.kind)) {
    for (const one of behind) yield { kind: 'elsewhere', node: one };
  }
}

const known = new WeakMap<Syntax, readonly Binding[]>();

/** Everything that a statement binds, however deep, but not inside other functions; in the order of the text. */
export function bindingsIn(statement: Syntax, grammar: Grammar): readonly Binding[] {
  const found = known.get(statement);
  if (found !== undefined) return found;
  const inside = [...below(statement, (node) => !grammar.isFunction(node))];
  const bindings = inside.flatMap((node) => grammar.bindings(node));
  known.set(statement, bindings);
  return bindings;
}
