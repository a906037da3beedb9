import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOldRuns, MOST_ARCHIVED } from '../archive/archive-old-runs.ts';
import { copyTombstones } from '../archive/copy-tombstones.ts';
import { hotSince } from '../archive/hot-since.ts';
import { takeRevived } from '../archive/revived-changes.ts';
import { newId } from '../ids.ts';
import { type HistoryLog, openHistory } from '../log.ts';
import { REMEMBERED_RUNS } from '../read/past-findings.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { type Retained, type Retention, retain } from '../write/retain.ts';
import { brokenPromise } from './contents.ts';
import type { Archive, Manifest } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { ReplicaTools } from './run-replica.ts';
import { uploadEpoch } from './upload-epoch.ts';

/**
 * The oldest archive that holds bytes although a retention is set: it was made before. Its runs go back into the base, where the retention finds them.
 * One at a fold, so that no fold has to carry the whole past.
 */
export function takenBack({ archives = [] }: Manifest, { days, megabytes }: Retention): Archive | null {
  if (days === null && megabytes === null) return null;
  return archives.find(({ bytes }) => bytes > 0) ?? null;
}

/** Runs of pull requests that are alive again go back into the log, from archives that are known to have some. */
export async function bringBackRevived(
  tools: ReplicaTools,
  { log, archives, folder }: Pick<ArchivingLog, 'archives' | 'folder'> & { readonly log: HistoryLog },
): Promise<void> {
  const known = new Set(log.past.knownArchives());
  await takeRevived(log, {
    archives: archives.filter(({ id }) => known.has(id)),
    folder,
    now: tools.now,
    restore: async (id) => ({ path: await restored(tools, folder, archiveOf(archives, id)) }),
  });
}

interface ArchivingLog {
  /** Of everything that is not archived yet. */
  readonly path: string;
  readonly archives: readonly Archive[];
  readonly folder: string;
  readonly retention: Retention;
  readonly least?: number;
  readonly remembered?: number;
}

/** Applies the retention, moves what is old into an archive and uploads that; the base is left to the caller. */
export async function archivesAfter(tools: ReplicaTools, parts: ArchivingLog) {
  const { path, archives, folder, retention, least, remembered = REMEMBERED_RUNS } = parts;
  const { now } = tools;
  const retained = retainIn(path, leftOf(retention, archives), now);
  const split = await archiveOldRuns(path, {
    since: hotSince(now()),
    most: MOST_ARCHIVED,
    remembered,
    withBytes: retention.days === null && retention.megabytes === null,
    folder,
    now,
    archives,
    restore: async (id) => ({ id, path: await restored(tools, folder, archiveOf(archives, id)) }),
    ...(least !== undefined && { least }),
  });
  if (split === null) return { base: path, archives, archived: 0, retained };
  const { archive, joined, moved } = split;
  const made = await upload(tools, { id: archive.id, path: archive.path, folder });
  const next = [...archives.filter(({ id }) => !joined.includes(id)), made];
  return { base: split.base, archives: next, archived: moved, retained };
}

function retainIn(path: string, retention: Retention, now: () => Date): Retained {
  const log = openHistory(path, { now });
  try {
    return retain(log, retention, now());
  } finally {
    log.close();
  }
}

/** Some bytes that are to go, wherever they are used. */
export interface Purge {
  readonly digest: string;
  /** Told how many uses there were, before anything is uploaded: it may throw. */
  readonly onUses: (uses: number) => void;
}

const PURGED = 'purged';

/** Lets bytes go in the base and in each archive; one that had them is uploaded under an epoch of its own, in the place of the old one. */
export async function purgeAll(
  tools: ReplicaTools,
  {
    base,
    archives,
    folder,
    purge: { digest, onUses },
  }: {
    readonly base: HistoryLog;
    readonly archives: readonly Archive[];
    readonly folder: string;
    readonly purge: Purge;
  },
): Promise<readonly Archive[]> {
  const changed = new Map<string, string>();
  let uses = base.forgetDigest(digest, PURGED);
  for (const archive of archives) {
    const path = await restored(tools, folder, archive);
    const log = openHistory(path, { now: tools.now });
    const archived = log.forgetDigest(digest, PURGED);
    log.close();
    uses += archived;
    if (archived > 0) changed.set(archive.id, path);
  }
  onUses(uses);
  const next: Archive[] = [];
  for (const archive of archives) {
    const path = changed.get(archive.id);
    if (path !== undefined) copyTombstones({ from: path, to: base.path }, PURGED);
    next.push(path === undefined ? archive : await upload(tools, { id: archive.id, path, folder }));
  }
  return next;
}

async function upload(
  tools: ReplicaTools,
  { id, path, folder }: { readonly id: string; readonly path: string; readonly folder: string },
): Promise<Archive> {
  const log = openHistory(path);
  const runs = log.countRuns();
  const bytes = log.bytesByRun().reduce((sum, one) => sum + one.bytes, 0);
  log.close();
  const epoch = newId();
  const { holds } = await uploadEpoch(tools, { path, epoch, folder });
  return { id, epoch, schema: MIGRATIONS.length, archivedAt: tools.now().toISOString(), holds, runs, bytes };
}

async function restored({ store, tool }: ReplicaTools, folder: string, archive: Archive): Promise<string> {
  const { epoch } = archive;
  const output = join(folder, `${epoch}.archive.db`);
  if (existsSync(output)) return output;
  const answer = await restoreEpoch({ store, tool, epoch, output });
  const fault = answer.kind === 'restored' ? brokenPromise(output, archive) : answer.kind;
  if (fault === null) return output;
  throw new DamagedArchive(epoch, answer.kind === 'damaged' ? answer.reason : fault);
}

/** An archive that cannot be read any more: a fold sets it aside and begins again another time. */
export class DamagedArchive extends Error {
  readonly epoch: string;
  readonly reason: string;

  constructor(epoch: string, reason: string) {
    super(`an archive of the history cannot be read: epoch ${epoch}: ${reason}`);
    this.epoch = epoch;
    this.reason = reason;
  }
}

function archiveOf(archives: readonly Archive[], id: string): Archive {
  const found = archives.find((archive) => archive.id === id);
  if (found === undefined) throw new TypeError(`there is no archive ${id}`);
  return found;
}

/** What lies in archives counts as well: it is older than what is here. */
function leftOf({ days, megabytes }: Retention, archives: readonly Archive[]): Retention {
  const archived = archives.reduce((sum, { bytes }) => sum + bytes, 0);
  return { days, megabytes: megabytes === null ? null : megabytes - archived / 1024 / 1024 };
}
