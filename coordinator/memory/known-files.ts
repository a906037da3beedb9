import type { ChangeSet } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Location, Side } from '../../schemas/location.ts';
import type { SinceLastReview } from '../../schemas/memory.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** One side of one file. */
interface SideOfFile {
  readonly path: string;
  readonly side: Side;
}

/** A file of the change, as far as its names go. */
interface OldAndNew {
  readonly oldPath: string;
  readonly newPath: string;
}

/**
 * The names that a file may have now, the likeliest first: its own, the one that the commits since the last review gave it, the one
 * that the change as a whole gives it. The old side of a change keeps its names.
 */
export function namesNow(
  { path, side }: Pick<Location, 'path' | 'side'>,
  { changeSet, since }: { readonly changeSet: ChangeSet; readonly since: SinceLastReview | null },
): readonly string[] {
  if (side === 'old') return [path];
  const renamed = (since?.touched ?? []).filter(({ oldPath }) => oldPath === path).map((file) => file.path);
  const inAll = [...changeSet.files, ...changeSet.filtered]
    .filter((file) => file.oldPath === path)
    .map((file) => file.newPath);
  return [...new Set([path, ...renamed.toSorted(compareText), ...inAll.toSorted(compareText)])];
}

/** What has to be read to tell whether the concerns of earlier reviews still stand: each side of each file once, in a fixed order. */
export function filesOfKnown({ changeSet, memory }: Pick<CoordinatorInput, 'changeSet' | 'memory'>): SideOfFile[] {
  const files = new Map<string, SideOfFile>();
  for (const { comment } of memory?.known ?? []) {
    const at = comment.location;
    if (at === null) continue;
    const names = namesNow(at, { changeSet, since: memory?.since ?? null });
    for (const path of names) files.set(`${at.side} ${path}`, { path, side: at.side });
    // What was removed may have been put back.
    if (at.side === 'old')
      for (const path of headNames(at.path, changeSet)) files.set(`new ${path}`, { path, side: 'new' });
  }
  return [...files.keys()].toSorted(compareText).flatMap((key) => files.get(key) ?? []);
}

/** What a file of the old side is called at the head. */
export function headNames(
  oldPath: string,
  { files, filtered }: { readonly files: readonly OldAndNew[]; readonly filtered: readonly OldAndNew[] },
): readonly string[] {
  return [...new Set([...files, ...filtered].filter((file) => file.oldPath === oldPath).map((file) => file.newPath))];
}
