import { type BodyToken, bodyTokens, statementsOf } from './body-tokens.ts';
import { chosenIn, isPlainType } from './fixed-values.ts';

/** A parameter of a function. */
export interface GivenParameter {
  readonly name: string;
  readonly type: string;
}

/** What a body sends to the server as a text of its own making. */
export interface SentText {
  /** UTF-16 offset in the body. */
  readonly at: number;
  /** The value that others choose; null where the whole text is fixed. */
  readonly chosen: string | null;
  /** The whole text, where it is fixed. */
  readonly text: string;
}

/** Rows of these are names that the server's owner gave. */
const CATALOGUE = /^(?:pg_\w+|information_schema)$/;
const GUARDS = /^(?:!~\*?|<>|!=|in|any|all|exists|to_regclass|to_regproc)$/;
const NOT_SQL = new Set(['procedure', 'function', 'on', 'privilege']);

/** What the `EXECUTE`s of a body in PL/pgSQL send, read in the order in which it is written. */
export function readBody(body: string, parameters: readonly GivenParameter[]): SentText[] {
  const chosen = new Set<string>(['new', 'old']);
  const plain = new Set<string>();
  parameters.forEach(({ name, type }, index) => {
    if (isPlainType(type)) {
      plain.add(name);
      return;
    }
    for (const one of [name, `$${index + 1}`, `*.${name}`]) if (one !== '' && one !== '*.') chosen.add(one);
  });
  const sent: SentText[] = [];
  let before: readonly BodyToken[] = [];
  for (const tokens of statementsOf(bodyTokens(body))) {
    // `PERFORM 1 FROM … WHERE name = a; IF NOT FOUND THEN RAISE …`
    if (isNotFound(tokens)) for (const { text } of before) forget(chosen, text);
    before = tokens;
    const from = tokens.findIndex(
      ({ kind, text }, at) => kind === 'name' && text === 'execute' && !NOT_SQL.has(tokens[at + 1]?.text ?? ''),
    );
    for (const name of guardedBy(tokens)) forget(chosen, name);
    if (from === -1) bind(tokens, chosen, plain);
    else sent.push(sentBy(tokens.slice(from + 1), chosen));
    if (from !== -1) rows(tokens, chosen);
  }
  return sent;
}

function sentBy(tokens: readonly BodyToken[], chosen: ReadonlySet<string>): SentText {
  let depth = 0;
  const end = tokens.findIndex(({ kind, text }) => {
    if (kind === 'sign' && text === '(') depth += 1;
    if (kind === 'sign' && text === ')') depth -= 1;
    return depth === 0 && kind === 'name' && /^(?:into|using|loop)$/.test(text);
  });
  const expression = end === -1 ? tokens : tokens.slice(0, end);
  const [only, ...others] = expression;
  return {
    at: only?.at ?? 0,
    chosen: chosenIn(expression, chosen),
    text: only?.kind === 'text' && others.length === 0 ? only.text : '',
  };
}

/** `a text := …`, `a := …`, `SELECT … INTO a`, `FOR a IN SELECT …` */
function bind(tokens: readonly BodyToken[], chosen: Set<string>, plain: Set<string>): void {
  const names = tokens.filter(({ kind }) => kind === 'name');
  if (names.some(({ text }) => text === 'into' || text === 'for')) return rows(tokens, chosen);
  const at = tokens.findIndex(
    ({ kind, text }, index) =>
      (kind === 'sign' &&
        (text === ':=' ||
          (text === '=' && index > 0 && tokens[index - 1]?.kind === 'name' && isStart(tokens, index - 1)))) ||
      (kind === 'name' && text === 'default'),
  );
  const declared = afterWords(tokens);
  const type = tokens[declared + 1]?.kind === 'name' ? (tokens[declared + 1]?.text ?? '') : '';
  const name = tokens[declared]?.kind === 'name' ? (tokens[declared]?.text ?? '') : '';
  if (isPlainType(type)) plain.add(name);
  if (at === -1 || plain.has(name)) return;
  if (chosenIn(tokens.slice(at + 1), chosen) === null) forget(chosen, name);
  else chosen.add(name);
}

/** Rows of tables hold what others wrote; those of the catalogue, and what is computed without any, do not. */
function rows(tokens: readonly BodyToken[], chosen: Set<string>): void {
  const at = tokens.findIndex(({ kind, text }) => kind === 'name' && (text === 'into' || text === 'for'));
  const target = tokens[at + 1];
  if (at === -1 || target?.kind !== 'name' || tokens.some(({ text }) => CATALOGUE.test(text))) return;
  const isRow = tokens.some(({ kind, text }) => kind === 'name' && text === 'select');
  const others = tokens.filter((_, index) => index !== at + 1);
  if (isRow && chosenIn(others.slice(0, clauseOf(others)), chosen) !== null) chosen.add(target.text);
  else forget(chosen, target.text);
}

/** Where the values of a query end. */
function clauseOf(tokens: readonly BodyToken[]): number {
  const at = tokens.findIndex(({ kind, text }) => kind === 'name' && text === 'from');
  return at === -1 ? tokens.length : at;
}

/** Names that a condition compares with what is allowed, wherever it leads. */
function guardedBy(tokens: readonly BodyToken[]): string[] {
  const from = tokens.findIndex(({ kind, text }) => kind === 'name' && /^(?:if|elsif|assert)$/.test(text));
  if (from === -1) return [];
  const to = tokens.findIndex(({ kind, text }, index) => index > from && kind === 'name' && text === 'then');
  const condition = tokens.slice(from, to === -1 ? tokens.length : to);
  if (!condition.some(({ kind, text }) => kind !== 'text' && GUARDS.test(text))) return [];
  // `a <> ''` says nothing of what else it may be.
  if (
    condition.some(({ kind, text }) => kind === 'text' && text === '') &&
    !condition.some(({ text }) => /^(?:in|any|all|exists|!~\*?)$/.test(text))
  )
    return [];
  return condition.flatMap(({ kind, text }) => (kind === 'name' ? [text] : []));
}

function isNotFound(tokens: readonly BodyToken[]): boolean {
  return /\bif not found then raise\b/.test(
    tokens
      .map(({ text }) => text)
      .slice(0, 12)
      .join(' '),
  );
}

function forget(chosen: Set<string>, name: string): void {
  if (name === 'new' || name === 'old') return;
  chosen.delete(name);
  chosen.delete(`*.${name}`);
}

/** Where a statement begins, behind the words that open a block. */
function afterWords(tokens: readonly BodyToken[]): number {
  let at = 0;
  tokens.forEach(({ kind, text }, index) => {
    if (kind === 'name' && /^(?:begin|then|else|loop|declare)$/.test(text)) at = index + 1;
  });
  return at;
}

const isStart = (tokens: readonly BodyToken[], at: number): boolean => afterWords(tokens) === at;
