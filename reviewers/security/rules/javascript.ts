import type { Matcher, Utils } from './sink.ts';

/** Kinds of nodes that have a scope of their own; a fragment of a file may have an error as its root. */
const SCOPES: readonly Matcher[] = [
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
  'program',
  'ERROR',
].map((kind) => ({ kind }));

const first = (matcher: Matcher): Matcher => ({ has: { nthChild: 1, ...matcher } });

/** `$NAME` is declared by `const NAME = constant` in an enclosing block. */
const constantName: Matcher = {
  inside: {
    stopBy: 'end',
    has: {
      any: [{ kind: 'lexical_declaration' }, { kind: 'export_statement' }],
      regex: String.raw`^(?:export\s+)?const\b`,
      has: {
        stopBy: { any: [{ kind: 'variable_declarator' }, { kind: 'class_declaration' }] },
        kind: 'variable_declarator',
        all: [{ has: { field: 'name', pattern: '$NAME' } }, { has: { field: 'value', matches: 'constant' } }],
      },
    },
  },
};

/** Values that nobody outside the program decides: literals, constants by their spelling, and what is made of them. */
const constant: Matcher = {
  any: [
    ...['string', 'number', 'regex', 'true', 'false', 'null', 'undefined'].map((kind) => ({ kind })),
    { kind: 'identifier', regex: String.raw`^(?:[A-Z][A-Z0-9_]*|__dirname|__filename|NaN)$` },
    {
      any: [{ kind: 'member_expression' }, { kind: 'subscript_expression' }],
      regex: String.raw`^(?:process\.(?:env\W.*|execPath|pid|platform|arch)|process\.cwd\(\)|import\.meta\..*|[A-Z][A-Z0-9_]*\..*|[A-Z]\w*\.[A-Z]\w*|.*\.(?:[A-Z][A-Z0-9_]+|length))$`,
    },
    { kind: 'template_string', not: { has: { kind: 'template_substitution', not: first({ matches: 'constant' }) } } },
    {
      matches: 'wrapper',
      ...first({ matches: 'constant' }),
    },
    { kind: 'unary_expression', has: { field: 'argument', matches: 'constant' } },
    {
      kind: 'binary_expression',
      all: ['left', 'right'].map((field) => ({ has: { field, matches: 'constant' } })),
    },
    {
      kind: 'ternary_expression',
      all: ['consequence', 'alternative'].map((field) => ({ has: { field, matches: 'constant' } })),
    },
    {
      kind: 'call_expression',
      all: [
        {
          has: {
            field: 'function',
            regex: String.raw`^(?:path\.)?(?:join|resolve|dirname|fileURLToPath)$|^process\.cwd$`,
          },
        },
        { not: { has: { field: 'arguments', has: { nthChild: 'n', not: { matches: 'constant' } } } } },
      ],
    },
    // Twice negated, so that a name bound here does not have to be the same name everywhere in a rule.
    { kind: 'identifier', not: { not: { pattern: '$NAME', ...constantName } } },
  ],
};

/** What leaves a value as it is. Only TypeScript knows the last three. */
const wrapper = (kinds: readonly string[]): Matcher => ({ any: kinds.map((kind) => ({ kind })) });
const WRAPPERS = ['parenthesized_expression', 'await_expression'];

/** What every rule for JavaScript may refer to by name. */
export const JAVASCRIPT_UTILS: Utils = { constant, scope: { any: SCOPES }, wrapper: wrapper(WRAPPERS) };

/** The same for TypeScript and TSX. */
export const TYPESCRIPT_UTILS: Utils = {
  ...JAVASCRIPT_UTILS,
  wrapper: wrapper([...WRAPPERS, 'as_expression', 'satisfies_expression', 'non_null_expression']),
};

export const JAVASCRIPT_NOT_CONSTANT: Matcher = { not: { matches: 'constant' } };

/**
 * A call of the function, written as a regular expression over its whole text. In `await f<T>()` the grammar takes `await f` for
 * the function.
 */
export function call(callee: string, ...conditions: readonly Matcher[]): Matcher {
  const name = String.raw`^(?:await\s+)?(?:${callee})$`;
  return { kind: 'call_expression', all: [{ has: { field: 'function', regex: name } }, ...conditions] };
}

/** A call of a method by its name, whatever the object. */
export function method(name: string, ...conditions: readonly Matcher[]): Matcher {
  const member = { kind: 'member_expression', has: { field: 'property', regex: `^(?:${name})$` } };
  const callee = { any: [member, { kind: 'await_expression', has: member }] };
  return { kind: 'call_expression', all: [{ has: { field: 'function', ...callee } }, ...conditions] };
}

/** The call has an argument like this, at the position (from 1) or, with `n`, anywhere. */
export function argument(position: number | 'n', matcher: Matcher): Matcher {
  return { has: { field: 'arguments', kind: 'arguments', has: { nthChild: position, ...matcher } } };
}
