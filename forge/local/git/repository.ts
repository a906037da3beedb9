import type { ObjectId } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import { openCleanRoom, type CleanRoom } from './clean-room.ts';
import { discover, UnsafeRepository, type Discovery } from './discover.ts';
import { takeGitAsNew } from './git-version.ts';
import { escapeLine } from './escape-line.ts';
import { gitEnvironment, type HostEnvironment } from './git-environment.ts';
import { type GitPlace, missingObjects, runGit } from './run-git.ts';
import { ObjectReader } from './object-reader.ts';
import { EMPTY_TREES, findCommit, resolveBase, resolveCommit, tipsOf } from './resolve-commit.ts';
import { isRegular } from './modes.ts';
import { entryAt, namesIn } from './tree.ts';

/** An open git repository. Whoever opened it closes it. */
export interface Repository {
  /** The work tree's root; null in a bare repository, or where the configuration points the work tree elsewhere. */
  readonly root: string | null;
  /** The git directory that all work trees of the repository share; absolute. */
  readonly commonDir: string;
  /** The commit that a ref, tag, id or expression like `HEAD~2` names. Throws an `InputError` where there is none. */
  resolve(ref: string): Promise<ObjectId>;
  /** What a change is held against: as `resolve`, and the empty tree by its id, which `HEAD` means before the first commit. */
  resolveBase(ref: string): Promise<ObjectId>;
  /** The id of the tree without a file, which git knows in every repository. */
  readonly emptyTree: ObjectId;
  /** Whether this clone holds a commit before this one. */
  hasParent(commit: ObjectId): Promise<boolean>;
  /** The commits that these refs, by their full names, point to; those that are not there are left out. */
  tips(refs: readonly string[]): Promise<ReadonlyMap<string, ObjectId>>;
  /** Whether the repository was cloned from another one, or is connected with one. */
  hasRemote(): Promise<boolean>;
  /**
   * The raw bytes of a file at a commit; null where there is none. Links and submodules are refused with an `InputError`.
   *
   * @example
   * ```ts
   * const bytes = await repository.readAt(await repository.resolve('main'), '.github/docket.yml');
   * ```
   */
  readAt(commit: ObjectId, path: string): Promise<Buffer | null>;
  /** The paths of what stands directly in these folders of a commit: `''` is the root, `.github/` a folder. */
  namesIn(commit: ObjectId, folders: readonly string[]): Promise<readonly string[]>;
  /** Ends every process and removes every temporary file of this repository. */
  close(): Promise<void>;

  /** For `forge/local` alone: the repository itself, where only refs and the index are read. */
  readonly outside: GitPlace;
  /** For `forge/local` alone: where everything committed is read. */
  readonly room: CleanRoom;
  readonly objects: ObjectReader;
  readonly discovery: Discovery;
}

/** What is known of a repository before it is opened. */
export interface KnownRepository {
  /** What people call it, where the folder is one of ours. */
  readonly shownAs?: string | undefined;
  /** What git said of it to the process that began this one: `foundOf` of the same folder in the same environment. */
  readonly found?: Discovery | undefined;
}

/** What another process may be told of an open repository, so that it need not ask git again; undefined where git has to be asked with other settings. */
export function foundOf({ outside, discovery }: Repository): Discovery | undefined {
  return outside.environment['GIT_CONFIG_NOSYSTEM'] === undefined ? undefined : discovery;
}

/**
 * Opens the repository that `cwd` lies in. `host` is the caller's environment, of which PATH, HOME and few others are used. Throws an `InputError` that says what to do where git is missing, finds no repository, or calls the folder unsafe.
 */
export async function openRepository(
  cwd: string,
  host: HostEnvironment = {},
  { shownAs, found }: KnownRepository = {},
): Promise<Repository> {
  const stop = new AbortController();
  const named = shownAs === undefined ? {} : { shownAs };
  const place: GitPlace = { cwd, ...named, environment: gitEnvironment(host, cwd), signal: stop.signal };
  if (found !== undefined) takeGitAsNew(place.environment);
  const { outside, discovery } =
    found === undefined ? await discoverTrusted(place) : { outside: place, discovery: found };
  const room = await openCleanRoom(outside, discovery);
  const objects = new ObjectReader(room.place);
  return {
    root: discovery.root,
    commonDir: discovery.commonDir,
    resolve: (ref) => resolveCommit({ outside, discovery }, ref),
    resolveBase: (ref) => resolveBase({ outside, discovery }, ref),
    emptyTree: EMPTY_TREES[discovery.objectFormat],
    hasParent: async (commit) => (await findCommit(outside, `${commit}^`)) !== null,
    tips: (refs) => tipsOf(outside, refs),
    hasRemote: async () => (await runGit(outside, ['remote'])).stdout.length > 0,
    readAt: (commit, path) => readAt({ room, objects }, commit, path),
    namesIn: (commit, folders) => namesIn(room.place, commit, folders),
    close: async () => {
      stop.abort();
      await objects.close();
      await room.remove();
    },
    outside,
    room,
    objects,
    discovery,
  };
}

/**
 * The machine's own configuration is left out, unless it is what makes the folder trusted: container images often set
 * `safe.directory` there.
 */
async function discoverTrusted(
  outside: GitPlace,
): Promise<{ readonly outside: GitPlace; readonly discovery: Discovery }> {
  try {
    return { outside, discovery: await discover(outside) };
  } catch (error) {
    if (!(error instanceof UnsafeRepository)) throw error;
    const { GIT_CONFIG_NOSYSTEM: _, ...environment } = outside.environment;
    const trusting = { ...outside, environment };
    return { outside: trusting, discovery: await discover(trusting) };
  }
}

async function readAt(
  { room, objects }: Pick<Repository, 'room' | 'objects'>,
  commit: ObjectId,
  path: string,
): Promise<Buffer | null> {
  const entry = await entryAt(room.place, commit, path);
  if (entry === null) return null;
  const where = `${escapeLine(path)} at ${commit}`;
  if (!isRegular(entry.mode)) {
    throw new InputError({ what: 'a link, folder or submodule stands where a file is expected', where });
  }
  const answer = await objects.read(entry.id);
  switch (answer.kind) {
    case 'object':
      return answer.bytes;
    case 'too-large':
      throw new InputError({ what: `the file has ${answer.size} bytes, more than Docket reads`, where });
    case 'missing':
      throw missingObjects(room.place, where);
  }
}
