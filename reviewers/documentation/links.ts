/** One run of backticks on a line. */
interface Run {
  readonly start: number;
  readonly length: number;
}

/** A code span as CommonMark reads it: between two runs of equally many backticks. */
export interface CodeSpan {
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/** The code spans of a line, in one pass over its runs of backticks. */
export function codeSpans(line: string): readonly CodeSpan[] {
  const runs: Run[] = Array.from(line.matchAll(/`+/g), (match) => ({ start: match.index, length: match[0].length }));
  const later = new Map<number, number[]>();
  for (const [index, { length }] of runs.entries()) {
    const same = later.get(length);
    if (same === undefined) later.set(length, [index]);
    else same.push(index);
  }
  return spansOf(line, runs, later);
}

function spansOf(line: string, runs: readonly Run[], later: ReadonlyMap<number, readonly number[]>): CodeSpan[] {
  const spans: CodeSpan[] = [];
  const used = new Map<number, number>();
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    if (open === undefined) break;
    const same = later.get(open.length) ?? [];
    let next = used.get(open.length) ?? 0;
    while (next < same.length && (same[next] ?? 0) <= index) next += 1;
    used.set(open.length, next);
    const close = runs[same[next] ?? -1];
    if (close === undefined) continue;
    const from = open.start + open.length;
    spans.push({ start: open.start, end: close.start + close.length, code: line.slice(from, close.start) });
    index = same[next] ?? index;
  }
  return spans;
}

/** A line with its code spans blanked, places kept. */
export function withoutCodeSpans(line: string): string {
  let out = '';
  let from = 0;
  for (const { start, end } of codeSpans(line)) {
    out += line.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return out + line.slice(from);
}

/** Longer targets and titles are no links that anybody follows; the bound keeps each look at one short. */
const TARGET =
  /\(\s{0,100}(?:<([^>\n]{1,2000})>|((?:[^\s()]|\([^\s()]{0,200}\)){1,2000}))(?:\s{1,100}(?:"[^"]{0,1000}"|'[^']{0,1000}'|\([^)]{0,1000}\)))?\s{0,100}\)/y;

/**
 * Targets of the inline links `[text](target)` of a line, outermost first where one stands in the text of another. Brackets are
 * matched by a stack, so that a line of nothing but brackets costs no more than another.
 */
export function inlineTargets(line: string): string[] {
  const found: { readonly start: number; readonly end: number; readonly target: string }[] = [];
  const open: number[] = [];
  for (const { 0: sign, index } of line.matchAll(/[[\]]/g)) {
    if (sign === '[') {
      open.push(index);
      continue;
    }
    const start = open.pop();
    if (start === undefined || line[index + 1] !== '(') continue;
    TARGET.lastIndex = index + 1;
    const match = TARGET.exec(line);
    if (match !== null) found.push({ start, end: TARGET.lastIndex, target: match[1] ?? match[2] ?? '' });
  }
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter((link) => {
      if (link.start < end) return false;
      end = link.end;
      return true;
    })
    .map(({ target }) => target);
}
