import { join } from 'node:path';
import { openHistory } from '../../../history/log.ts';
import { readManifest } from '../../../history/replica/head.ts';
import type { Manifest } from '../../../history/replica/manifest.ts';
import { restoreHistory } from '../../../history/replica/restore-history.ts';
import {
  announceReplica,
  beginReplica,
  commitReplica,
  type ReplicaTools,
} from '../../../history/replica/run-replica.ts';
import { NOTE_LABEL } from '../../../history/tables/runs.ts';
import { temporary, writeRun } from './world.ts';

const DAY_MS = 86_400_000;

/** The tools at another time. */
export const inDays = (tools: ReplicaTools, days: number): ReplicaTools => {
  const moment = Date.now() + days * DAY_MS;
  return { ...tools, now: () => new Date(moment) };
};

/** A finished tail with a run for each pull request, and with these bytes beside them; answers the ids of the runs. */
export async function tailWith(
  tools: ReplicaTools,
  pulls: readonly number[],
  bytes?: Uint8Array,
): Promise<readonly string[]> {
  const folder = temporary();
  const session = await beginReplica(tools, folder);
  await announceReplica(tools, session);
  const log = openHistory(session.db, { now: tools.now });
  const ids = pulls.map((pull) => writeRun(log, { label: pullLabel(pull), source: 'pull-request', bytes }));
  log.close();
  await commitReplica(tools, folder, session, { timeoutMs: 300_000 });
  return ids;
}

const pullLabel = (pull: number): string => `acme/shop#${pull}`;
export const pullChange = (pull: number) => ({ source: 'pull-request', label: pullLabel(pull) }) as const;

export async function storedManifest({ store }: ReplicaTools): Promise<Manifest> {
  const manifest = await readManifest(store);
  if (manifest === null) throw new Error('no manifest');
  return manifest;
}

/** The runs that a restore brings back, and whether it found all of it sound. Notes are left out. */
export async function allRuns(tools: ReplicaTools, at: Date | null = null): Promise<readonly string[]> {
  const output = join(temporary(), 'whole.db');
  const { damaged, setAside } = await restoreHistory(tools, { output, at });
  if (damaged.length > 0 || setAside.length > 0) throw new Error(JSON.stringify({ damaged, setAside }));
  return runsIn(output);
}

export function runsIn(path: string): readonly string[] {
  const log = openHistory(path);
  try {
    return log
      .runs({ limit: 1000 })
      .flatMap(({ run }) => (run.label === NOTE_LABEL.label ? [] : [run.id]))
      .toSorted();
  } finally {
    log.close();
  }
}
