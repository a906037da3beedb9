import type { Rule } from '../../reviewer.ts';

/** Mistakes of schemas and queries. */
export const GRAPHQL_SLIPS = {
  'undeclared-variable': {
    title: 'The query uses a variable that it does not declare',
    why: 'A server refuses the whole query. Declare the variable behind the name of the operation.',
    scenario: 'The client sends the query: the answer is an error, and no data.',
    severity: 'warning',
    confidence: 900,
  },
  'unused-variable': {
    title: 'The query declares a variable that it does not use',
    why: 'A server refuses the whole query, and what the variable was meant for is left out.',
    scenario: 'The client sends the query: the answer is an error, and no data.',
    severity: 'warning',
    confidence: 850,
  },
  'declared-twice': {
    title: 'The same name is declared twice',
    why: 'No server accepts two fields, values, arguments or operations of one name.',
    scenario: 'The schema is loaded, or the query sent: it is refused as a whole.',
    severity: 'warning',
    confidence: 900,
  },
  'endless-fragment': {
    title: 'The fragment contains itself',
    why: 'A server refuses the query, for it would have no end.',
    scenario: 'The client sends the query: the answer is an error, and no data.',
    severity: 'warning',
    confidence: 900,
  },
  'undefined-graphql-name': {
    title: 'Nothing defines this type or fragment',
    why: 'Neither this file nor another one of the repository defines it, and no server takes a document with a name that it does not know.',
    scenario: 'The schema is loaded, or the query sent: it is refused as a whole.',
    severity: 'warning',
    confidence: 850,
  },
  'invalid-schema': {
    title: 'No server loads this schema',
    why: 'It breaks a rule of the language, so that the whole schema is refused.',
    scenario: 'The server starts: it ends with an error.',
    severity: 'warning',
    confidence: 900,
  },
  'invalid-query': {
    title: 'No server answers this query',
    why: 'It breaks a rule of the language, so that the whole query is refused, or a part of it is asked for nothing.',
    scenario: 'The client sends the query: the answer is an error, and no data.',
    severity: 'warning',
    confidence: 850,
  },
} as const;

/** The rules of these slips. */
export const GRAPHQL_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(GRAPHQL_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
