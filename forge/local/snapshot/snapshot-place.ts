import { copyFile, mkdir, mkdtemp, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { written } from '../git/clean-room.ts';
import { runGit, type GitPlace } from '../git/run-git.ts';
import type { Repository } from '../git/repository.ts';

/** The places where a snapshot of the work tree is made. */
export interface SnapshotPlaces {
  /** The repository itself; only the heads of submodules are asked there. */
  readonly outside: GitPlace;
  /** The clean room looking at the real work tree and index: lists and compares, under settings that know no programs. */
  readonly compare: GitPlace;
  /** The clean room with copies of the changed files, an index of its own, and only new objects: writes the tree. */
  readonly build: GitPlace;
  /** The folder of the copies. */
  readonly mirror: Buffer;
  /** A folder for what the build needs beside them. */
  readonly seeds: string;
  /** The work tree's root, links resolved. */
  readonly root: Buffer;
}

/** Settings that decide how files on disk and in git relate. None of them can name a program. */
const CONVERSIONS = /^core\.(?:filemode|symlinks|ignorecase|autocrlf|eol|precomposeunicode|trustctime|checkstat)$/;

export async function openSnapshotPlaces(repository: Repository, root: string): Promise<SnapshotPlaces> {
  const { room, discovery } = repository;
  const outside = { ...repository.outside, cwd: root };
  const folder = await mkdtemp(join(room.folder, 'snapshot-'));
  const [mirror, seeds] = [join(folder, 'tree'), join(folder, 'seeds')];
  await mkdir(mirror);
  await mkdir(seeds);
  await copySharedIndexes(discovery.gitDir, room.folder);
  await copyExcludes(discovery.commonDir, room.folder);
  const core = await readCore(outside);
  const conversions = conversionsIn(core);
  const ignored = await userExcludes(outside, core);
  const { environment } = room.place;
  const build = {
    GIT_WORK_TREE: mirror,
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_OBJECT_DIRECTORY: written(room.folder),
  };
  return {
    outside,
    compare: {
      ...room.place,
      cwd: root,
      settings: [...conversions, ...(ignored === null ? [] : [`core.excludesFile=${ignored}`])],
      environment: { ...environment, GIT_WORK_TREE: root, GIT_INDEX_FILE: discovery.index },
    },
    build: { ...room.place, cwd: mirror, settings: conversions, environment: { ...environment, ...build } },
    mirror: Buffer.from(mirror),
    seeds,
    root: await realpath(root, { encoding: 'buffer' }),
  };
}

/** What is set of `core`, by keys and values; a key without a value is true. */
type CoreSettings = readonly (readonly [key: string, value: string])[];

async function readCore(outside: GitPlace): Promise<CoreSettings> {
  const answer = await runGit(outside, ['config', '-z', '--get-regexp', '^core\\.'], { codes: [0, 1] });
  return answer.stdout
    .toString('utf8')
    .split('\0')
    .map((entry) => entry.split('\n', 2))
    .map(([key = '', value = 'true']) => [key, value]);
}

function conversionsIn(core: CoreSettings): readonly string[] {
  const chosen = core
    .filter(([key, value]) => CONVERSIONS.test(key) && /^\w+$/.test(value))
    .map(([key, value]) => `${key}=${value}`);
  return ['core.bare=false', 'core.safecrlf=false', ...chosen];
}

/** The user's own ignore list. Only a regular file counts: git would wait at a pipe for ever. */
async function userExcludes(outside: GitPlace, core: CoreSettings): Promise<string | null> {
  const { HOME = '', XDG_CONFIG_HOME = join(HOME, '.config') } = outside.environment;
  const isSet = core.some(([key]) => key === 'core.excludesfile');
  // Git alone knows what `~` and `%(prefix)` stand for.
  const args = ['config', '-z', '--type=path', '--get', 'core.excludesFile'];
  const configured = isSet
    ? (await runGit(outside, args, { codes: [0, 1] })).stdout.toString('utf8').replace(/\0$/, '')
    : '';
  const path = configured === '' ? join(XDG_CONFIG_HOME, 'git', 'ignore') : configured;
  return (await isFile(path)) ? path : null;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function copyExcludes(commonDir: string, folder: string): Promise<void> {
  const from = join(commonDir, 'info', 'exclude');
  await mkdir(join(folder, 'info'), { recursive: true });
  if (await isFile(from)) await copyFile(from, join(folder, 'info', 'exclude'));
}

/** A split index keeps most entries in files beside it, which git looks for in its own folder, and whose dates it touches. */
async function copySharedIndexes(gitDir: string, folder: string): Promise<void> {
  const names = (await readdir(gitDir)).filter((name) => name.startsWith('sharedindex.'));
  await Promise.all(
    names.map(async (name) => {
      if (await isFile(join(gitDir, name))) await copyFile(join(gitDir, name), join(folder, name));
    }),
  );
}
