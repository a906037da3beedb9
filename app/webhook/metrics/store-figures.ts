import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LagWatch } from '../../../history/replica/lag.ts';
import { localReplicas, type RunReplica } from '../../../history/replica/run-replica.ts';
import { replicasFolder } from '../../../history/replica/local-files.ts';
import { LOCAL_FOLDER_ENDING } from '../../history/local-folder.ts';
import type { MetricsParts } from './metrics.ts';

/** Ten thousand repositories have as many folders: whoever asks oftener is told the same again. */
const KEPT_MS = 10_000;

type StoreFigures = Awaited<ReturnType<MetricsParts['store']>>;

/** How far the store is behind this machine, for all repositories whose histories lie in a folder. */
export function storeFigures({ history, now }: { history: string; now: () => number }): () => Promise<StoreFigures> {
  const watch = new LagWatch(now);
  let last: { readonly at: number; readonly figures: StoreFigures } | null = null;
  return async () => {
    if (last !== null && now() - last.at < KEPT_MS) return last.figures;
    const { runsWaiting, lagMs, crashWindowMs } = await watch.look(await sessionsBelow(history));
    last = { at: now(), figures: { runsWaiting, lagSeconds: lagMs / 1000, crashWindowSeconds: crashWindowMs / 1000 } };
    return last.figures;
  };
}

/** What goes away while it is looked for has come into the store. */
async function sessionsBelow(history: string): Promise<RunReplica[]> {
  const names = await readdir(history).catch(orNothing<string>);
  const sessions: RunReplica[] = [];
  for (const name of names.filter((one) => one.endsWith(LOCAL_FOLDER_ENDING))) {
    sessions.push(...(await localReplicas(replicasFolder(join(history, name))).catch(orNothing<RunReplica>)));
  }
  return sessions;
}

function orNothing<T>(error: unknown): T[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
