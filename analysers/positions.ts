/** A place in a text: 1-based line, 0-based UTF-16 column. Lines end at a line feed alone, as git counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** UTF-16 offsets at which the lines of a text begin. */
export function lineStarts(text: string, ending: RegExp = /\n/g): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(ending)) starts.push(match.index + match[0].length);
  return starts;
}

/** Finds the line of an offset by bisection. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) };
}

/** The place of a span of UTF-16 offsets, as a match carries it. */
export function spanAt(
  starts: readonly number[],
  start: number,
  end: number,
): { startLine: number; startColumn: number; endLine: number; endColumn: number } {
  const from = positionAt(starts, start);
  const to = positionAt(starts, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
