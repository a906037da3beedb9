import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { bareText } from '../guards/bare-text.ts';

/** A line that one side has and the other has not. */
export interface OneSided {
  /** 1-based, on its side. */
  readonly line: number;
  readonly text: string;
  /** Without white space, comments and what closes it. */
  readonly bare: string;
}

/** What a file loses and gets, but for what only moves, imports and comments. */
export interface ChangedSides {
  readonly path: string;
  readonly gone: readonly OneSided[];
  readonly come: readonly OneSided[];
}

/** Of a line without the white space around it. */
const IMPORT =
  /^(?:import\b|from\b|(?:pub )?use\s|using\s[^()]{1,200};|package\b|require(?:_relative)?\b|(?:const|let|var)\s[^=]{1,300}= ?require\(|\} from\b|#include\b|namespace\b)/;
/** Rows of an import or of a comment that goes over several lines. */
const ROW = /^(?:\*|"[\w./-]{1,200}"$|(?:type )?[\w$]{1,200},$)/;
const CLOSERS = ',;)]}';
const MOST_OF_LINE = 2000;

/** The lines of a file that stand on one side only. */
export function changedSides(file: ChangedFile): ChangedSides {
  const { newPath: path, hunks } = file;
  const of = (kind: 'added' | 'deleted'): OneSided[] =>
    hunks.flatMap(({ lines }) => lines).flatMap((line) => sided(line, kind, path));
  const [gone, come] = [of('deleted'), of('added')];
  return { path, gone: without(gone, come), come: without(come, gone) };
}

function sided(line: DiffLine, kind: 'added' | 'deleted', path: string): OneSided[] {
  const number = kind === 'added' ? line.newLine : line.oldLine;
  const own = line.text.slice(0, MOST_OF_LINE).trim();
  if (line.kind !== kind || number === null || IMPORT.test(own) || ROW.test(own)) return [];
  const bare = withoutClosers(bareText(own, path).text);
  return bare === '' || /^(?:end|else|\{)$/.test(bare) ? [] : [{ line: number, text: line.text, bare }];
}

function withoutClosers(text: string): string {
  let end = text.length;
  while (end > 0 && CLOSERS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Those that the other side does not have as well, one for one. */
function without(lines: readonly OneSided[], others: readonly OneSided[]): OneSided[] {
  const counts = new Map<string, number>();
  for (const { bare } of others) counts.set(bare, (counts.get(bare) ?? 0) + 1);
  return lines.filter(({ bare }) => {
    const count = counts.get(bare) ?? 0;
    counts.set(bare, count - 1);
    return count <= 0;
  });
}
