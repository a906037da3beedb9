import { ABOUT_SQL, HINT, isHarmlessInSql, STATEMENT_TEXT } from './sql-text.ts';
import type { Leaf } from '../values/value.ts';
import type { Sink } from './sink.ts';

const SINKS =
  /(?:^|\.)(?:execute|executemany|executescript|execute_sql|fetch|fetchrow|fetchval|fetch_all|fetch_one|read_sql|read_sql_query|raw|RawSQL|exec_driver_sql)$|^(?:\w+\.)?text$/;
/** Names of things in a schema are no values of a request. */
const harmless = (leaf: Leaf): boolean =>
  isHarmlessInSql(leaf) || (leaf.origin === 'unknown' && leaf.shape === 'member' && leaf.path.endsWith('.name'));

/** A statement with something of the program's where a value stands: behind a comparison, or in a list of values. */
const VALUE_IN_STATEMENT =
  /^\s*(?:select|insert|update|delete|with|replace)\s[^]{1,1500}(?:=|<|>|\blike|\bin\s{0,3}\(|\bvalues\s{0,3}\([^(){}]{0,300})\s{0,3}(?:'%?\{\}|\{\})/i;

export const PYTHON_SQL: readonly Sink[] = [
  {
    ...ABOUT_SQL,
    id: 'py-sql',
    hint: HINT,
    takes: {
      of: 'call',
      name: SINKS,
      tellText: true,
      need: { purpose: 'sql', needs: 'text', begins: STATEMENT_TEXT, harmless, whole: false },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'py-sql-request',
    hint: /\b(?:execute|executescript|raw|text|RawSQL|read_sql)\b/,
    elsewhere: /\brequest\b|\bRequest\b|@\w+\.(?:get|post|route)\(/,
    title: 'The request writes the SQL statement',
    takes: {
      of: 'call',
      name: /\.(?:execute|executescript|exec_driver_sql|raw)$|^(?:sqlalchemy\.)?text$|^RawSQL$|^(?:pd|pandas)\.read_sql(?:_query)?$/,
      need: { purpose: 'sql', needs: 'request', begins: /^\{\}$/ },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'py-sql-made',
    severity: 'suggestion',
    confidence: 400,
    hint: HINT,
    // A statement is made here and run by others: a value where the database would take a placeholder.
    takes: {
      of: 'assignment',
      name: /(?:^|_)(?:sql|query|stmt|statement)\d?$/i,
      need: { purpose: 'sql', needs: 'text', begins: VALUE_IN_STATEMENT, harmless, whole: false },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'py-raw-sql',
    hint: /\bRawSQL\b/,
    takes: { of: 'call', name: /(?:^|\.)RawSQL$/, need: { purpose: 'sql', needs: 'text', harmless } },
  },
  {
    ...ABOUT_SQL,
    id: 'py-django-extra',
    hint: /\.extra\b/,
    takes: {
      of: 'call',
      name: /\.extra$/,
      values: /^(?:where|select|tables|order_by)$/,
      elements: true,
      need: { purpose: 'sql', needs: 'text', harmless },
    },
  },
];
