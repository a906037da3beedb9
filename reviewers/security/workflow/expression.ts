import { type Expr, Lexer, Parser } from '@actions/expressions';
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast';

/** An expression of GitHub inside of a text. */
export interface Inserted {
  /** Without its braces. */
  readonly source: string;
  /** UTF-16 offset of the first brace in the text. */
  readonly start: number;
  readonly end: number;
}

const OPEN = '${{';
const FUNCTIONS =
  'contains startswith endswith format join tojson fromjson hashfiles success always cancelled failure case'
    .split(' ')
    .map((name) => ({ name, minArgs: 0, maxArgs: 255 }));
const CONTEXTS = 'github env vars job jobs steps runner secrets strategy matrix needs inputs'.split(' ');

/** The expressions in a text, in order; a text in single quotes may hold braces. */
export function insertedIn(text: string): Inserted[] {
  const found: Inserted[] = [];
  for (let start = text.indexOf(OPEN); start !== -1; start = text.indexOf(OPEN, start + OPEN.length)) {
    const end = endOf(text, start + OPEN.length);
    if (end === null) return found;
    found.push({ source: text.slice(start + OPEN.length, end - 2).trim(), start, end });
    start = end - OPEN.length;
  }
  return found;
}

function endOf(text: string, from: number): number | null {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text[at] === '}' && text[at + 1] === '}') return at + 2;
  }
  return null;
}

/** The syntax of an expression; null where it has none. */
export function parseExpression(source: string): Expr | null {
  try {
    return new Parser(new Lexer(source).lex().tokens, CONTEXTS, FUNCTIONS).parse();
  } catch {
    // GitHub refuses such a workflow as a whole.
    return null;
  }
}

/** What an expression may result in: the paths of contexts (`github.event.issue.title`) whose text it passes on. */
export function resultsOf(expression: Expr): string[] {
  if (expression instanceof Grouping) return resultsOf(expression.group);
  if (expression instanceof ContextAccess || expression instanceof IndexAccess) return [pathOf(expression)];
  if (expression instanceof Logical) {
    const all = expression.operator.lexeme === '&&' ? expression.args.slice(-1) : expression.args;
    return all.flatMap(resultsOf);
  }
  if (!(expression instanceof FunctionCall)) return [];
  const passes = /^(?:format|join|tojson|fromjson|case)$/i.test(expression.functionName.lexeme);
  return passes ? expression.args.flatMap(resultsOf) : [];
}

/** `github.event.issue.title`; what is computed in it is a `*`. */
export function pathOf(expression: Expr): string {
  if (expression instanceof ContextAccess) return expression.name.lexeme.toLowerCase();
  if (expression instanceof Grouping) return pathOf(expression.group);
  if (expression instanceof FunctionCall) return expression.args.map(pathOf).join();
  if (!(expression instanceof IndexAccess)) return '';
  const key = expression.index instanceof Literal ? expression.index.literal.coerceString().toLowerCase() : '*';
  return `${pathOf(expression.expr)}.${key}`;
}

/** Whether an expression is true whatever happens, although it looks like a condition: `a == 'x' || 'y'`. */
export function isAlwaysTrue(expression: Expr): boolean {
  if (expression instanceof Grouping) return isAlwaysTrue(expression.group);
  if (expression instanceof Literal)
    return expression.literal.coerceString() !== '' && expression.token.lexeme.startsWith("'");
  if (!(expression instanceof Logical)) return false;
  return expression.operator.lexeme === '||' ? expression.args.some(isAlwaysTrue) : expression.args.every(isAlwaysTrue);
}

/** All expressions below, the outer ones first. */
export function* expressionsBelow(expression: Expr): Generator<Expr> {
  yield expression;
  for (const part of childrenOf(expression)) yield* expressionsBelow(part);
}

function childrenOf(expression: Expr): readonly Expr[] {
  if (expression instanceof Grouping) return [expression.group];
  if (expression instanceof Unary) return [expression.expr];
  if (expression instanceof Binary) return [expression.left, expression.right];
  if (expression instanceof Logical || expression instanceof FunctionCall) return expression.args;
  return expression instanceof IndexAccess ? [expression.expr, expression.index] : [];
}

/** The text with words of the same length in the place of expressions: they are no syntax of a shell. */
export function withoutExpressions(text: string): string {
  return insertedIn(text).reduce((whole, { start, end }) => {
    const word = whole.slice(start, end).replace(/[^\n]/g, 'x');
    return whole.slice(0, start) + word + whole.slice(end);
  }, text);
}
