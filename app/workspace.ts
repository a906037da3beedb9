import { resolve } from 'node:path';
import { fetchMissing } from '../forge/local/git/fetch-missing.ts';
import { parseRange, resolveRange } from '../forge/local/git/range.ts';
import { type KnownRepository, openRepository, type Repository } from '../forge/local/git/repository.ts';
import type { ObjectId } from '../schemas/change-set.ts';
import { InputError, describeCause } from '../schemas/problem.ts';
import type { PullFacts } from '../schemas/pull-request.ts';
import type { ConfigSource, EffectiveConfig, Environment } from './config/config.ts';
import { readNamedFile } from './config/regular-file.ts';
import { type ConfigFile, type ConfigRequest, loadConfig, REPOSITORY_CONFIG_PATH } from './config/load-config.ts';

/** Which change is meant. */
export type ChangeSource =
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'working-tree' }
  /** What a commit made now would hold. */
  | { readonly kind: 'staged' }
  | { readonly kind: 'diff'; readonly label: string; readonly bytes: Uint8Array }
  /** Its objects lie in a bare repository of ours. */
  | { readonly kind: 'pull-request'; readonly pull: PullFacts };

/** What the caller asks for; file names are relative to `cwd`. */
export interface WorkspaceRequest {
  readonly cwd: string;
  readonly environment: Environment;
  readonly range?: string | undefined;
  readonly workingTree?: boolean | undefined;
  readonly staged?: boolean | undefined;
  /** A file, or `-` for standard input. */
  readonly diff?: string | undefined;
  /** An empty diff is no mistake. */
  readonly allowEmpty?: boolean | undefined;
  /** Fetch the files that a partial clone left out. Said by who runs the command, and by nobody else. */
  readonly fetchMissing?: boolean | undefined;
  readonly onProgress?: (text: string) => void;
  readonly configFile?: string | undefined;
  readonly flags?: readonly ConfigSource[];
  readonly readStdin: () => Promise<Uint8Array>;
}

/** A change, the repository that it lies in (if any) and the configuration in force there. */
export interface Workspace {
  readonly cwd: string;
  readonly source: ChangeSource;
  readonly repository: Repository | null;
  readonly effective: EffectiveConfig;
  /** The tips of the base and of the default branch; null where they cannot be told. */
  readonly standing: readonly ObjectId[] | null;
  /** What could not be found out about the configuration, for people. */
  readonly notices?: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the workspace that a request speaks of; the caller closes it.
 *
 * @throws InputError when the request names several changes, or what it names cannot be read.
 */
export async function openWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { cwd, environment, configFile, flags = [] } = request;
  const source = await sourceOf(request);
  const repository = await openRepositoryIfThere(source, cwd, environment);
  try {
    if (repository !== null && request.fetchMissing === true) await fetchFilesOf(repository, source, request);
    const { notices, standing, ...files } = repository === null ? NO_FILES : await repositoryFiles(repository, source);
    const effective = loadConfig({
      environment,
      ...files,
      file: configFile === undefined ? null : resolve(cwd, configFile),
      flags,
    });
    return { cwd, source, repository, effective, standing, notices, close: async () => repository?.close() };
  } catch (error) {
    await repository?.close();
    throw error;
  }
}

async function fetchFilesOf(
  repository: Repository,
  source: ChangeSource,
  { environment, onProgress = () => {} }: WorkspaceRequest,
): Promise<void> {
  if (source.kind === 'diff') return;
  const ends = source.kind === 'range' ? await resolveRange(repository, source.range) : null;
  const head = ends?.head ?? (await repository.resolve('HEAD'));
  const standard = await defaultCommit(repository);
  await fetchMissing({
    repository,
    whole: ends === null ? [head] : [ends.old, head],
    settings: [ends?.base ?? head, ...(standard.kind === 'known' ? [standard.commit] : [])],
    environment,
    onProgress,
  });
}

async function sourceOf({
  cwd,
  range,
  workingTree = false,
  staged = false,
  diff,
  allowEmpty = false,
  readStdin,
}: WorkspaceRequest): Promise<ChangeSource> {
  const named = [range !== undefined, workingTree, staged, diff !== undefined].filter(Boolean).length;
  if (named > 1) {
    throw new InputError({
      what: 'more than one change was named',
      remedy: 'Give a range, or --working-tree, or --staged, or --diff; not several of them.',
    });
  }
  if (diff !== undefined) {
    const bytes = withoutMark(diff === '-' ? await readStdin() : await readDiff(resolve(cwd, diff)));
    if (!allowEmpty) refuseEmpty(bytes, diff);
    return { kind: 'diff', label: diff === '-' ? 'stdin' : diff, bytes };
  }
  if (staged) return { kind: 'staged' };
  return range === undefined ? { kind: 'working-tree' } : { kind: 'range', range };
}

