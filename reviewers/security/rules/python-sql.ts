import { argument, boundTo, call, dynamicText, PYTHON_NOT_CONSTANT } from './python.ts';
import { PYTHON_FROM_REQUEST } from './python-request.ts';
import { ABOUT_SQL, ESCAPED, HINT, STATEMENT, STRUCTURE } from './sql-text.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

const harmless: Matcher = {
  any: [
    { any: [{ kind: 'identifier' }, { kind: 'attribute' }], regex: STRUCTURE },
    { kind: 'attribute', regex: String.raw`(?:\._meta\.|__tablename__|\.name$)` },
    { kind: 'call', regex: ESCAPED },
    { any: [{ kind: 'unary_operator' }, { kind: 'list_comprehension' }, { kind: 'comparison_operator' }] },
    { kind: 'binary_operator', has: { field: 'operator', regex: '^[-*/]$' } },
  ],
};
const part: Matcher = { any: [PYTHON_FROM_REQUEST, { all: [PYTHON_NOT_CONSTANT, { not: harmless }] }] };
const utils: Utils = { statement: dynamicText(part, STATEMENT) };
const statement: Matcher = { matches: 'statement' };

const SINKS = String.raw`(?s)(?:.*\.)?(?:execute|executemany|executescript|execute_sql|fetch|fetchrow|fetchval|fetch_all|fetch_one|read_sql|read_sql_query|raw|RawSQL)|(?:\w+\.)?text`;
const usedLater: Matcher = {
  inside: {
    stopBy: { matches: 'scope' },
    matches: 'scope',
    has: { stopBy: 'end', ...call(SINKS, argument(1, { kind: 'identifier', pattern: '$TEXT' })) },
  },
};

export const PYTHON_SQL: readonly Sink[] = [
  { ...ABOUT_SQL, id: 'py-sql', hint: HINT, utils, matcher: call(SINKS, argument(1, statement)) },
  {
    ...ABOUT_SQL,
    id: 'py-sql-text',
    hint: HINT,
    utils,
    matcher: {
      kind: 'assignment',
      all: [
        { has: { field: 'right', ...statement } },
        { has: { field: 'left', kind: 'identifier', pattern: '$TEXT' } },
        usedLater,
      ],
    },
  },
  { ...ABOUT_SQL, id: 'py-sql-variable', hint: HINT, utils, matcher: call(SINKS, argument(1, boundTo(statement))) },
  {
    ...ABOUT_SQL,
    id: 'py-django-extra',
    hint: /\.extra\b/,
    matcher: call(String.raw`(?s).*\.extra`, {
      has: {
        field: 'arguments',
        has: {
          kind: 'keyword_argument',
          all: [
            { has: { field: 'name', regex: '^(?:where|select|tables)$' } },
            { has: { field: 'value', has: { stopBy: 'end', ...dynamicText(part) } } },
          ],
        },
      },
    }),
  },
];
