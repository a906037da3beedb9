import type { Matcher, Utils } from './sink.ts';

/** What every rule for Python may refer to by name. */
export const PYTHON_UTILS: Utils = {
  scope: { any: ['function_definition', 'lambda', 'class_definition', 'module', 'ERROR'].map((kind) => ({ kind })) },
};

/** A call of the function, written as a regular expression over its whole text. */
export function call(callee: string, ...conditions: readonly Matcher[]): Matcher {
  return { kind: 'call', all: [{ has: { field: 'function', regex: `^(?:${callee})$` } }, ...conditions] };
}

/** The call has a positional argument like this, at the position (from 1) or, with `n`, anywhere. */
export function argument(position: number | 'n', matcher: Matcher): Matcher {
  return {
    has: { field: 'arguments', has: { nthChild: position, not: { kind: 'keyword_argument' }, all: [matcher] } },
  };
}

/** The call has the keyword, with a value as written. */
export function keyword(name: string, value: string): Matcher {
  const parts = [
    { has: { field: 'name', regex: `^(?:${name})$` } },
    { has: { field: 'value', regex: `^(?:${value})$` } },
  ];
  return { has: { field: 'arguments', has: { kind: 'keyword_argument', all: parts } } };
}
