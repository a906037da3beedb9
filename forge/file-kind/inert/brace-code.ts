import type { CodePiece, CodeSplitter } from './code-piece.ts';

/** What languages with braces differ in. */
export interface BraceSyntax {
  /** Without it `//` is code, as in CSS. */
  readonly lineComments: boolean;
  /** Quotes of strings that end on their line. */
  readonly quotes: string;
  /** Whether `'` is around one character. */
  readonly characters: boolean;
  /** Whether a backtick is around any text without escapes. */
  readonly rawBackticks: boolean;
  /** What the splitter does not read: raw strings, interpolation with strings inside, markup, escapes in place of signs. */
  readonly refused: RegExp;
  /** `--` in place of `//`. */
  readonly dashes?: true;
  /** A literal of this language alone that begins here, with one of `SIGN`; null where none does, false where that is unclear. */
  readonly special?: (text: string, at: number) => string | false | null;
}

const CHARACTER = /'(?:\\[^\n]{1,10}?|[^'\\\n])'/y;

/** Takes apart what has comments as C has them. */
export function braceCode(syntax: BraceSyntax): CodeSplitter {
  const line = syntax.dashes ? '--' : '//';
  return (text) => {
    // A backslash at the end of a line joins lines, and comments with them.
    // In a first line that calls a program these signs are arguments.
    if (/^#![^\n]{0,1000}\/[/*]/.test(text)) return null;
    if (syntax.refused.test(text) || /\\[ \t\r]*$/m.test(text)) return null;
    const pieces: CodePiece[] = [];
    let start = 0;
    const push = (piece: CodePiece, from: number): void => {
      if (from > start) pieces.push({ kind: 'code', text: text.slice(start, from) });
      pieces.push(piece);
      start = from + piece.text.length;
    };
    for (let at = nextSign(text, 0); at < text.length; at = nextSign(text, Math.max(at + 1, start))) {
      const piece = literalAt(text, at, syntax) ?? commentAt(text, at, syntax.lineComments ? line : null);
      if (piece === 'unclear') return null;
      if (piece !== null) push(piece, at);
    }
    if (start < text.length) pieces.push({ kind: 'code', text: text.slice(start) });
    return pieces;
  };
}

/** Where the next literal or comment may begin: what stands before is code, nearly all of a file. */
function nextSign(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.exec(text)?.index ?? text.length;
}

/** Quotes, and the first signs of comments. */
const SIGN = /["'`/-]/g;

function commentAt(text: string, at: number, mark: string | null): CodePiece | 'unclear' | null {
  if (mark !== null && text.startsWith(mark, at)) {
    const newline = text.indexOf('\n', at);
    const whole = text.slice(at, newline === -1 ? text.length : newline);
    return { kind: 'comment', text: whole, body: whole.slice(mark.length) };
  }
  if (!text.startsWith('/*', at)) return null;
  const end = text.indexOf('*/', at + 2);
  if (end === -1) return 'unclear';
  const body = text.slice(at + 2, end);
  // Some languages nest comments, some do not.
  return body.includes('/*') ? 'unclear' : { kind: 'comment', text: text.slice(at, end + 2), body };
}

function literalAt(text: string, at: number, syntax: BraceSyntax): CodePiece | 'unclear' | null {
  const sign = text.charAt(at);
  const special = syntax.special?.(text, at) ?? null;
  if (special !== null) return special === false ? 'unclear' : { kind: 'literal', text: special };
  if (syntax.quotes.includes(sign)) return quoted(text, at, sign);
  if (sign === '`' && syntax.rawBackticks) {
    const end = text.indexOf('`', at + 1);
    return end === -1 ? 'unclear' : { kind: 'literal', text: text.slice(at, end + 1) };
  }
  if (sign !== "'" || !syntax.characters) return null;
  CHARACTER.lastIndex = at;
  const [character] = CHARACTER.exec(text) ?? [];
  return character === undefined ? 'unclear' : { kind: 'literal', text: character };
}

/** A string on one line; what reaches beyond its line is unclear. */
function quoted(text: string, at: number, quote: string): CodePiece | 'unclear' {
  for (let next = at + 1; next < text.length && text[next] !== '\n'; next += 1) {
    if (text[next] === '\\') next += 1;
    else if (text[next] === quote) return { kind: 'literal', text: text.slice(at, next + 1) };
  }
  return 'unclear';
}
