import { existsSync, statSync } from 'node:fs';
import { type ReplicaStatus, replicaStatus } from '../../../history/replica/status.ts';
import type { Manifest } from '../../../history/replica/manifest.ts';
import { MONITOR_MS, SYNC_MS } from '../../../history/replica/litestream-config.ts';
import { replicasFolder } from '../../../history/replica/local-files.ts';
import { jsonText } from '../../output/json-text.ts';
import { type HistoryCommandOptions, type MeantHistory, withMeantHistory } from './history-host.ts';

/** `docket history status`: what is committed, what is only here. Exit code 4 when rows wait to be pushed, or the store does not answer. */
export async function statusCommand(options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const { store, folder } = meant;
    const status = store === null ? null : await replicaStatus(store, replicasFolder(folder));
    process.stdout.write(options.json === true ? jsonText(asJson(meant, status)) : told(meant, status));
    return status !== null && (status.unreachable !== null || waiting(status).length > 0) ? 4 : 0;
  });
}

const waiting = ({ local }: ReplicaStatus) => local.filter(({ streaming }) => !streaming);

function asJson({ path }: MeantHistory, status: ReplicaStatus | null) {
  if (status === null) return { schemaVersion: 1, store: null, path, bytes: sizeOf(path) };
  return { schemaVersion: 1, ...status, windowMs: MONITOR_MS + SYNC_MS };
}

function told({ path }: MeantHistory, status: ReplicaStatus | null): string {
  if (status === null) {
    return `The history is only on this machine: ${path} (${megabytes(sizeOf(path))}). Set a store to keep it between runners.\n`;
  }
  const { store, unreachable, manifest, objects, bytes, local } = status;
  const lines = [`Store: ${store}: ${unreachable ?? `${objects} objects, ${megabytes(bytes)}`}`];
  if (unreachable !== null) lines.push('What is committed is not known.');
  else if (manifest === null) lines.push('Nothing was committed yet.');
  else {
    const last = manifest.commits.at(-1);
    const open = manifest.tails.filter(({ state }) => state === 'open');
    lines.push(
      `Last commit: ${last?.at ?? 'none'}`,
      `Base: ${manifest.base === null ? 'none yet' : `${manifest.base.epoch}, folded ${manifest.base.foldedAt}`}`,
      ...archivesTold(manifest),
      `Runs beside it: ${manifest.tails.length - open.length} finished, ${open.length} open`,
      ...open.map(({ epoch, startedAt }) => `  open since ${startedAt}: ${epoch}`),
      ...manifest.quarantined.map(({ epoch, reason }) => `  set aside as damaged: ${epoch}: ${reason}`),
      ...(manifest.superseded.length === 0 ? [] : [`Waiting for clean-up: ${manifest.superseded.length}`]),
    );
  }
  for (const { epoch, streaming, file, walBytes } of local) {
    const state = streaming ? 'is being streamed' : 'IS ONLY HERE';
    lines.push(`${state}: ${epoch} in ${file} (${megabytes(sizeOf(file) + walBytes)})`);
  }
  if (waiting(status).length > 0) lines.push('Push what is only here with: docket history sync');
  lines.push(`What a crash may lose: rows of the last ${MONITOR_MS + SYNC_MS} ms and one upload.`);
  return `${lines.join('\n')}\n`;
}

function archivesTold({ archives = [] }: Pick<Manifest, 'archives'>): string[] {
  const runs = archives.reduce((sum, archive) => sum + archive.runs, 0);
  return archives.length === 0 ? [] : [`Archives: ${archives.length}, with ${runs} runs of long ago`];
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
