import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { litestreamEnvironment } from '../../../history/replica/litestream-environment.ts';
import { LITESTREAM_BUILT } from '../../../history/replica/litestream-binary.ts';
import type { Manifest } from '../../../history/replica/manifest.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import type { LitestreamTool } from '../../../history/replica/run-litestream.ts';
import {
  announceReplica,
  beginReplica,
  commitReplica,
  type RunReplica,
  type ReplicaTools,
  streamReplica,
} from '../../../history/replica/run-replica.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import { updateView, type ViewUpdate } from '../../../history/replica/view.ts';
import type { Run } from '../../../schemas/run.ts';
import type { StoreEncryption } from '../../../schemas/store.ts';
import { endStreams } from '../../support/end-streams.ts';
import { toolPath } from '../../support/go-tools.ts';
import type { StoreServer } from '../../support/store-servers.ts';
import { aFinding, aRun } from '../records.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';

/** A private folder of this test; whatever still streams from it ends with the test. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-replica-'));
  onTestFinished(() => {
    endStreams(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Litestream with the credentials of a server. */
export function toolFor(server: Pick<StoreServer, 'credentials'> | null, store: ObjectStore): LitestreamTool {
  const command = toolPath('litestream');
  if (command === null) throw new Error('litestream is not built here');
  const raw = {
    ...machineEnvironment(),
    HOME: tmpdir(),
    AWS_CA_BUNDLE: process.env['AWS_CA_BUNDLE'],
    ...server?.credentials,
  };
  return { command, version: LITESTREAM_BUILT, environment: litestreamEnvironment(raw, store.litestreamEnvironment) };
}

/** The tools for one repository's history on a server. The SDK takes its credentials from the process. */
export function toolsOn(
  server: StoreServer,
  {
    prefix = 'p',
    endpoint = server.endpoint,
    bucket = server.bucket,
    encryption = null,
  }: { prefix?: string; endpoint?: string; bucket?: string; encryption?: StoreEncryption | null } = {},
): ReplicaTools {
  Object.assign(process.env, server.credentials);
  const store = openStore(
    { url: `s3://${bucket}/${prefix}`, region: 'us-east-1', endpoint, encryption },
    { host: 'github.com', repositoryId: '42' },
  );
  onTestFinished(() => store.close());
  return { store, tool: toolFor(server, store), now: () => new Date() };
}

/** The tools for a history in a folder. */
export function toolsInFolder(folder: string): ReplicaTools {
  const store = openStore(
    { url: `file://${folder}`, region: null, endpoint: null, encryption: null },
    { host: 'github.com', repositoryId: '42' },
  );
  return { store, tool: toolFor(null, store), now: () => new Date() };
}

/** Writes one small finished run; answers its id. */
export function writeRun(
  log: HistoryLog,
  {
    id,
    label = 'main...HEAD',
    source = 'range',
    bytes,
  }: {
    readonly id?: string;
    readonly label?: string;
    readonly source?: Run['source'];
    /** A further artifact. */
    readonly bytes?: Uint8Array | undefined;
  } = {},
): string {
  const run = log.startRun({ ...aRun(), source, label }, id === undefined ? {} : { id });
  const step = run.step({ kind: 'reviewer', name: 'security', key: '1'.repeat(64) });
  run.recordFindings(step, [aFinding({ id: `f-${run.runId}` })]);
  run.putArtifact(Buffer.from(`artifact of ${run.runId}`), 'text/plain');
  if (bytes !== undefined) run.putArtifact(bytes, 'application/octet-stream');
  run.finish('finished', null);
  return run.runId;
}

/** A session that streams. */
export async function startSession(tools: ReplicaTools, folder: string): Promise<RunReplica> {
  const session = await beginReplica(tools, folder);
  await announceReplica(tools, session);
  return streamReplica(tools, folder, session);
}

/** A whole run: announced, streamed, written, committed. Answers the run's id. */
export async function wholeRun(tools: ReplicaTools, folder: string): Promise<string> {
  const session = await startSession(tools, folder);
  const log = openHistory(session.db);
  const id = writeRun(log);
  log.close();
  await commitReplica(tools, folder, session, { timeoutMs: 300_000 });
  return id;
}

/** A fresh view of what a manifest lists, on an empty disk. */
export async function freshView(
  tools: ReplicaTools,
  manifest: Manifest,
): Promise<{ readonly runs: readonly string[]; readonly update: ViewUpdate }> {
  const view = openHistory(join(temporary(), 'view.db'));
  try {
    const update = await updateView({ view, manifest, ...tools });
    return {
      runs: view
        .runs({ limit: 1000 })
        .map(({ run }) => run.id)
        .toSorted(),
      update,
    };
  } finally {
    view.close();
  }
}
