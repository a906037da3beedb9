import { fill, brief } from '../scenario.ts';
import type { Leaf } from '../values/value.ts';
import type { Sink } from './sink.ts';

/** How a statement begins, as a regular expression. Words alone are not enough: "Select a file from the list" is no SQL. */
const STATEMENT = [
  String.raw`select\s+(?:distinct\s+|all\s+|top\s+\d+\s+)*(?:\*|[$#]?\{|'|case\b|[\w.\x60"]{1,200}(?:\s*\(|\s+as\s|\s*,|[\s'\x60"+f]{1,100}from\b))`,
  String.raw`(?:insert|replace|merge)\s+into\s`,
  String.raw`delete\s+from\s`,
  String.raw`update\s+\S+\s+(?:as\s+)?(?:\w+\s+)?set\s`,
  String.raw`with\s+(?:recursive\s+)?\w+\s+as\s*\(`,
  String.raw`(?:create|alter|drop|truncate)\s+(?:table|database|user|role|view|index|schema)\s`,
  String.raw`grant\s.{1,300}\son\s`,
  String.raw`call\s+[\w.]+\s*\(`,
].join('|');

/** What a text must have for there to be a statement: the same, behind a quote or the beginning of a heredoc. */
export const HINT = new RegExp(String.raw`(?:['"\x60]\s*|\n[ \t]{0,40})(?:${STATEMENT})`, 'i');

/**
 * Names of what cannot be a parameter: tables and columns, and lists of placeholders. They are nearly always chosen by the
 * program; a request's own members are not among them.
 */
const STRUCTURE = String.raw`(?i)^(?:(?:this|self|cls|options|opts|config)\??\.)*[\w$]*(?:table|tables|tbl|column|columns|cols|schema|database|dbname|field|fields|placeholder|placeholders|params_?sql|where|where_?clause|clause|clauses|condition|conditions|filter_?sql|order_?by|sort_?column|direction|limit|offset|idx|index|alias|prefix|qs|marks|interval_?unit)(?:_?names?|_?sql|_?list|_?str)?(?:\.\w+)?$`;

/** Calls that make a value harmless in a statement, or make a list of placeholders. */
const ESCAPED = String.raw`(?is)^(?:[\w.$]+\.)?(?:number|parseint|parsefloat|int|float|bool|len|escape\w*|quote\w*|sanitize\w*|identifier|ident|literal|format_?ident\w*|placeholders?\w*|sql|raw|map|join|repeat|tosql|to_sql)\(|^.*\.join\(`;

const NOT_CHOSEN = new RegExp([STRUCTURE, ESCAPED].map((pattern) => pattern.replace(/^\(\?is?\)/, '')).join('|'), 'is');

/** The same, of a text whose parts have been put together. */
export const STATEMENT_TEXT = new RegExp(String.raw`^\s*\(?\s*(?:${STATEMENT})`, 'i');

/** A call with a lone `?` for a text makes a list of placeholders: `implode(',', array_fill(0, $n, '?'))`. */
const LONE_PLACEHOLDER = /["'\x60]\(?\?(?:, ?)?\)?["'\x60]/;

const NAMED_STRUCTURE = new RegExp(STRUCTURE.replace('(?i)', ''), 'i');
const ESCAPING = new RegExp(ESCAPED.replace('(?is)', ''), 'is');

/** A field of the object in PHP, as the others write `this.`. */
const OF_PHP = '$this.';

/** `Watcher.table_name`: a class is none of a stranger's values. */
const OF_A_CLASS = /^[A-Z]\w{0,80}(?:::[A-Z]\w{0,80}){0,5}\./;

/** Whether a value in a statement is nearly always chosen by the program, or was made harmless. */
export function isHarmlessInSql({ node, path, called, shape, origin }: Leaf): boolean {
  if (origin === 'request') return false;
  const names = [path, ...called].map((name) => (name.startsWith(OF_PHP) ? name.slice(OF_PHP.length) : name));
  if (
    names.some(
      (name) =>
        NAMED_STRUCTURE.test(OF_A_CLASS.test(name) ? name.replace(OF_A_CLASS, '').replace('()', '') : name) ||
        /(?:\._meta\.|__tablename__)/.test(name),
    )
  )
    return true;
  return shape === 'call'
    ? ESCAPING.test(node.text) || LONE_PLACEHOLDER.test(node.text)
    : /_comprehension$|arrow_function/.test(node.kind);
}

function scenario(quote: string): ReturnType<Sink['scenario']> {
  const example = fill({ quote, payload: (open) => `${open || '0'} OR 1=1 --`, skip: NOT_CHOSEN });
  if (example === null) {
    return {
      description: `A value with SQL in it, such as \`0 OR 1=1\`, becomes a part of the statement made by \`${brief(quote)}\`.`,
    };
  }
  return {
    description: `When \`${example.part}\` is \`${example.value}\`, the value becomes a part of the statement.`,
    expected: 'The value is compared as a value.',
    actual: `The database is given: ${example.text}`,
  };
}

export const ABOUT_SQL = {
  rule: 'sql-injection',
  title: 'An SQL statement is put together from values',
  explanation:
    'The database cannot tell the statement from the value. Write a placeholder and pass the value as a parameter.',
  scenario,
} as const;
