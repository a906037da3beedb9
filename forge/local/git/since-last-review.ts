import type { Hunk, ObjectId } from '../../../schemas/change-set.ts';
import type { SinceLastReview, TouchedFile } from '../../../schemas/memory.ts';
import { Problem } from '../../../schemas/problem.ts';
import { runGit } from './run-git.ts';
import type { Repository } from './repository.ts';
import { diffTrees, type LazyFile } from './tree-diff.ts';

/**
 * What the commits between two reviewed heads did to each file, renames followed. Null where the clone does not hold both: then
 * everything counts as new. Of a pushed-over history the two trees are compared, so that what stayed the same stays untouched.
 */
export async function sinceLastReview(request: {
  readonly repository: Pick<Repository, 'room'> | null;
  readonly from: ObjectId;
  readonly to: ObjectId;
}): Promise<SinceLastReview | null> {
  const { repository, from, to } = request;
  if (repository === null) return null;
  try {
    const { files } = await diffTrees(repository.room.place, from, to);
    // A deleted file has no lines at the head.
    const touched = files.filter(({ facts }) => facts.status !== 'D').map(touchedFile);
    return { head: from, touched };
  } catch (error) {
    // Objects that are missing are an answer here: a force-push may have let the older head be collected.
    if (error instanceof Problem && !repository.room.place.signal.aborted) return null;
    throw error;
  }
}

/** Whether the newer commit is the older one or follows it. A commit that is not in the clone is nobody's ancestor. */
export async function isAncestor(
  repository: Pick<Repository, 'room'> | null,
  { older, newer }: { readonly older: ObjectId; readonly newer: ObjectId },
): Promise<boolean> {
  if (repository === null) return false;
  const answer = await runGit(repository.room.place, ['merge-base', '--is-ancestor', older, newer], {
    codes: [0, 1, 128],
  });
  return answer.code === 0;
}

function touchedFile(file: LazyFile): TouchedFile {
  const { status, newPath, oldPath, binary } = file.facts;
  const isWhole = binary || (status !== 'M' && status !== 'R');
  return {
    path: newPath,
    oldPath: status === 'R' && oldPath !== newPath ? oldPath : null,
    lines: isWhole ? null : joined(file.hunks().flatMap(changedLines)),
  };
}

/**
 * Lines that were added or changed. Where lines were only taken out, their neighbours: what is said about a removal is said there, or on
 * the old side.
 */
function changedLines({ lines }: Hunk): number[] {
  const changed: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    while (lines[at] !== undefined && lines[at]?.kind !== 'context') at += 1;
    const block = lines.slice(start, at).flatMap(({ newLine }) => newLine ?? []);
    const isRemoval = at > start && block.length === 0;
    const neighbours = isRemoval ? [lines[start - 1], lines[at]].flatMap((line) => line?.newLine ?? []) : [];
    for (const line of [...block, ...neighbours]) changed.push(line);
  }
  return changed;
}

function joined(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const before = ranges.at(-1);
    if (before !== undefined && number <= before[1] + 1) before[1] = Math.max(before[1], number);
    else ranges.push([number, number]);
  }
  return ranges;
}
