import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pace } from '../../processes/progress.ts';
import type { Run } from '../../schemas/run.ts';
import { changeMark } from '../archive/archive-note.ts';
import { copyRuns } from '../archive/copy-runs.ts';
import { historyError } from '../file/open-error.ts';
import { type HistoryLog, openHistory } from '../log.ts';
import { faultOf } from './blame.ts';
import { brokenPromise } from './contents.ts';
import type { Manifest } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { ReplicaTools } from './run-replica.ts';
import { leftOf, noteHeld, readHeld, type ViewUpdate } from './view.ts';

interface Recall extends ReplicaTools {
  readonly view: HistoryLog;
  readonly manifest: Manifest;
  readonly change: Pick<Run, 'source' | 'label'>;
  /** When all of it is to be done, by `performance.now()`. */
  readonly deadline: number;
  readonly pace?: Pace | undefined;
}

/**
 * Brings the archived runs of a change into a view, so that a review of it knows what was said on it long ago. Only archives that may have some are
 * restored; only its own runs are taken from them.
 */
export async function recallChange(request: Recall): Promise<Pick<ViewUpdate, 'taken' | 'damaged'>> {
  const { view, manifest, change, store, tool, now, deadline, pace } = request;
  const held = await readHeld(view, store);
  const mark = ({ epoch }: { readonly epoch: string }) => `${epoch} ${changeMark(change)}`;
  const wanted = (manifest.archives ?? []).filter(
    (archive) => !held.has(archive.epoch) && !held.has(mark(archive)) && view.past.mayBeArchived(archive.id, change),
  );
  const taken: string[] = [];
  const damaged: { epoch: string; reason: string }[] = [];
  if (wanted.length === 0) return { taken, damaged };
  const folder = await mkdtemp(`${view.path}.restore-`).catch((error: unknown) => {
    throw historyError(error, view.path);
  });
  try {
    for (const archive of wanted) {
      const { epoch } = archive;
      const output = join(folder, epoch);
      const answer = await restoreEpoch({ store, tool, epoch, output, timeoutMs: leftOf(deadline, store.url), pace });
      const reason =
        answer.kind === 'restored'
          ? (brokenPromise(output, archive) ?? take({ view, change, now }, output))
          : answer.kind === 'damaged'
            ? answer.reason
            : 'it is empty';
      await rm(output, { force: true });
      if (reason !== null) damaged.push({ epoch, reason });
      else taken.push(epoch);
      if (reason === null) held.add(mark(archive));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await noteHeld(view, store, held);
  return { taken, damaged };
}

/** Returns why it cannot be done. */
function take({ view, change, now }: Pick<Recall, 'view' | 'change' | 'now'>, path: string): string | null {
  return faultOf(path, () => {
    const log = openHistory(path);
    const runs = log.past.runsOf(change);
    log.close();
    if (runs.length === 0) return null;
    const part = `${path}.part`;
    copyRuns({ from: path, to: part, now }, { runs });
    view.merge(part);
    return null;
  });
}
