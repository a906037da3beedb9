import type { Matcher, Utils } from './sink.ts';

const first = (matcher: Matcher): Matcher => ({ has: { nthChild: 1, ...matcher } });

/** Values that nobody outside the program decides: literals, constants by their spelling, and what is made of them. */
const constant: Matcher = {
  any: [
    ...['integer', 'float', 'true', 'false', 'none', 'ellipsis'].map((kind) => ({ kind })),
    { kind: 'string', not: { has: { kind: 'interpolation', not: first({ matches: 'constant' }) } } },
    { kind: 'concatenated_string', not: { has: { kind: 'string', not: { matches: 'constant' } } } },
    { kind: 'identifier', regex: String.raw`^(?:[A-Z][A-Z0-9_]*|__file__|__name__)$` },
    {
      kind: 'attribute',
      regex: String.raw`^(?:sys\.executable|os\.(?:sep|linesep)|[A-Z]\w*\.[A-Z]\w*|.*\.[A-Z][A-Z0-9_]+)$`,
    },
    { kind: 'subscript', regex: String.raw`^os\.environ\[` },
    {
      any: [{ kind: 'list' }, { kind: 'tuple' }, { kind: 'parenthesized_expression' }],
      not: { has: { nthChild: 'n', not: { matches: 'constant' } } },
    },
    { kind: 'binary_operator', all: ['left', 'right'].map((field) => ({ has: { field, matches: 'constant' } })) },
    { kind: 'conditional_expression', not: { has: { nthChild: '2n+1', not: { matches: 'constant' } } } },
    // Twice negated, so that a name bound here does not have to be the same name everywhere in a rule.
    {
      kind: 'identifier',
      not: {
        not: {
          pattern: '$NAME',
          inside: {
            stopBy: 'end',
            any: [{ kind: 'module' }, { kind: 'block' }],
            has: {
              kind: 'expression_statement',
              has: {
                kind: 'assignment',
                all: [{ has: { field: 'left', pattern: '$NAME' } }, { has: { field: 'right', matches: 'constant' } }],
              },
            },
          },
          not: {
            inside: {
              stopBy: { matches: 'scope' },
              matches: 'scope',
              has: {
                stopBy: { matches: 'scope' },
                kind: 'augmented_assignment',
                has: { field: 'left', pattern: '$NAME' },
              },
            },
          },
        },
      },
    },
  ],
};

/** What every rule for Python may refer to by name. */
export const PYTHON_UTILS: Utils = {
  constant,
  scope: { any: ['function_definition', 'lambda', 'class_definition', 'module', 'ERROR'].map((kind) => ({ kind })) },
};

export const PYTHON_NOT_CONSTANT: Matcher = { not: { matches: 'constant' } };

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

/** Text put together by an f-string, `%`, `+` or `format`, with at least one part like this. `begins` narrows the text. */
export function dynamicText(part: Matcher, begins?: string): Matcher {
  const text: Matcher = { any: [{ kind: 'string' }, { kind: 'concatenated_string' }] };
  const leaf = (matcher: Matcher): Matcher => ({
    has: { stopBy: { not: { kind: 'binary_operator' } }, not: { kind: 'binary_operator' }, nthChild: 'n', ...matcher },
  });
  const operator = (sign: string): Matcher => ({ has: { field: 'operator', regex: sign } });
  const inTuple: Matcher = {
    any: [
      { all: [part, { not: { kind: 'tuple' } }] },
      {
        any: [{ kind: 'tuple' }, { kind: 'dictionary' }],
        has: {
          stopBy: { kind: 'call' },
          nthChild: 'n',
          all: [
            { any: [{ kind: 'identifier' }, { kind: 'attribute' }, { kind: 'subscript' }, { kind: 'call' }] },
            part,
          ],
        },
      },
    ],
  };
  const interpolated: Matcher = { kind: 'string', has: { kind: 'interpolation', ...first({ all: [part] }) } };
  const forms: readonly Matcher[] = [
    interpolated,
    { kind: 'concatenated_string', has: interpolated },
    {
      kind: 'binary_operator',
      all: [operator('^%$'), { has: { field: 'left', ...text } }, { has: { field: 'right', ...inTuple } }],
    },
    { kind: 'binary_operator', all: [operator(String.raw`^\+$`), leaf(text), leaf({ all: [part] })] },
    {
      kind: 'call',
      all: [
        {
          has: {
            field: 'function',
            kind: 'attribute',
            all: [{ has: { field: 'object', ...text } }, { has: { field: 'attribute', regex: '^format$' } }],
          },
        },
        {
          has: {
            field: 'arguments',
            has: {
              nthChild: 'n',
              any: [
                { kind: 'keyword_argument', has: { field: 'value', all: [part] } },
                { not: { kind: 'keyword_argument' }, all: [part] },
              ],
            },
          },
        },
      ],
    },
  ];
  return {
    any: forms,
    ...(begins !== undefined && { regex: String.raw`(?is)^\(?[rbfu]*(?:"""|'''|"|')\s*(?:${begins})` }),
  };
}

/** A name that the nearest function binds to a value like this. Where one stands inside another, their variables differ. */
export function boundTo(value: Matcher, variable = '$BOUND'): Matcher {
  const binding = (kind: string): Matcher => ({
    kind,
    all: [{ has: { field: 'left', pattern: variable } }, { has: { field: 'right', ...value } }],
  });
  return {
    kind: 'identifier',
    pattern: variable,
    inside: {
      stopBy: { matches: 'scope' },
      matches: 'scope',
      has: { stopBy: { matches: 'scope' }, any: [binding('assignment'), binding('augmented_assignment')] },
    },
  };
}

/** The nearest function has a name like this somewhere: taken for a check of the value. */
export function guardedBy(words: string): Matcher {
  return {
    inside: {
      stopBy: { matches: 'scope' },
      matches: 'scope',
      has: { stopBy: 'end', kind: 'identifier', regex: `(?i)${words}` },
    },
  };
}
