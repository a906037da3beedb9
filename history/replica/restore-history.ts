import { InfrastructureError, InputError } from '../../schemas/problem.ts';
import { openHistory } from '../log.ts';
import { readManifest } from './head.ts';
import type { Promised } from './contents.ts';
import type { Archive, Epoch, ManifestCommit, Manifest } from './manifest.ts';
import type { ReplicaTools } from './run-replica.ts';
import { updateView, type ViewUpdate } from './view.ts';

/** What a restore brought together. */
export interface RestoredHistory extends ViewUpdate {
  readonly runs: number;
  /** The commit that was gone back to; null for everything that there is. */
  readonly commit: ManifestCommit | null;
  /** Epochs that were found damaged before and set aside. */
  readonly setAside: Manifest['quarantined'];
}

/**
 * Restores the whole history into a new file, every part with a full integrity check, and checks the result page by page and row by row.
 * With `at`, as it was committed at that moment.
 */
export async function restoreHistory(
  { store, tool, now }: ReplicaTools,
  { output, at = null }: { readonly output: string; readonly at?: Date | null },
): Promise<RestoredHistory> {
  const manifest = await readManifest(store);
  if (manifest === null) {
    throw new InputError({
      what: 'there is no history in this store yet',
      where: store.url,
      remedy: 'Run a review first.',
    });
  }
  const commit = at === null ? null : commitAt(manifest, at, store.url);
  const wanted = commit === null ? manifest : manifestOf(manifest, commit);
  const log = openHistory(output, { now });
  try {
    const update = await updateView({ view: log, manifest: wanted, store, tool, whole: true });
    const wrong = log.check();
    if (wrong.length > 0) {
      throw new InfrastructureError({
        what: `the restored history is damaged: ${wrong.slice(0, 3).join('; ')}`,
        where: output,
        remedy: 'Restore again; if it happens again, report it.',
      });
    }
    // At an earlier moment whatever was listed then is tried again.
    const setAside = manifest.quarantined.filter((one) => commit === null || one.at <= commit.at);
    return { ...update, runs: log.countRuns(), commit, setAside };
  } finally {
    log.close();
  }
}

function commitAt({ commits }: Manifest, at: Date, where: string): ManifestCommit {
  const found = commits.findLast((commit) => Date.parse(commit.at) <= at.getTime());
  if (found !== undefined) return found;
  const [oldest] = commits;
  throw new InputError({
    what: `nothing is known of ${at.toISOString()}: ${oldest === undefined ? 'nothing was committed yet' : `the oldest commit that can be gone back to is of ${oldest.at}`}`,
    where,
    remedy: 'Name a later moment. Parts that were folded are cleaned up after 7 days.',
  });
}

/** Of what an older Docket wrote. */
const UNKNOWN: Promised = { schema: 1 };

/** The manifest as it listed things at a commit. Epochs of then may have another schema than now; each says so when it is opened. */
function manifestOf(manifest: Manifest, commit: ManifestCommit): Manifest {
  const { base, tails, superseded } = manifest;
  const promised = new Map<Epoch, Promised>([
    ...superseded.map(({ epoch, promised: then = UNKNOWN }) => [epoch, then] as const),
    ...(base === null ? tails : [base, ...tails]).map((one) => [one.epoch, one] as const),
  ]);
  const asThen = (epoch: Epoch) => {
    const { schema, holds } = promised.get(epoch) ?? UNKNOWN;
    return { epoch, schema, ...(holds !== undefined && { holds }) };
  };
  return {
    ...manifest,
    archives: archivesAt(manifest, commit),
    base: commit.base === null ? null : { ...asThen(commit.base), foldedAt: commit.at },
    tails: commit.tails.map((epoch) => ({ ...asThen(epoch), state: 'done', run: epoch, startedAt: commit.at })),
  };
}

/**
 * The archives that were listed at a commit. How many runs one had then is of no use to a restore. An archive is older than the commit that listed it by
 * the clock of one machine; commits after that one may be of machines whose clocks are behind.
 */
function archivesAt(
  { archives = [], commits, superseded, quarantined }: Manifest,
  { id, at }: ManifestCommit,
): Archive[] {
  const replaced = superseded.flatMap(({ epoch, at: until, archivedAt, promised }) =>
    archivedAt === undefined || promised === undefined || until <= at
      ? []
      : [{ id: epoch, epoch, archivedAt, runs: 1, bytes: 0, ...promised }],
  );
  const lost = quarantined.flatMap(({ archive, at: until }) => (archive === undefined || until <= at ? [] : [archive]));
  const until = commits.slice(0, commits.findIndex((one) => one.id === id) + 1).map((one) => one.at);
  const latest = until.toSorted().at(-1) ?? at;
  return [...archives, ...replaced, ...lost].filter(({ archivedAt }) => archivedAt <= latest);
}
