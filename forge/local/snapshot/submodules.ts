import { lstat } from 'node:fs/promises';
import { ObjectId } from '../../../schemas/change-set.ts';
import { runGit } from '../git/run-git.ts';
import type { IndexEntry } from './index-entries.ts';
import { SUBMODULE } from '../git/modes.ts';
import { encodePath } from '../git/path-bytes.ts';
import type { SnapshotPlaces } from './snapshot-place.ts';
import { pathInside, lookAt } from './worktree-file.ts';

/** The index lines of submodules, each at the commit that is checked out in it. A submodule whose folder is gone is left out. */
export async function submoduleLines(places: SnapshotPlaces, index: readonly IndexEntry[]): Promise<Buffer[]> {
  const lines: Buffer[] = [];
  for (const entry of index) {
    if (entry.mode !== SUBMODULE || entry.stage !== 0) continue;
    if ((await lookAt(places.root, entry.path)).kind !== 'folder') continue;
    const id = (await checkedOut(places, entry.path)) ?? entry.id;
    lines.push(Buffer.concat([Buffer.from(`${SUBMODULE} ${id} 0\t`), encodePath(entry.path)]));
  }
  return lines;
}

/** Null where the submodule was never fetched, so that git has nothing to compare. */
async function checkedOut({ outside, root }: SnapshotPlaces, path: string): Promise<ObjectId | null> {
  const folder = pathInside(root, path);
  // Without this, git would answer for the repository around it.
  const own = await lstat(Buffer.concat([folder, Buffer.from('/.git')])).catch(() => null);
  const cwd = folder.toString('utf8');
  if (own === null || !Buffer.from(cwd).equals(folder)) return null;
  const answer = await runGit({ ...outside, cwd }, ['rev-parse', '--verify', '--quiet', 'HEAD'], {
    codes: [0, 1, 128],
  });
  const id = ObjectId.safeParse(answer.stdout.toString('latin1').trim());
  return id.success ? id.data : null;
}