/** A diff saved by an editor or a shell of Windows may begin with a byte order mark, or be UTF-16, which is read as UTF-8. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  return encoding === null ? bytes : new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}

/** The command that should have written the diff may have failed: silence is no evidence that nothing was changed. */
function refuseEmpty(bytes: Uint8Array, diff: string): void {
  if (bytes.some((byte) => !BLANKS.has(byte))) return;
  throw new InputError({
    what: diff === '-' ? 'standard input is empty: the command before it may have failed' : 'the diff is empty',
    where: `--diff ${diff}`,
    remedy: 'Run that command by itself and look at its exit code (`set -o pipefail`), or pass --allow-empty.',
  });
}

/** Space, tab, line feed, carriage return. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

async function readDiff(path: string): Promise<Uint8Array> {
  try {
    return await readNamedFile(path);
  } catch (cause) {
    throw new InputError({
      what: `the diff cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: 'Correct the path behind --diff, or pipe the diff in with `--diff -`.',
      cause,
    });
  }
}

/** A plain diff needs no repository; where there is one all the same, its history is used. */
export async function openRepositoryIfThere(
  source: ChangeSource,
  cwd: string,
  environment: Environment,
  found?: KnownRepository['found'],
): Promise<Repository | null> {
  try {
    const shownAs = source.kind === 'pull-request' ? source.pull.label : undefined;
    return await openRepository(cwd, environment, { shownAs, found });
  } catch (error) {
    if (source.kind === 'diff' && error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Where a clone remembers the default branch of the repository that it came from, and its usual names for one that does not (a fetch of
 * one branch). A repository without a remote has branches of its own alone.
 */
const DEFAULT_BRANCHES = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];
const OWN_DEFAULT_BRANCHES = ['refs/heads/main', 'refs/heads/master'];

/** What the repository itself says of a review, and at which commits it must say it. */
type RepositoryFiles = Pick<ConfigRequest, 'repository' | 'defaultBranch'> & {
  readonly standing: readonly ObjectId[] | null;
  readonly notices: readonly string[];
};
const NO_FILES: RepositoryFiles = { repository: null, standing: null, notices: [] };

/**
 * `.github/docket.yml` at the tip of the base; what the change itself says there has no power over its review. Where the base is another commit
 * than the tip of the default branch, that is asked too.
 */
async function repositoryFiles(repository: Repository, source: ChangeSource): Promise<RepositoryFiles> {
  if (source.kind === 'diff') return NO_FILES;
  const base = baseOf(source);
  const [commit, standard] = await Promise.all([repository.resolveBase(base), defaultCommit(repository)]);
  const file = await configAt(repository, { commit, name: base });
  if (standard.kind === 'none' || (standard.kind === 'known' && standard.commit === commit))
    return { repository: file, standing: [commit], notices: [] };
  // Whoever wrote the base may have written this change: alone it makes no review see less.
  if (standard.kind === 'unknown')
    return { repository: file, defaultBranch: null, standing: null, notices: [UNKNOWN_DEFAULT] };
  return {
    repository: file,
    defaultBranch: await configAt(repository, { commit: standard.commit, name: 'the default branch' }),
    standing: [commit, standard.commit],
    notices: [],
  };
}

const UNKNOWN_DEFAULT =
  'this clone does not know the default branch: what only that asks for (policy rules, forbidden and sensitive paths) is not looked for, and nothing makes this review see less; `git remote set-head origin --auto` makes it known';

/** What takes the part of the default branch's tip where it cannot be told: `unknown` with a remote, `none` in a repository of this machine alone. */
type DefaultTip =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly commit: ObjectId; readonly ref: string };

/** The tip of the default branch, and the full name of the ref that knows it. */
export async function defaultCommit(repository: Repository): Promise<DefaultTip> {
  const [hasRemote, tips] = await Promise.all([
    repository.hasRemote(),
    repository.tips([...DEFAULT_BRANCHES, ...OWN_DEFAULT_BRANCHES]),
  ]);
  for (const name of hasRemote ? DEFAULT_BRANCHES : OWN_DEFAULT_BRANCHES) {
    const commit = tips.get(name);
    if (commit !== undefined) return { kind: 'known', commit, ref: name };
  }
  return hasRemote ? { kind: 'unknown' } : { kind: 'none' };
}

async function configAt(
  repository: Repository,
  { commit, name }: { readonly commit: ObjectId; readonly name: string },
): Promise<ConfigFile | null> {
  const bytes = await repository.readAt(commit, REPOSITORY_CONFIG_PATH);
  const where = `${REPOSITORY_CONFIG_PATH} at ${name} (${commit.slice(0, 7)})`;
  return bytes === null ? null : { text: new TextDecoder().decode(bytes), where };
}

function baseOf(source: Exclude<ChangeSource, { kind: 'diff' }>): string {
  switch (source.kind) {
    case 'range':
      return parseRange(source.range).base;
    case 'working-tree':
    case 'staged':
      return 'HEAD';
    case 'pull-request':
      return source.pull.base;
  }
}
