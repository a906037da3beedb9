import { readJsonSettings } from './read-trees.ts';
import type { ManifestSetting } from './setting.ts';

/** A text, or one sign. */
const PIECE = /"(?:[^"\\\n]|\\[^\n])*"|[^]/y;

/** The settings of JSON with comments and trailing commas; the reason where it is none, or where a key stands twice: tools differ in which one counts. */
export function readJsoncSettings(text: string): readonly ManifestSetting[] | string {
  const { plain, keys } = withoutComments(text.replace(/^\ufeff/, ' '));
  try {
    if (countKeys(JSON.parse(plain)) !== keys) return 'has a key twice';
  } catch {
    return 'is no JSON that can be read';
  }
  return readJsonSettings(plain);
}

/** The text with blanks in place of comments and of commas before a closing bracket, and how many keys it has. */
function withoutComments(text: string): { readonly plain: string; readonly keys: number } {
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

function countKeys(root: unknown): number {
  let count = 0;
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    open.push(...Object.values(next).filter((value) => typeof value === 'object'));
  }
  return count;
}
