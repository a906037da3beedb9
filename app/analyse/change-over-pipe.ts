import { packHunk } from '../../forge/diff/packed-hunk.ts';
import type { ChangedFile, ChangeSet } from '../../schemas/change-set.ts';
import type { FileKind } from '../../schemas/judged.ts';
import { learnSecrets, scrubValue, vouch } from '../known-secrets.ts';
import { boundHeapGrowth } from './heap-growth.ts';
import { MoreFiles, type OpenedChange, OpenedPart } from './analysis.ts';

/** What one message carries: about a megabyte of ordinary code. */
const MOST_FILES = 500;
const MOST_LINES = 10_000;

/** Hands out the files of a change in their order, so many at a time. */
export class FileBatches {
  readonly #files: readonly ChangedFile[];
  #at = 0;

  constructor(files: readonly ChangedFile[]) {
    this.#files = files;
  }

  /** The next files; none when all were handed out. */
  next(): MoreFiles {
    const from = this.#at;
    let lines = 0;
    while (this.#at < this.#files.length && this.#at - from < MOST_FILES && lines < MOST_LINES) {
      for (const { oldLines, newLines } of this.#files[this.#at]?.hunks ?? []) lines += oldLines + newLines;
      this.#at += 1;
    }
    return { files: this.#files.slice(from, this.#at), left: this.#files.length - this.#at };
  }
}

/**
 * Puts a change together as its pieces come. What was blanked is known before the first of them is read, and each is scrubbed and packed
 * before the next is asked for.
 */
export async function receiveChange(
  first: unknown,
  more: () => Promise<unknown>,
): Promise<Omit<OpenedChange, 'secrets'>> {
  const { secrets, left, changeSet: part, ...names } = OpenedPart.parse(first);
  learnSecrets(secrets);
  const share = sharing();
  const files = scrubValue(part.files).map((file) => packed(share(file)));
  for (let missing = left; missing > 0;) {
    const next = MoreFiles.parse(await more());
    if (next.files.length === 0) throw new Error('the other process kept files of the change back');
    for (const file of scrubValue(next.files)) files.push(packed(share(file)));
    missing = next.left;
    boundHeapGrowth();
  }
  const changeSet: ChangeSet = { ...scrubValue({ ...part, files: [] }), files };
  vouch(changeSet);
  return { changeSet, ...scrubValue(names) };
}

/** Returns what keeps once what most files of a large change have in common: one path for both sides, one object for each kind. */
function sharing(): (file: ChangedFile) => ChangedFile {
  const known = new Map<string, FileKind>();
  const one = (kind: FileKind): FileKind => {
    const key = `${kind.id} ${kind.class} ${kind.label}`;
    const same = known.get(key);
    if (same === undefined) known.set(key, kind);
    return same ?? kind;
  };
  return ({ oldPath, kind, kinds, ...file }) => ({
    ...file,
    oldPath: oldPath === file.newPath ? file.newPath : oldPath,
    ...(kind && { kind: one(kind) }),
    ...(kinds && { kinds: { old: one(kinds.old), new: one(kinds.new) } }),
  });
}

function packed(file: ChangedFile): ChangedFile {
  return { ...file, hunks: file.hunks.map(packHunk) };
}
