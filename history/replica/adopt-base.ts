import { lstatSync } from 'node:fs';
import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pace } from '../../processes/progress.ts';
import { describeCause } from '../../schemas/problem.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { openHistory } from '../log.ts';
import { unlikeOurs } from '../union/unlike-ours.ts';
import { faultOf } from './blame.ts';
import { brokenPromise, digestOfFile } from './contents.ts';
import { readManifest } from './head.ts';
import type { Base } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { ReplicaTools } from './run-replica.ts';
import type { ObjectStore } from './store.ts';
import { leftOf, noteHeld } from './view.ts';

interface Adoption extends Pick<ReplicaTools, 'store' | 'tool'> {
  /** Where the view is to lie. */
  readonly path: string;
  /** The base of a manifest that the caller has read; else the store's present one. */
  readonly base?: Base | null;
  /** When all of it is to be done, by `performance.now()`. */
  readonly deadline: number;
  readonly pace?: Pace | undefined;
}

/**
 * On an empty disk makes the view of the base itself: the file that Litestream restored takes the place of the view, instead of its rows one by one. Only
 * where it is proved to be what the manifest promises, under our very schema and guards, and only where there is no view: a file that another process
 * may have open is never replaced. Returns why it was not done, or null: whoever opens the view then takes the base over by its rows, and
 * tells what is wrong with it.
 *
 * @throws Problem where the store is to blame.
 */
export async function adoptBase(request: Adoption): Promise<string | null> {
  if (isThere(request.path)) return 'there is a view';
  const base = request.base === undefined ? ((await readManifest(request.store))?.base ?? null) : request.base;
  if (base === null) return 'there is no base';
  if (base.schema !== MIGRATIONS.length || base.holds === undefined) return 'another version wrote the base';
  return adopt(request, base);
}

async function adopt({ path, store, tool, deadline, pace }: Adoption, base: Base): Promise<string | null> {
  // Beside the view, so that a link can lead there.
  const folder = await mkdtemp(`${path}.adopt-`).catch(() => null);
  if (folder === null) return 'no folder can be made beside the view';
  try {
    const output = join(folder, base.epoch);
    const timeoutMs = leftOf(deadline, store.url);
    const answer = await restoreEpoch({ store, tool, epoch: base.epoch, output, timeoutMs, pace, unchecked: true });
    if (answer.kind !== 'restored') return `the base is ${answer.kind}`;
    // Read before anything of it is opened for writing: it may hold what is not ours.
    const isSameFile = base.file !== undefined && (await digestOfFile(output)) === base.file;
    const refused = unlikeOurs(output) ?? (isSameFile ? unopened(output) : brokenPromise(output, base));
    if (refused !== null) return refused;
    // What SQLite would take for a part of the new file must not lie there.
    if (isThere(path)) return 'there is a view';
    // What could not be written into the file itself would be missing where the file alone is linked.
    if (sideFiles(output).some(isPlaced)) return 'the restored file is not whole in itself';
    const failed = await link(output, path).then(() => null, describeCause);
    if (failed === null) await noteAdopted(path, store, base);
    return failed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Why a file cannot be opened as a history; null when it can. Of the very file whose rows were counted when it was folded that is all that is left to ask:
 * to count them again takes longer than every check of SQLite. Where another Litestream puts the same rows into other bytes they are counted.
 */
function unopened(path: string): string | null {
  return faultOf(path, () => {
    openHistory(path).close();
    return null;
  });
}

/** The view holds nothing but the base. Whatever a note of an earlier view says is not true of it. */
async function noteAdopted(path: string, store: ObjectStore, base: Base): Promise<void> {
  const view = openHistory(path);
  try {
    await noteHeld(view, store, [base.epoch]);
  } finally {
    view.close();
  }
}

const sideFiles = (path: string): string[] => ['-wal', '-shm', '-journal'].map((end) => `${path}${end}`);
const isThere = (path: string): boolean => [path, ...sideFiles(path)].some(isPlaced);

/** Also a link that leads nowhere takes its place: SQLite would write to where it leads. */
const isPlaced = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
