import type { Entry } from './entry.ts';
import type { Origin, PublicSurface, SurfaceReader } from './package-surface.ts';

/** A name that users of an entry can no longer import. */
export interface RemovedName {
  readonly name: string;
  readonly entry: string;
  /** Where the old side declared it, and the stars that led there, nearest to the entry first. */
  readonly origins: readonly Origin[];
  /** Names that the entry offers only since the change. */
  readonly added: readonly string[];
}

/** The two sides of a package. */
export interface Sides<T> {
  readonly old: T;
  readonly new: T;
}

export interface RemovedNamesOptions {
  readonly reader: SurfaceReader;
  readonly entries: Sides<readonly Entry[]>;
  readonly trees: Sides<ReadonlySet<string>>;
  /** Entries that the change cannot have altered need not be read. */
  readonly worthReading: (entry: Entry) => boolean;
}

/** Compares entry by entry. What cannot be read in full on the new side is never called removed. */
export async function removedNames(options: RemovedNamesOptions): Promise<RemovedName[]> {
  const removed: RemovedName[] = [];
  for (const entry of options.entries.old) {
    const now = options.entries.new.find(({ key }) => key === entry.key);
    if (now === undefined || now.files.length === 0 || !options.worthReading(entry)) continue;
    const before = await union(options, entry, 'old');
    const after = await union(options, now, 'new');
    if (after.opaque) continue;
    const added = [...after.names.keys()].filter((name) => !before.names.has(name));
    for (const [name, origins] of before.names) {
      if (!after.names.has(name)) removed.push({ name, entry: entry.key, origins, added: before.opaque ? [] : added });
    }
  }
  return removed;
}

async function union(options: RemovedNamesOptions, entry: Entry, side: 'old' | 'new'): Promise<PublicSurface> {
  const names = new Map<string, readonly Origin[]>();
  let opaque = false;
  for (const file of entry.files) {
    const surface = await options.reader.read(file, side, options.trees[side]);
    for (const [name, origins] of surface.names) names.set(name, names.get(name) ?? origins);
    opaque ||= surface.opaque;
  }
  return { names, opaque };
}
