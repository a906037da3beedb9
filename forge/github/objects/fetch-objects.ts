import { setTimeout as sleep } from 'node:timers/promises';
import { ObjectId } from '../../../schemas/change-set.ts';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import type { HostEnvironment } from '../../local/git/git-environment.ts';
import { type GitPlace, runGit } from '../../local/git/run-git.ts';
import { makeBareFolder } from './bare-folder.ts';
import { checkAddress, fetchByIds, FetchRefused, type NetworkRequest, offlinePlace } from './git-network.ts';
import { changedFiles, filesOf, missingOf } from '../../local/git/wanted-files.ts';

export interface FetchRequest {
  /** A bare repository of ours, made where there is none. Several processes may use one at the same time. */
  readonly folder: string;
  /** The repository of the pull request itself: it has the head also when the fork is gone. No credentials in it. */
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly commits: {
    /** The tip of the base branch. */
    readonly base: ObjectId;
    readonly head: ObjectId;
    /** The tip of the default branch; of its files only those in `.github` are fetched. */
    readonly defaultTip?: ObjectId;
  };
  readonly pull: number;
  /** The head of the last review, to see what was touched since; GitHub may not have it any more. */
  readonly since?: ObjectId;
  /** The caller's environment: PATH, proxies and certificates are taken from it. */
  readonly environment?: HostEnvironment;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface Fetched {
  readonly mergeBase: ObjectId;
  /** Whether what changed between `since` and the head can be read. */
  readonly hasSince: boolean;
}

/** GitHub may need a moment until a pushed commit can be fetched everywhere. */
const PAUSE_MS = 500;

/**
 * Fetches what the review of a pull request reads: all commits and trees, and the files at the merge base, the tip of the base and the
 * head. After that nothing needs the network. Nothing is checked out and nothing of the repository is run.
 */
export async function fetchObjects(request: FetchRequest): Promise<Fetched> {
  const { folder, commits, pull, since, onProgress, signal } = request;
  const network = { ...request, environment: request.environment ?? {} };
  checkAddress(request.url);
  await makeBareFolder(folder);
  const place = offlinePlace(network);
  const { base, head, defaultTip } = commits;

  onProgress('fetching commits and trees');
  const wanted = [...new Set([base, head, ...(defaultTip === undefined ? [] : [defaultTip])])];
  await twice(signal, () => fetchByIds(network, wanted, 'commits'));
  const hasCommit = since !== undefined && (await hasSinceCommit(network, place, since));
  await keep(place, `refs/docket/pull/${pull}`, { base, head, ...(hasCommit && { since }) });

  const mergeBase = await findMergeBase(place, commits);
  const files = [
    ...(await filesOf(place, [mergeBase, base, head])),
    ...(defaultTip === undefined ? [] : await filesOf(place, [defaultTip], '.github')),
  ];
  await fetchFiles(network, place, { files, onProgress });
  return { mergeBase, hasSince: hasCommit && (await hasSinceFiles(network, place, { since, head, onProgress })) };
}

async function hasSinceCommit(network: NetworkRequest, place: GitPlace, since: ObjectId): Promise<boolean> {
  if ((await missingOf(place, [since])).length === 0) return true;
  return bestEffort(network.signal, () => fetchByIds(network, [since], 'commits'));
}

async function hasSinceFiles(
  network: NetworkRequest,
  place: GitPlace,
  {
    since,
    head,
    onProgress,
  }: { readonly since: ObjectId; readonly head: ObjectId; readonly onProgress: FetchRequest['onProgress'] },
): Promise<boolean> {
  return bestEffort(network.signal, async () => {
    const files = await changedFiles(place, { from: since, to: head });
    await fetchFiles(network, place, { files, onProgress });
  });
}

/** Whether something that a review can do without was done. */
async function bestEffort(signal: AbortSignal, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof InfrastructureError) return false;
    throw error;
  }
}

async function fetchFiles(
  network: NetworkRequest,
  place: GitPlace,
  { files, onProgress }: { readonly files: readonly ObjectId[]; readonly onProgress: FetchRequest['onProgress'] },
): Promise<void> {
  const missing = await missingOf(place, files);
  if (missing.length === 0) return;
  onProgress(`fetching ${missing.length} file${missing.length === 1 ? '' : 's'}`);
  await twice(network.signal, () => fetchByIds(network, missing, 'files'));
  const [lost] = await missingOf(place, missing);
  if (lost === undefined) return;
  throw new InfrastructureError({
    what: `GitHub did not hand over a file of this change: ${lost}`,
    where: network.url,
    remedy: 'Try again; if it stays so, the repository on GitHub may be damaged.',
  });
}

/** One failure may be the network's. */
async function twice(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof InfrastructureError) || error instanceof FetchRefused) throw error;
    await sleep(PAUSE_MS, undefined, { signal });
    await act();
  }
}

/** Refs of our own, so that nothing that tidies up takes what is being reviewed. */
async function keep(place: GitPlace, below: string, commits: Readonly<Record<string, ObjectId>>): Promise<void> {
  const updates = Object.entries(commits).map(([name, id]) => `update ${below}/${name} ${id}\n`);
  await runGit(place, ['update-ref', '--stdin'], { input: Buffer.from(updates.join('')) });
}

async function findMergeBase(place: GitPlace, { base, head }: FetchRequest['commits']): Promise<ObjectId> {
  const answer = await runGit(place, ['merge-base', base, head], { codes: [0, 1] });
  const id = ObjectId.safeParse(answer.stdout.toString('latin1').trim());
  if (id.success) return id.data;
  throw new InputError({
    what: 'the head and the base of this pull request have no commit in common',
    where: `${base.slice(0, 7)}...${head.slice(0, 7)}`,
    remedy: 'Their histories are unrelated: rebase the head onto the base branch.',
  });
}
