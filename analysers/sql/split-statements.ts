/** A statement of SQL, without the semicolon: from the first sign that is no comment. */
export interface SqlStatement {
  /** UTF-16 offset in the text. */
  readonly start: number;
  readonly text: string;
}

/** What hides a semicolon: comments, strings, quoted names, dollar quotes, bodies of routines; and the semicolon itself. */
const SIGN =
  /--[^\n]*|\/\*|'|"|`|\$(?:[A-Za-z_]\w{0,62})?\$|;|\bend\s{1,20}(?:if|loop|while|repeat)\b|\b(?:begin|case|end)\b/gi;
/** Whose body is written between BEGIN and END, with a semicolon behind each statement; of functions only where PostgreSQL reads the body itself. */
const ROUTINE = /^create\s[^;]{0,300}?\b(?:(trigger|procedure)|function)\b/i;
const ATOMIC = /\s{1,20}atomic\b/iy;

/**
 * The statements of a text, without asking whether they are right: one that no parser knows costs no other its reading. Nested comments end where
 * PostgreSQL ends them; a backslash escapes only in strings that say so (`E'…'`).
 */
export function splitStatements(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  const sign = new RegExp(SIGN);
  let start = 0;
  let depth = 0;
  let head: string | undefined;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const [token] = match;
    const word = token.toLowerCase();
    if (token === ';') {
      if (depth > 0) continue;
      push(statements, text, [start, match.index]);
      start = sign.lastIndex;
      head = undefined;
    } else if (word === 'begin') {
      head ??= headOf(text, start);
      if (depth > 0 || opensBody(text, sign.lastIndex, head)) depth += 1;
    } else if (word === 'case') depth += depth > 0 ? 1 : 0;
    else if (word === 'end') depth -= depth > 0 ? 1 : 0;
    else if (word.startsWith('end')) continue;
    else if (!token.startsWith('--')) sign.lastIndex = endOf(text, match.index, token);
  }
  push(statements, text, [start, text.length]);
  return statements;
}

/** With what a statement begins, as far as it tells a routine. */
function headOf(text: string, from: number): string {
  const start = beginningOf(text, [from, text.length]);
  return text.slice(start, start + 400);
}

function opensBody(text: string, behind: number, head: string): boolean {
  const routine = ROUTINE.exec(head);
  const atomic = new RegExp(ATOMIC);
  atomic.lastIndex = behind;
  return routine !== null && (routine[1] !== undefined || atomic.test(text));
}

function endOf(text: string, at: number, token: string): number {
  if (token === '/*') return endOfComment(text, at);
  if (token === "'" && /e/i.test(text[at - 1] ?? '') && !/\w/.test(text[at - 2] ?? ''))
    return endOfEscaped(text, at + 1);
  const end = text.indexOf(token, at + token.length);
  return end === -1 ? text.length : end + token.length;
}

function endOfEscaped(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "'") at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function endOfComment(text: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 0;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return text.length;
}

/** White space, comments and the commands of psql that stand before a statement. */
const BEFORE = /\s+|--[^\n]*|\/\*|\\[a-z][^\n]*/giy;

function push(statements: SqlStatement[], text: string, [from, to]: readonly [number, number]): void {
  const start = beginningOf(text, [from, to]);
  if (start < to) statements.push({ start, text: text.slice(start, to) });
}

/** Where the first sign stands that is no comment. */
function beginningOf(text: string, [from, to]: readonly [number, number]): number {
  const before = new RegExp(BEFORE);
  let start = from;
  for (before.lastIndex = from; start < to; start = before.lastIndex) {
    const match = before.exec(text);
    if (match === null) break;
    if (match[0] === '/*') before.lastIndex = endOfComment(text, start);
  }
  return start;
}
