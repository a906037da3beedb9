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
} as const;

/** The rules of these slips. */
export const GRAPHQL_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(GRAPHQL_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
