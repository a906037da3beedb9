import { parseShell } from './parse-shell.ts';

/** A script in the pieces of it that can be read, each with its offset. */
export interface ScriptParts {
  readonly read: readonly { readonly text: string; readonly start: number }[];
  /** The others. */
  readonly unread: readonly string[];
}

/** Scripts with more pieces are not read: each may be parsed a few times. */
const MOST_PIECES = 400;
/** So many pieces may belong together where a text, a function or a document has empty lines in it. */
const MOST_TOGETHER = 8;
/** What ends, or goes on with, something that began before. */
const GOES_ON = /^(?:[\s)}\]]|(?:fi|done|esac|else|elif|then|do|always)\b)/;

/** Takes a script that the parser does not understand apart where a line without a margin follows an empty one. */
export function scriptParts(text: string): ScriptParts {
  const pieces = piecesOf(text);
  if (pieces.length > MOST_PIECES) return { read: [], unread: [text] };
  const read: { readonly text: string; readonly start: number }[] = [];
  const unread: string[] = [];
  for (let at = 0; at < pieces.length;) {
    const last = lengths(pieces, at).find((end) => isRead(joined(pieces, at, end)));
    const end = last ?? at + 1;
    const piece = joined(pieces, at, end);
    if (last === undefined) unread.push(piece);
    else read.push({ text: piece, start: pieces[at]?.start ?? 0 });
    at = end;
  }
  return { read, unread };
}

function piecesOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  const starts = [0];
  for (const { index } of text.matchAll(/\n[ \t]*\n(?=\S)/g)) {
    const start = text.indexOf('\n', index + 1) + 1;
    if (!GOES_ON.test(text.slice(start, start + 10))) starts.push(start);
  }
  return starts.map((start, index) => ({ text: text.slice(start, starts[index + 1] ?? text.length), start }));
}

function lengths(pieces: readonly unknown[], at: number): readonly number[] {
  return Array.from({ length: Math.min(MOST_TOGETHER, pieces.length - at) }, (_, index) => at + index + 1);
}

function joined(pieces: readonly { readonly text: string }[], start: number, end: number): string {
  return pieces
    .slice(start, end)
    .map((piece) => piece.text)
    .join('');
}

function isRead(text: string): boolean {
  const script = parseShell(text);
  return script !== null && script.errors.length === 0 && !opensDocument(text);
}

/** Whether a text that stands in the script (`<<END`) begins here and does not end here. */
function opensDocument(text: string): boolean {
  return Array.from(text.matchAll(/<<-?\s?(["']?)(\w{1,60})\1/g)).some(
    ({ 2: end = '', index }) =>
      !text
        .slice(index)
        .split('\n')
        .slice(1)
        .some((line) => line.trim() === end),
  );
}
