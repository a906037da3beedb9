const MOST_COMPARED = 40;

/** The known name of which this one is a misspelling: one letter off, or two in a long name; null where none is. */
export function misspelled(name: string, known: Iterable<string>): string | null {
  if (name.length < 4 || name.length > MOST_COMPARED) return null;
  const most = name.length >= 8 ? 2 : 1;
  let best: string | null = null;
  let least = most + 1;
  for (const one of known) {
    if (one === name) return null;
    if (Math.abs(one.length - name.length) > most || one.replaceAll(/\d/g, '') === name.replaceAll(/\d/g, '')) continue;
    const distance = editsBetween(name, one);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** Letters to add, take away, change or swap with the next one. */
function editsBetween(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= to.length; other += 1) {
      const isSame = from[at - 1] === to[other - 1];
      const isSwapped = from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1];
      next.push(
        Math.min(
          (row[other] ?? 0) + 1,
          (next[other - 1] ?? 0) + 1,
          (row[other - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[other - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
