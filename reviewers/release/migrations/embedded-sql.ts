import type { AnalyserMatch } from '../../../analysers/analyser.ts';

/** Functions that take a migration back, by their names in each language. */
const NAMED = (kind: string, field: string, regex: string): object => ({ kind, has: { field, regex } });
export const PYTHON_BACK = NAMED('function_definition', 'name', '^(?:downgrade|down|reverse\\w*|undo\\w*|backwards?)$');
export const RUBY_BACK = {
  any: [NAMED('method', 'name', '^down$'), { kind: 'call', has: { field: 'method', regex: '^down$' } }],
};
const SCRIPT_BACK = {
  any: [
    NAMED('method_definition', 'name', '^down'),
    NAMED('function_declaration', 'name', '^down'),
    NAMED('variable_declarator', 'name', '^down'),
    NAMED('pair', 'key', '^down$'),
    NAMED('assignment_expression', 'left', '\\.down$'),
  ],
};
/** What is only below a function that goes forth. */
export const forth = (rule: object, back: object): object => ({
  all: [rule, { not: { inside: { ...back, stopBy: 'end' } } }],
});

const SCRIPTS = ['javascript', 'typescript'];
const asArgument = (call: object, list: string): object => ({ inside: { kind: list, inside: call } });

/** Where SQL stands in migrations of other languages: as an argument of what sends it to the database. */
export const EMBEDDED_RULES = {
  script: [
    {
      id: 'sql',
      language: SCRIPTS,
      rule: forth(
        {
          any: [{ kind: 'string' }, { kind: 'template_string' }],
          ...asArgument(
            { kind: 'call_expression', has: { field: 'function', regex: '(^|\\.)(?:query|raw|sql|unsafe|execute)$' } },
            'arguments',
          ),
        },
        SCRIPT_BACK,
      ),
    },
    {
      id: 'sql-tagged',
      language: SCRIPTS,
      rule: forth(
        {
          kind: 'template_string',
          inside: { kind: 'call_expression', has: { field: 'function', regex: '(^|\\.)sql(?:<|$)' } },
        },
        SCRIPT_BACK,
      ),
    },
  ],
  python: [
    {
      id: 'sql',
      language: 'python',
      rule: forth(
        {
          kind: 'string',
          nthChild: 1,
          ...asArgument(EXECUTES(), 'argument_list'),
        },
        PYTHON_BACK,
      ),
    },
    {
      id: 'sql-keyword',
      language: 'python',
      rule: forth(
        {
          kind: 'string',
          inside: {
            kind: 'keyword_argument',
            has: { field: 'name', regex: '^sql(?:text)?$' },
            ...asArgument(EXECUTES(), 'argument_list'),
          },
        },
        PYTHON_BACK,
      ),
    },
  ],
  rails: [
    {
      id: 'sql',
      language: 'ruby',
      rule: forth(
        {
          any: [
            {
              kind: 'string',
              ...asArgument({ kind: 'call', has: { field: 'method', regex: '^execute$' } }, 'argument_list'),
            },
            { kind: 'heredoc_body' },
          ],
        },
        RUBY_BACK,
      ),
    },
  ],
} as const;

function EXECUTES(): object {
  return { kind: 'call', has: { field: 'function', regex: '(?:^|\\.)(?:execute|RunSQL|text)$' } };
}

/**
 * The text with nothing left but SQL: each string becomes a statement where it stands, its quotes blanks, a semicolon at its end. What a template puts
 * in becomes a name of the same length.
 */
export function sqlOf(text: string, matches: readonly AnalyserMatch[]): string {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const offset = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column;
  let sql = '';
  for (const { startLine, startColumn, endLine, endColumn } of matches) {
    const [start, end] = [offset(startLine, startColumn), offset(endLine, endColumn)];
    if (start >= sql.length) sql += blank(text.slice(sql.length, start)) + statement(text.slice(start, end));
  }
  return sql;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** A literal without its quotes, or the body of a heredoc without the word that ends it; as long as it was. */
function statement(literal: string): string {
  const open = /^[rRbBfFuU]{0,2}(?:"""|'''|["'`])/.exec(literal)?.[0] ?? '';
  const close = open === '' ? endOfHeredoc(literal) : open.replace(/^\w+/, '').length;
  const inner = literal
    .slice(open.length, literal.length - close)
    .replaceAll(/[$#]?\{[^{}\n]{0,200}\}/g, (found) => 'x'.padEnd(found.length, '_'))
    .replaceAll(/\\["'`]/g, (found) => ` ${found.slice(1)}`);
  return `${blank(open)}${inner};${blank(literal.slice(literal.length - close)).slice(1)}`;
}

/** How long the last line of a heredoc is, where it is the word that ends it. */
function endOfHeredoc(literal: string): number {
  const from = literal.trimEnd().lastIndexOf('\n') + 1;
  return /^[ \t]{0,200}\w{1,40}\s{0,200}$/.test(literal.slice(from)) ? literal.length - from : 0;
}
