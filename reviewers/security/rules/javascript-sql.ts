import { argument, boundTo, dynamicText, method, JAVASCRIPT_NOT_CONSTANT } from './javascript.ts';
import { JAVASCRIPT_FROM_REQUEST, JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import { ABOUT_SQL, ESCAPED, HINT, STATEMENT, STRUCTURE } from './sql-text.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

const harmless: Matcher = {
  any: [
    { any: [{ kind: 'identifier' }, { kind: 'member_expression' }], regex: STRUCTURE },
    { kind: 'call_expression', regex: ESCAPED },
    { any: [{ kind: 'update_expression' }, { kind: 'unary_expression' }, { kind: 'arrow_function' }] },
    // A number: `${page * size}`.
    { kind: 'binary_expression', has: { field: 'operator', regex: String.raw`^[-*/%]$` } },
    // The number of a parameter: `$${index}`.
    { inside: { kind: 'template_substitution', follows: { kind: 'string_fragment', regex: String.raw`[$:@?]$` } } },
  ],
};
const part: Matcher = { any: [JAVASCRIPT_FROM_REQUEST, { all: [JAVASCRIPT_NOT_CONSTANT, { not: harmless }] }] };
const utils: Utils = { statement: dynamicText(part, STATEMENT) };
const statement: Matcher = { matches: 'statement' };

const SINKS =
  'query|execute|exec|raw|run|all|get|each|any|one|many|none|oneOrNone|manyOrNone|prepare|unsafe|queryRaw|executeRaw|whereRaw|\\$queryRawUnsafe|\\$executeRawUnsafe|createQueryBuilder|executeSql|simple_query';

const bound = boundTo(statement);
const usedLater: Matcher = {
  inside: {
    stopBy: { matches: 'scope' },
    matches: 'scope',
    has: { stopBy: 'end', ...method(SINKS, argument('n', { kind: 'identifier', pattern: '$TEXT' })) },
  },
};
const assigned = (kind: string, name: string, value: string): Matcher => ({
  kind,
  all: [
    { has: { field: value, ...statement } },
    { has: { field: name, kind: 'identifier', pattern: '$TEXT' } },
    usedLater,
  ],
});

export const JAVASCRIPT_SQL: readonly Sink[] = [
  { ...ABOUT_SQL, id: 'js-sql', hint: HINT, utils, matcher: method(SINKS, argument('n', statement)) },
  {
    ...ABOUT_SQL,
    id: 'js-sql-text',
    hint: HINT,
    utils,
    matcher: {
      any: [assigned('variable_declarator', 'name', 'value'), assigned('assignment_expression', 'left', 'right')],
    },
  },
  { ...ABOUT_SQL, id: 'js-sql-variable', hint: HINT, utils, matcher: method(SINKS, argument('n', bound)) },
  {
    ...ABOUT_SQL,
    id: 'js-sql-request',
    hint: /\b(?:\$\w+RawUnsafe|raw|unsafe)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    title: 'The request writes the SQL statement',
    matcher: method(String.raw`\$queryRawUnsafe|\$executeRawUnsafe|raw|unsafe`, argument(1, JAVASCRIPT_FROM_REQUEST)),
  },
];
