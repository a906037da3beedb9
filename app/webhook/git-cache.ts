import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerLog } from './log.ts';

/** Bare copies of the repositories that are reviewed, as long as there is room for them. */
export interface GitCache {
  /** The folder of a repository, kept until `release` is called as often as this. */
  take(repository: number): Promise<string>;
  /** Measures the folder and makes room where the cache has become too large. */
  release(repository: number): Promise<void>;
  /** Deletes the copy of a repository that is no longer ours to read; one in use goes when it is released. */
  drop(repository: number): Promise<void>;
  bytes(): number;
}

interface Folder {
  bytes: number;
  lastUsed: number;
  users: number;
  doomed: boolean;
}

export interface GitCacheOptions {
  /** One folder for each host: numbers of repositories mean something on one host only. */
  readonly folder: string;
  readonly mostBytes: number;
  readonly log: ServerLog;
  readonly now: () => number;
}

const NAME = /^(\d+)\.git$/;
const TRASH = 'trash-';

/** Opens the cache: what a process that was killed had begun to delete is deleted, and what is there is measured. */
export async function openGitCache({ folder, mostBytes, log, now }: GitCacheOptions): Promise<GitCache> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const folders = new Map<number, Folder>();
  const pathOf = (repository: number) => join(folder, `${repository}.git`);
  for (const name of await readdir(folder)) {
    if (name.startsWith(TRASH)) await rm(join(folder, name), { recursive: true, force: true });
    const repository = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(repository)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    folders.set(repository, { bytes: await sizeOf(join(folder, name)), lastUsed: mtimeMs, users: 0, doomed: false });
  }
  const total = () => [...folders.values()].reduce((sum, { bytes }) => sum + bytes, 0);

  let trashed = 0;
  const remove = async (repository: number) => {
    folders.delete(repository);
    // Renamed first: a folder that is half deleted must never be taken for a repository.
    const trash = join(folder, `${TRASH}${now()}-${trashed++}`);
    try {
      await rename(pathOf(repository), trash);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      throw error;
    }
    await rm(trash, { recursive: true, force: true });
  };
  const makeRoom = async () => {
    const idle = [...folders]
      .filter(([, { users }]) => users === 0)
      .toSorted(([, a], [, b]) => a.lastUsed - b.lastUsed);
    for (const [repository, { bytes }] of idle) {
      if (total() <= mostBytes) return;
      log.info({ repository, bytes }, 'the copy of a repository is deleted to make room');
      await remove(repository);
    }
  };
  await makeRoom();

  return {
    bytes: total,
    take: async (repository) => {
      const known = folders.get(repository) ?? { bytes: 0, lastUsed: 0, users: 0, doomed: false };
      folders.set(repository, known);
      known.users += 1;
      known.lastUsed = now();
      return pathOf(repository);
    },
    release: async (repository) => {
      const known = folders.get(repository);
      if (known === undefined) return;
      known.users -= 1;
      if (known.users > 0) return;
      if (known.doomed) return remove(repository);
      const path = pathOf(repository);
      known.bytes = await sizeOf(path);
      const seconds = known.lastUsed / 1000;
      await utimes(path, seconds, seconds).catch(() => {
        // Nothing was fetched: there is no folder to remember the time of.
      });
      await makeRoom();
    },
    drop: async (repository) => {
      const known = folders.get(repository);
      if (known !== undefined && known.users > 0) known.doomed = true;
      else await remove(repository);
    },
  };
}

/** The bytes of all files below; what vanishes meanwhile counts as nothing. */
async function sizeOf(path: string): Promise<number> {
  let bytes = 0;
  try {
    for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return bytes;
}
