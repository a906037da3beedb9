/** Something public that a line declares. */
export interface Removal {
  readonly path: string;
  /** A line of the old side that the change removes. */
  readonly line: number;
  readonly name: string;
}

/** Removals that are told together, and the line to quote. */
export interface RemovalPlace<T extends Removal> {
  readonly path: string;
  readonly line: number;
  readonly removals: readonly T[];
}

/** So many lines of one file are told one by one; more become one finding. */
const MOST_LINES = 3;

/** One place a line; many lines of one file are one place. */
export function placesOf<T extends Removal>(removals: readonly T[]): RemovalPlace<T>[] {
  return [...Map.groupBy(removals, ({ path }) => path)].flatMap(([path, inFile]) => {
    const lines = [...Map.groupBy(inFile, ({ line }) => line)].sort(([a], [b]) => a - b);
    const first = lines[0]?.[0];
    if (first !== undefined && lines.length > MOST_LINES) {
      return [{ path, line: first, removals: lines.flatMap(([, all]) => all) }];
    }
    return lines.map(([line, all]) => ({ path, line, removals: all }));
  });
}
