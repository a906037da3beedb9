import { boundBy, boundTo, dynamicText } from './javascript.ts';
import type { Matcher, Utils } from './sink.ts';

const PARTS = 'query|params?|body|headers|cookies';

/** `req.query.x`, `ctx.request.body.x`, `event.pathParameters.x`, `url.searchParams.get('x')`. */
const source: Matcher = {
  any: ['member_expression', 'subscript_expression', 'call_expression'].map((kind) => ({ kind })),
  regex: String.raw`(?s)^(?:(?:req|request|ctx(?:\.req(?:uest)?)?|context\.request|c\.req)\??\.(?:${PARTS})\b(?:\??\.?\[?['"\w-]+\]?)*(?:\(['"\w-]+\))?|event\??\.(?:queryStringParameters|pathParameters|body)\b[\w.?]*|(?:\w+\.)*[sS]earchParams\.get\([^()]*\))$`,
};

/** A word without which nothing comes from a request. */
export const JAVASCRIPT_REQUEST_WORD = /\b(?:req|request|ctx|context|c|event)\??\.|\bsearchParams\b/;

const DIRECT: Matcher = {
  any: [
    { matches: 'source' },
    { matches: 'wrapper', has: { nthChild: 1, matches: 'source' } },
    {
      kind: 'call_expression',
      all: [
        { has: { field: 'function', regex: '^String$' } },
        { has: { field: 'arguments', has: { matches: 'source' } } },
      ],
    },
    {
      kind: 'binary_expression',
      all: [
        { has: { field: 'operator', regex: String.raw`^(?:\?\?|\|\|)$` } },
        { has: { field: 'left', matches: 'source' } },
      ],
    },
  ],
};

/** `const { x } = req.query`. */
const destructured = boundBy('$TAKEN', [
  {
    kind: 'variable_declarator',
    all: [
      {
        has: {
          field: 'name',
          kind: 'object_pattern',
          has: {
            stopBy: 'end',
            any: [{ kind: 'shorthand_property_identifier_pattern' }, { kind: 'identifier' }],
            pattern: '$TAKEN',
          },
        },
      },
      { has: { field: 'value', matches: 'source' } },
    ],
  },
]);

/** A value taken from the request as it is: written in place, or bound to a name in the same function. */
export const JAVASCRIPT_FROM_REQUEST: Matcher = { matches: 'from-request' };

/** The same, or text with such a value in it. */
export const JAVASCRIPT_HAS_REQUEST: Matcher = { matches: 'has-request' };

const requestText = dynamicText(JAVASCRIPT_FROM_REQUEST);

/** The utils behind both. */
export const JAVASCRIPT_REQUEST_UTILS: Utils = {
  source,
  direct: DIRECT,
  'from-request': { any: [{ matches: 'direct' }, boundTo({ matches: 'direct' }, '$FROM'), destructured] },
  'request-text': requestText,
  'has-request': { any: [JAVASCRIPT_FROM_REQUEST, { matches: 'request-text' }, boundTo({ matches: 'request-text' })] },
};
