/** A text, or one sign. */
const PIECE = /"(?:[^"\\\n]|\\[^\n])*"|[^]/y;

/** The text with blanks in place of comments and of commas before a closing bracket, and how many keys it has. */
export function strictJson(text: string): { readonly plain: string; readonly keys: number } {
  const pieces: string[] = [];
  let keys = 0;
  let last = { at: -1, sign: '' };
  for (let at = 0; at < text.length;) {
    const end = endOfComment(text, at);
    if (end !== null) {
      pieces.push(text.slice(at, end).replaceAll(/[^\n]/g, ' '));
      at = end;
      continue;
    }
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text)?.[0] ?? text.charAt(at);
    if (/[\]}]/.test(piece) && last.sign === ',') pieces[last.at] = ' ';
    if (piece === ':' && last.sign === '"') keys += 1;
    if (!/^\s$/.test(piece)) last = { at: pieces.length, sign: piece.charAt(0) };
    pieces.push(piece);
    at += piece.length;
  }
  return { plain: pieces.join(''), keys };
}

/** Where a comment that begins here ends; null where none does. */
function endOfComment(text: string, at: number): number | null {
  const close = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : null;
  if (close === null) return null;
  const end = text.indexOf(close, at + 2);
  return end === -1 ? text.length : close === '\n' ? end : end + close.length;
}
