import type { CodePiece } from './code-piece.ts';

/** Prefixes of formatted strings, which may hold strings of their own. */
const FORMATTED = /(?:^|\W)(?:[ft]r?|r[ft])$/i;

/** Takes Python apart. Null where a string or a joined line leaves a doubt. */
export function pythonCode(text: string): readonly CodePiece[] | null {
  // Comments between `# /// script` and `# ///` are a manifest, which installs packages.
  if (/\\[ \t\r]*$/m.test(text) || /^#[ \t]*\/\/\//m.test(text)) return null;
  const pieces: CodePiece[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign !== '#' && sign !== '"' && sign !== "'") continue;
    const end = sign === '#' ? endOfLine(text, at) : endOfString(text, at);
    if (end === null) return null;
    const part = text.slice(at, end);
    // A formatted string can end elsewhere than it seems to, where its expressions have quotes.
    if (sign !== '#' && part.includes('{') && FORMATTED.test(text.slice(Math.max(0, at - 3), at))) return null;
    if (at > start) pieces.push({ kind: 'code', text: text.slice(start, at) });
    pieces.push(sign === '#' ? { kind: 'comment', text: part, body: part.slice(1) } : { kind: 'literal', text: part });
    start = end;
    at = end - 1;
  }
  if (start < text.length) pieces.push({ kind: 'code', text: text.slice(start) });
  return pieces;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function endOfString(text: string, at: number): number | null {
  const quote = text.charAt(at);
  const triple = text.startsWith(quote.repeat(3), at);
  const close = triple ? quote.repeat(3) : quote;
  for (let next = at + close.length; next < text.length; next += 1) {
    if (text[next] === '\\') next += 1;
    else if (text.startsWith(close, next)) return next + close.length;
    else if (text[next] === '\n' && !triple) return null;
  }
  return null;
}
