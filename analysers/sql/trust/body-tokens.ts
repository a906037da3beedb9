/** A word, sign or text of a function's body. */
export interface BodyToken {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** Names in lower case, texts without their quotes. */
  readonly text: string;
  /** UTF-16 offset in the body. */
  readonly at: number;
}

const START =
  /--[^\n]*|\/\*|\$(?:[A-Za-z_]\w{0,62})?\$|\$\d{1,3}|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|:=|\|\||::|!~\*?|<>|!=|[^\s]/g;

/** The tokens of a body, comments left out; in one pass. */
export function bodyTokens(body: string): BodyToken[] {
  const tokens: BodyToken[] = [];
  const start = new RegExp(START);
  for (let match = start.exec(body); match !== null; match = start.exec(body)) {
    const [token] = match;
    const at = match.index;
    if (token.startsWith('--')) continue;
    if (token === '/*') {
      const end = body.indexOf('*/', at + 2);
      start.lastIndex = end === -1 ? body.length : end + 2;
    } else if (token === "'" || token === '"' || (token.length > 1 && token.startsWith('$') && token.endsWith('$'))) {
      const isEscaped = token === "'" && tokens.at(-1)?.text === 'e' && tokens.at(-1)?.at === at - 1;
      if (isEscaped) tokens.pop();
      const [text, end] = quoted(body, at + token.length, { token, isEscaped });
      tokens.push({ kind: token === '"' ? 'name' : 'text', text, at });
      start.lastIndex = end;
    } else if (/^[A-Za-z_$\u0080-\uffff]/.test(token)) tokens.push({ kind: 'name', text: token.toLowerCase(), at });
    else tokens.push({ kind: /^\d/.test(token) ? 'number' : 'sign', text: token, at });
  }
  return tokens;
}

/** What stands between quotes, and where they end; a doubled quote is one. */
function quoted(
  body: string,
  from: number,
  { token, isEscaped }: { readonly token: string; readonly isEscaped: boolean },
): [string, number] {
  let text = '';
  let at = from;
  for (;;) {
    let end = body.indexOf(token, at);
    if (isEscaped) {
      end = at;
      while (end < body.length && body[end] !== "'") end += body[end] === '\\' ? 2 : 1;
      if (end >= body.length) end = -1;
    }
    if (end === -1) return [text + body.slice(at), body.length];
    text += body.slice(at, end);
    if (token.startsWith('$') || body[end + 1] !== token) return [text, end + token.length];
    text += token;
    at = end + 2;
  }
}

/** The tokens between semicolons. */
export function statementsOf(tokens: readonly BodyToken[]): (readonly BodyToken[])[] {
  const statements: BodyToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((one) => one.length > 0);
}
