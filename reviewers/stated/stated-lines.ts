/** Lines as somebody states them: numbers, `"12"`, `"L12"`, and `"12-15"` for both ends at once. Null where there is none. */
export interface StatedLines {
  readonly first: number | null;
  readonly last: number | null;
}

const LINES = /^(?:lines? ?|l)?(\d+)(?:\s*(?:-|–|to|:)\s*(?:l)?(\d+))?$/i;

/** Reads both ends of a place. One that is not there or cannot be read is taken from the other. */
export function readLines(start: unknown, end: unknown): StatedLines {
  const [one, other] = [linesIn(start), linesIn(end)];
  const first = one.first ?? other.first;
  const last = other.last ?? one.last ?? first;
  if (first === null || last === null) return { first: null, last: null };
  return { first: Math.min(first, last), last: Math.max(first, last) };
}

function linesIn(said: unknown): StatedLines {
  if (typeof said === 'number') return { first: lineOf(said), last: lineOf(said) };
  if (typeof said !== 'string') return { first: null, last: null };
  const [, first, last = first] = LINES.exec(said.trim()) ?? [];
  return { first: lineOf(Number(first)), last: lineOf(Number(last)) };
}

/** Lines count from 1. */
function lineOf(line: number): number | null {
  return Number.isSafeInteger(line) && line > 0 ? line : null;
}
