/** Rows of equal keys added up, in the order in which their keys came. */
export function addRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  add: (one: Row, other: Row) => Row,
): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : add(sum, row));
  }
  return [...sums.values()];
}

/** Every number of the one with the same of the other; all else is the one's. */
export function addCounts<Row extends object>(one: Row, other: Row): Row {
  const theirs = new Map<string, unknown>(Object.entries(other));
  const sum = Object.entries(one).map(([key, value]) => {
    const also = theirs.get(key);
    return [key, typeof value === 'number' && typeof also === 'number' ? value + also : value] as const;
  });
  return { ...one, ...Object.fromEntries(sum) };
}

/** Of two moments in ISO 8601 that may be missing. */
export function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

export function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
