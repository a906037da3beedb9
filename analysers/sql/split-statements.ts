/** A statement of SQL, without the semicolon: from the first sign that is no comment. */
export interface SqlStatement {
  /** UTF-16 offset in the text. */
  readonly start: number;
  readonly text: string;
}

/** What hides a semicolon: comments, strings, quoted names, dollar quotes; and the semicolon itself. */
const SIGN = /--[^\n]*|\/\*|'|"|`|\$(?:[A-Za-z_]\w{0,62})?\$|;/g;

/**
 * The statements of a text, without asking whether they are right: one that no parser knows costs no other its reading. Nested comments end where
 * PostgreSQL ends them; a backslash escapes only in strings that say so (`E'…'`).
 */
export function splitStatements(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  const sign = new RegExp(SIGN);
  let start = 0;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const [token] = match;
    if (token === ';') {
      push(statements, text, [start, match.index]);
      start = sign.lastIndex;
    } else if (!token.startsWith('--')) sign.lastIndex = endOf(text, match.index, token);
  }
  push(statements, text, [start, text.length]);
  return statements;
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
  const before = new RegExp(BEFORE);
  let start = from;
  for (before.lastIndex = from; start < to; start = before.lastIndex) {
    const match = before.exec(text);
    if (match === null) break;
    if (match[0] === '/*') before.lastIndex = endOfComment(text, start);
  }
  if (start < to) statements.push({ start, text: text.slice(start, to) });
}
