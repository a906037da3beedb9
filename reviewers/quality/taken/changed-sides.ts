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

const IMPORT =
  /^\s*(?:import\b|from\s+[\w.]+\s+import\b|(?:pub\s+)?use\s|using\s+(?:static\s+)?[\w.=\s]+;|package\b|require(?:_relative)?\b|(?:const|let|var)\s[^=]{1,300}=\s*require\(|\}\s*from\b|#include\b|namespace\b)/;
/** Rows of an import or of a comment that goes over several lines. */
const ROW = /^\s*(?:\*|"[\w./-]+"$|(?:type\s+)?[\w$]+,?\s*$)/;
const CLOSERS = /[,;)\]}]+$/;

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
  if (line.kind !== kind || number === null || IMPORT.test(line.text) || ROW.test(line.text)) return [];
  const bare = bareText(line.text.slice(0, 2000), path).text.replace(CLOSERS, '');
  return bare === '' || /^(?:end|else|\{)$/.test(bare) ? [] : [{ line: number, text: line.text, bare }];
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
