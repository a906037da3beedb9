import type { ChangedFile, FilteredFile } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Side } from '../../schemas/location.ts';
import { SearchableSource, type Span } from './searchable-source.ts';

/** What the change says about a path. */
export type FileOfChange =
  | { readonly kind: 'changed'; readonly file: ChangedFile }
  | { readonly kind: 'filtered'; readonly file: FilteredFile };

/** The change set by path: which file, which text, which lines can carry a comment. */
export class ChangedText {
  readonly files: readonly ChangedFile[];
  readonly filtered: readonly FilteredFile[];
  readonly #byPath: Readonly<Record<Side, ReadonlyMap<string, FileOfChange>>>;
  readonly #sources = new Map<string, string>();
  readonly #known = new Map<string, SearchableSource | null>();

  constructor(input: CoordinatorInput) {
    this.files = input.changeSet.files;
    this.filtered = input.changeSet.filtered;
    const all = [
      ...input.changeSet.filtered.map((file) => ({ kind: 'filtered' as const, file })),
      ...input.changeSet.files.map((file) => ({ kind: 'changed' as const, file })),
    ];
    // A path may be the new name of one file and the old name of another; the side decides.
    this.#byPath = {
      old: new Map(all.map((entry) => [entry.file.oldPath, entry])),
      new: new Map(all.map((entry) => [entry.file.newPath, entry])),
    };
    for (const { path, side, text } of input.sources) if (text !== null) this.#sources.set(`${side}:${path}`, text);
  }

  /** The changed file behind a path; a name that only the other side knows is understood too. */
  file(path: string, side: Side): FileOfChange | null {
    const other = side === 'old' ? 'new' : 'old';
    return this.#byPath[side].get(path) ?? this.#byPath[other].get(path) ?? null;
  }

  /** The known lines of one side of a file; null when none are. */
  known(path: string, side: Side): SearchableSource | null {
    const key = `${side}:${path}`;
    const made = this.#known.get(key);
    if (made !== undefined) return made;
    const known = this.#read(path, side);
    this.#known.set(key, known);
    return known;
  }

  /** Whether every line of that side is known, so that what is not found in it is not there. */
  isWhole(path: string, side: Side): boolean {
    const entry = this.file(path, side);
    if (this.#source(entry, path, side) !== undefined) return true;
    if (entry?.kind !== 'changed' || entry.file.binary) return false;
    return entry.file.status === (side === 'old' ? 'D' : 'A');
  }

  /** The part of these lines that can carry a comment: inside one hunk, the last one that they reach; null when none can. */
  commentable(file: ChangedFile, side: Side, span: Span): Span | null {
    for (const hunk of file.hunks.toReversed()) {
      const [start, lines] = side === 'old' ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
      const startLine = Math.max(start, span.startLine);
      const endLine = Math.min(start + lines - 1, span.endLine);
      if (lines > 0 && startLine <= endLine) return { startLine, endLine };
    }
    return null;
  }

  #read(path: string, side: Side): SearchableSource | null {
    const entry = this.file(path, side);
    const source = this.#source(entry, path, side);
    if (source !== undefined) return SearchableSource.ofSource(source);
    if (entry?.kind !== 'changed' || entry.file.hunks.length === 0) return null;
    return SearchableSource.ofHunks(entry.file.hunks, side);
  }

  #source(entry: FileOfChange | null, path: string, side: Side): string | undefined {
    const own = entry === null ? path : side === 'old' ? entry.file.oldPath : entry.file.newPath;
    return this.#sources.get(`${side}:${own}`) ?? this.#sources.get(`${side}:${path}`);
  }
}
