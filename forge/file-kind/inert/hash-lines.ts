import type { CodePiece, CodeSplitter } from './code-piece.ts';

/** What formats differ in whose comments begin with `#`. */
export interface HashSyntax {
  /** Whether a comment may be indented; in a recipe of Make it would be a command. */
  readonly indented: boolean;
  /** What the splitter does not read: here-documents, block scalars, literals over lines. */
  readonly refused: RegExp;
  /** Whether a comment may stand between joined lines, as in a Dockerfile, where quotes do not matter then. */
  readonly betweenJoinedLines: boolean;
}

/**
 * Takes a text apart by whole lines: a comment behind code belongs to the code. Null where a string reaches beyond its line, or may do so.
 */
export function hashLines({ indented, refused, betweenJoinedLines }: HashSyntax): CodeSplitter {
  const comment = indented ? /^[ \t]*#/ : /^#/;
  return (text) => {
    if (refused.test(text) || (!betweenJoinedLines && /\\[ \t\r]*$/m.test(text))) return null;
    const lines = text.split('\n');
    const pieces: CodePiece[] = [];
    for (const [index, line] of lines.entries()) {
      if (comment.test(line)) {
        const mark = line.indexOf('#');
        pieces.push({ kind: 'code', text: line.slice(0, mark) });
        pieces.push({ kind: 'comment', text: line.slice(mark), body: line.slice(mark + 1) });
      } else if (!betweenJoinedLines && !endsPlainly(line)) return null;
      else pieces.push({ kind: /^[ \t]*$/.test(line) ? 'code' : 'literal', text: line });
      if (index < lines.length - 1) pieces.push({ kind: 'code', text: '\n' });
    }
    return pieces;
  };
}

/** Whether no string is open at the end of a line that began outside of strings. */
function endsPlainly(line: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '\\' && quote !== "'") at += 1;
    else if (quote !== null) {
      // A command inside of a string has strings of its own.
      if (quote === '"' && (sign === '`' || line.startsWith('$(', at) || line.startsWith('#{', at))) return false;
      if (sign === quote) quote = null;
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '#' && /\s/.test(line.charAt(at - 1))) return true;
  }
  return quote === null;
}
