import type { Syntax } from '../../changed-code/syntax-node.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Tells of a node whether the change touches any of its lines. A line ends with its line feed, as git counts. */
export function touchedNodes(text: string, changed: ReadonlySet<number>): (node: Syntax) => boolean {
  const stretches = stretchesOf(text, changed);
  return ({ start, end }) => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.end ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const first = stretches[low];
    return first !== undefined && first.start <= end;
  };
}

/** The changed lines in their order, neighbours as one. */
function stretchesOf(text: string, changed: ReadonlySet<number>): readonly Stretch[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (let line = 1; start <= text.length; line += 1) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const last = found.at(-1);
    if (changed.has(line)) {
      if (last !== undefined && last.end === start - 1) last.end = end;
      else found.push({ start, end });
    }
    start = end + 1;
  }
  return found;
}
