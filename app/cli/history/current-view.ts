import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { readManifest } from '../../../history/replica/head.ts';
import { replicasFolder, viewPath } from '../../../history/replica/local-files.ts';
import { localReplicas } from '../../../history/replica/run-replica.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import { updateView } from '../../../history/replica/view.ts';
import { InputError, Problem } from '../../../schemas/problem.ts';
import { toolsFor } from '../../history/store-of.ts';
import { renderProblem } from '../render/render-problem.ts';
import type { MeantHistory } from './history-host.ts';

/**
 * The path of a log that holds what the store holds and what is only on this machine. Where the store cannot be asked it is what was
 * known here before, and that is said; where nothing was known, that trouble is the answer.
 */
export async function currentView(meant: MeantHistory, store: ObjectStore): Promise<string> {
  const path = viewPath(meant.folder, store);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const view = openHistory(path);
  try {
    await takeLocalRuns(view, { folder: meant.folder, store });
    const trouble = await takeStored(view, { store, environment: meant.host.environment });
    if (trouble === null) {
      requireRuns(view, { store, before: meant.path });
      say(`the history in ${store.url}, with what is only on this machine`);
      return path;
    }
    const known = view.countRuns() > 0 ? path : meant.path;
    if (!existsSync(known)) throw trouble;
    process.stderr.write(renderProblem(trouble));
    say(`the store could not be asked; this is what was known on this machine before: ${known}`);
    return known;
  } finally {
    view.close();
  }
}

/** Returns why the store could not be asked, or null. */
async function takeStored(
  view: HistoryLog,
  { store, environment }: { readonly store: ObjectStore; readonly environment: MeantHistory['host']['environment'] },
): Promise<Problem | null> {
  try {
    const manifest = await readManifest(store);
    if (manifest === null) return null;
    const { tool } = await toolsFor(store, environment);
    const { damaged, newer } = await updateView({ view, manifest, store, tool, whole: true });
    for (const { epoch, reason } of damaged) say(`epoch ${epoch} of the history is damaged and left out: ${reason}`);
    for (const { epoch, schema } of newer) {
      say(`run ${epoch} was written by a newer Docket (schema ${schema}) and is left out`);
    }
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Runs that did not get into the store, or are under way. */
async function takeLocalRuns(
  view: HistoryLog,
  { folder, store }: { readonly folder: string; readonly store: ObjectStore },
): Promise<void> {
  const sessions = await localReplicas(replicasFolder(folder));
  for (const { db } of sessions.filter((session) => session.store === store.url)) view.merge(db);
}

function requireRuns(
  view: HistoryLog,
  { store, before }: { readonly store: ObjectStore; readonly before: string },
): void {
  if (view.countRuns() > 0) return;
  throw new InputError({
    what: 'there is no history in this store yet',
    where: store.url,
    remedy: existsSync(before)
      ? `Runs that were recorded without the store are in ${before}: name it with --history.`
      : 'Every `docket review` writes to it; name a file with --history.',
  });
}

const say = (text: string): boolean => process.stderr.write(`docket: ${text}\n`);
