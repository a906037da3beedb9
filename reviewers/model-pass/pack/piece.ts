import type { Side } from '../../../schemas/location.ts';
import { estimateTokens } from '../prompt/token-estimate.ts';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { indentOf } from './symbols.ts';

/** What a piece of the pack shows. */
type PieceKind = 'proved' | 'caller' | 'definition' | 'replaced' | 'sibling' | 'test' | 'history';

/** Unchanged code that says something about the change, and where it stands. */
export interface PackPiece {
  readonly kind: PieceKind;
  /** The name that it is about. */
  readonly about: string;
  readonly path: string;
  readonly side: Side;
  /** 1-based lines, inclusive; 0 where the piece is no lines of a file. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** Lines shown around a call. */
const AROUND_CALL = 4;
/** A definition is shown to its end, and no further than this. */
const LONGEST_DEFINITION = 28;
/** Longer lines are cut: nobody wrote them by hand. */
const LONGEST_LINE = 240;

type Place = Pick<PackPiece, 'kind' | 'about' | 'path' | 'side'>;

/** What stands around a line that uses a name. */
export function aroundCall(place: Place, lines: readonly string[], line: number): PackPiece {
  const first = Math.max(1, line - AROUND_CALL);
  return cut(place, lines, { first, last: Math.min(lines.length, line + AROUND_CALL) });
}

/** A definition from the line that begins it to its end, as far as indentation tells. */
export function definitionAt(place: Place, lines: readonly string[], line: number): PackPiece {
  const indent = indentOf(lines[line - 1] ?? '');
  const most = Math.min(lines.length, line + LONGEST_DEFINITION - 1);
  let last = line;
  for (let at = line + 1; at <= most; at += 1) {
    const text = lines[at - 1] ?? '';
    if (text.trim() !== '') {
      const isInside = indentOf(text) > indent;
      // What closes it, or goes on with its head, begins with a sign: a word there begins something else.
      if (!isInside && /^\s*[\p{L}\p{N}_@#'"/]/u.test(text)) {
        if (/^\s*end\b/.test(text)) last = at;
        break;
      }
      last = at;
      if (!isInside && /^\s*[})\]]/.test(text) && !/[{([:]\s*$/.test(text)) break;
    }
  }
  return cut(place, lines, { first: line, last });
}

function cut(
  place: Place,
  lines: readonly string[],
  { first, last }: { readonly first: number; readonly last: number },
): PackPiece {
  const text = lines
    .slice(first - 1, last)
    .map((line, index) => `${first + index}\t${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line}`)
    .join('\n');
  return { ...place, first, last, text };
}

const HEADINGS: Readonly<Record<PieceKind, string>> = {
  proved: 'a check has proved:',
  caller: 'uses',
  definition: 'defines',
  replaced: 'before the change:',
  sibling: 'a sibling of',
  test: 'a test that speaks of',
  history: 'earlier changes of',
};

/** One piece as it stands in the prompt: where it comes from, and its text, as data. */
export function pieceText({ kind, about, path, side, first, last, text }: PackPiece): string {
  const place =
    first === 0 ? visibleName(path) : `${visibleName(path)}:${first}-${last} (${side === 'new' ? 'head' : 'base'})`;
  return untrusted('context', `${HEADINGS[kind]} ${about} · ${place}\n${text}`);
}

/** What a piece costs in a prompt. */
export function pieceTokens(piece: PackPiece): number {
  return estimateTokens(pieceText(piece));
}
