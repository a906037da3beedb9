import type { Redaction } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';

/** One secret of a file: its entries, one a line, and its very text, which goes no further than this. */
export interface ListedSecret {
  readonly entries: readonly Redaction[];
  /** Null where a line of it cannot be read. */
  readonly value: string | null;
  /** It stands among tests and examples, or in what nobody reviews. */
  readonly isAside: boolean;
}

/** The secrets of a file's entries, which stand in the order of its lines. */
export function listedSecrets(
  entries: readonly Redaction[],
  lineOf: (side: Side, line: number) => string | undefined,
  isAside: (path: string) => boolean,
): ListedSecret[] {
  const found: { entries: Redaction[]; value: string | null }[] = [];
  const open = new Map<string, (typeof found)[number]>();
  for (const entry of entries) {
    const text = lineOf(entry.side, entry.line)?.slice(entry.startColumn, entry.endColumn).trim() ?? null;
    const key = `${entry.side} ${entry.rule}`;
    const begun = entry.first ? undefined : open.get(key);
    if (begun?.entries.at(-1)?.line !== entry.line - 1) {
      const secret = { entries: [entry], value: entry.first ? text : null };
      found.push(secret);
      open.set(key, secret);
    } else {
      begun.entries.push(entry);
      begun.value = begun.value === null || text === null ? null : `${begun.value}\n${text}`;
    }
  }
  return found.map((one) => ({ ...one, isAside: one.entries.some(({ path }) => isAside(path)) }));
}

/**
 * The entries of all files, in their order. A secret that the change takes away in one place and puts in another, or writes in another form, is no
 * change of what others can read: each place that it leaves accounts for one that it comes to, none among tests for one in production.
 */
export function withoutMoved(secrets: readonly ListedSecret[]): Redaction[] {
  const left = Map.groupBy(secrets.filter(isChangedOn('old')), ({ value }) => value);
  const moved = new Set<ListedSecret>();
  // What only production accounts for is asked first.
  const come = secrets.filter(isChangedOn('new')).toSorted((one, other) => Number(one.isAside) - Number(other.isAside));
  for (const now of come) {
    const places = left.get(now.value) ?? [];
    const likest = places.findIndex((old) => old.isAside === now.isAside);
    const at = likest === -1 && now.isAside ? 0 : likest;
    const [old] = at === -1 ? [] : places.splice(at, 1);
    if (old === undefined) continue;
    moved.add(old);
    moved.add(now);
  }
  return secrets.flatMap((one) =>
    moved.has(one) ? one.entries.map((entry) => ({ ...entry, changed: false })) : one.entries,
  );
}

const isChangedOn =
  (side: Side) =>
  ({ entries: [first], value }: ListedSecret): boolean =>
    first !== undefined && first.changed && first.side === side && value !== null;
