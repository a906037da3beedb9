/** A text of a script in quotes. */
interface ScriptText {
  readonly start: number;
  /** With its quotes. */
  readonly text: string;
}

/** A script without comments and without what stands in its texts, each character where it stood. */
export interface BareScript {
  readonly bare: string;
  readonly texts: readonly ScriptText[];
  /** Null where every bracket and text closes; else where one opens that does not. */
  readonly unclosed: number | null;
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** Takes comments and texts out of a script of PowerShell. Nothing is executed. */
export function bareScript(text: string): BareScript {
  const texts: ScriptText[] = [];
  const open: { readonly sign: string; readonly at: number }[] = [];
  let bare = '';
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at);
    const end = endOfComment(text, at) ?? endOfHere(text, at);
    if (end !== null) {
      if (sign === '@') texts.push({ start: at, text: text.slice(at, end) });
      bare += sign === '@' ? `${sign}${blank(text.slice(at + 1, end - 1))}@` : blank(text.slice(at, end));
      at = end;
    } else if (sign === '"' || sign === "'") {
      const close = endOfQuoted(text, at);
      if (close === null) return { bare: bare + blank(text.slice(at)), texts, unclosed: at };
      texts.push({ start: at, text: text.slice(at, close) });
      bare += sign + blank(text.slice(at + 1, close - 1)) + sign;
      at = close;
    } else if (sign === '`') {
      bare += text.charAt(at + 1) === '\n' ? ' \n' : '  ';
      at += 2;
    } else {
      if (PAIRS[sign] !== undefined) open.push({ sign, at });
      else if (')]}'.includes(sign)) {
        const last = open.pop();
        if (last === undefined || PAIRS[last.sign] !== sign)
          return { bare: bare + blank(text.slice(at)), texts, unclosed: last?.at ?? at };
      }
      bare += sign;
      at += 1;
    }
  }
  return { bare, texts, unclosed: open.at(-1)?.at ?? null };
}

function endOfComment(text: string, at: number): number | null {
  if (text.startsWith('<#', at)) {
    const end = text.indexOf('#>', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  if (text.charAt(at) !== '#' || !/^$|[\s;{}()|,=]/.test(text.charAt(at - 1))) return null;
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function endOfHere(text: string, at: number): number | null {
  const quote = /^@(["'])[ \t]*\r?\n/.exec(text.slice(at, at + 100))?.[1];
  if (quote === undefined) return null;
  const end = text.indexOf(`\n${quote}@`, at + 2);
  return end === -1 ? text.length : end + 3;
}

/** Texts in what a text computes; deeper ones nobody writes. */
const DEEPEST = 50;

function endOfQuoted(text: string, from: number, deep = 0): number | null {
  if (deep > DEEPEST) return null;
  const quote = text.charAt(from);
  for (let at = from + 1, depth = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote === '"' && sign === '`') at += 1;
    else if (quote === '"' && text.startsWith('$(', at)) {
      depth = 1;
      for (at += 2; at < text.length && depth > 0; at += 1) {
        const inner = text.charAt(at);
        if (inner === '`') at += 1;
        else if (inner === '(') depth += 1;
        else if (inner === ')') depth -= 1;
        else if (inner === '"' || inner === "'") {
          const end = endOfQuoted(text, at, deep + 1);
          if (end === null) return null;
          at = end - 1;
        }
      }
      at -= 1;
    } else if (sign === quote && text.charAt(at + 1) === quote) at += 1;
    else if (sign === quote) return at + 1;
  }
  return null;
}

/** A text without what it computes in `$(…)`, each character where it stood. */
export function withoutComputed(quoted: string): string {
  let made = '';
  for (let at = 0; at < quoted.length;) {
    if (!quoted.startsWith('$(', at)) {
      made += quoted.charAt(at);
      at += 1;
      continue;
    }
    let end = at + 2;
    for (let depth = 1; end < quoted.length && depth > 0; end += 1) {
      if (quoted.charAt(end) === '(') depth += 1;
      if (quoted.charAt(end) === ')') depth -= 1;
    }
    made += blank(quoted.slice(at, end));
    at = end;
  }
  return made;
}
