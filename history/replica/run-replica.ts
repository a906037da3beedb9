import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { RowId } from '../../schemas/run.ts';
import { newId } from '../ids.ts';
import { openHistory } from '../log.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { type EpochContents, contentsOf } from './contents.ts';
import { changeManifest, requireConditions } from './head.ts';
import { dropTail, finishTail, type Manifest, openTail } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { LitestreamTool } from './run-litestream.ts';
import type { ObjectStore } from './store.ts';
import { isListening, startStream, stopStream, StreamPlace, syncStream } from './stream.ts';

/** The log of one run on its way into the store, as a file from which any process can finish the job. */
export const RunReplica = z.strictObject({
  epoch: RowId,
  run: RowId,
  startedAt: z.iso.datetime(),
  schema: z.int().min(1),
  /** Which store it belongs to. */
  store: z.string(),
  /** The run's own log; absolute. */
  db: z.string(),
  /** Null until it is streamed. */
  stream: StreamPlace.nullable(),
  /** The process that writes the log; null when it said that it left the rest to others. */
  writer: z.int().min(1).nullable().default(null),
});
export type RunReplica = z.infer<typeof RunReplica>;

export interface ReplicaTools {
  readonly store: ObjectStore;
  readonly tool: LitestreamTool;
  readonly now: () => Date;
}

const SESSION_FILE = 'session.json';
/** The first sync proves that the credentials may write. */
const FIRST_SYNC_MS = 15_000;
/** For the end of a stream that the store has just refused. */
const HOPELESS_MS = 1000;

/** Makes an empty log for a run. It is on this machine only: `announceReplica` enters it into the manifest. */
export async function beginReplica({ store, now }: Omit<ReplicaTools, 'tool'>, folder: string): Promise<RunReplica> {
  const epoch = newId();
  const own = join(folder, epoch);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const session: RunReplica = {
    epoch,
    run: newId(),
    startedAt: now().toISOString(),
    schema: MIGRATIONS.length,
    store: store.url,
    db: join(own, 'log.db'),
    stream: null,
    writer: process.pid,
  };
  openHistory(session.db, { now }).close();
  // Written first: a crash from here on leaves something that `sync` can find.
  await saveSession(folder, session);
  return session;
}

/** Enters a run's log into the manifest as open, before anything of it can be in the store. */
export async function announceReplica(
  { store, now }: Omit<ReplicaTools, 'tool'>,
  session: RunReplica,
  { deadline }: { readonly deadline?: number } = {},
): Promise<Manifest> {
  await requireConditions(store);
  const { epoch, run, startedAt, schema } = session;
  return changeManifest(store, openTail({ epoch, run, startedAt, schema }), { now, deadline });
}

/** Starts the streaming of a run's log, and proves that the store takes it; where it does not, nothing is left streaming. */
export async function streamReplica(
  { store, tool }: ReplicaTools,
  folder: string,
  session: RunReplica,
): Promise<RunReplica> {
  // The path of a socket may have some 100 characters.
  const place = await mkdtemp(join(tmpdir(), 'docket-ls-'));
  let stream: StreamPlace | null = null;
  try {
    stream = await startStream({ tool, db: session.db, replica: store.replicaOf(session.epoch), folder: place });
    const streamed = { ...session, stream };
    await saveSession(folder, streamed);
    await syncStream(tool, stream, FIRST_SYNC_MS);
    return streamed;
  } catch (error) {
    // What is not in the store is in the local log: the end need not wait for it.
    if (stream !== null) await stopStream(tool, stream, HOPELESS_MS);
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Brings a run's log into the store for good: sync and wait, stop, restore what is there and compare it with the local log, then say
 * `done` in the manifest. Any process may do it, also after the one that wrote the log was killed; doing it twice changes nothing.
 */
export async function commitReplica(
  tools: ReplicaTools,
  folder: string,
  session: RunReplica,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<void> {
  const { store, tool, now } = tools;
  const deadline = performance.now() + timeoutMs;
  const left = () => Math.max(1000, deadline - performance.now());
  if (isEmpty(session)) {
    await endStream(tool, session, left());
    await changeManifest(store, dropTail(session.epoch), { now });
    return removeSession(folder, session);
  }
  // It may not be announced yet, where the store did not answer when the run began: epochs never come before the manifest.
  await announceReplica(tools, session);
  const streamed = await streaming(tools, folder, session);
  if (streamed.stream !== null) await syncStream(tool, streamed.stream, left());
  await endStream(tool, streamed, left());
  const holds = await proveUpload(tools, session, left());
  const { epoch, run, startedAt, schema } = session;
  await changeManifest(store, finishTail({ epoch, run, startedAt, schema, holds }), { now });
  await removeSession(folder, session);
}

/** Ends the streaming and leaves everything else as it is: the tail stays open, the local log stays for `sync`. */
export async function leaveReplica({ tool }: ReplicaTools, session: RunReplica): Promise<void> {
  await endStream(tool, session, FIRST_SYNC_MS);
}

/** Says that no process writes the log any more: whoever comes may finish the job. */
export async function releaseReplica(folder: string, session: RunReplica): Promise<void> {
  await saveSession(folder, { ...session, writer: null });
}

/** Whether another process is still writing the log: then finishing the job would take it away from it. */
export function isWritten({ writer }: RunReplica): boolean {
  if (writer === null || writer === process.pid) return false;
  try {
    process.kill(writer, 0);
    return true;
  } catch (error) {
    // No process has the number: the writer is gone. Refused: it is somebody's, alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The sessions whose logs are still on this machine, oldest first. */
export async function localReplicas(folder: string): Promise<RunReplica[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const found: RunReplica[] = [];
  for (const name of names.toSorted()) {
    const path = join(folder, name, SESSION_FILE);
    if (existsSync(path)) found.push(RunReplica.parse(JSON.parse(await readFile(path, 'utf8'))));
  }
  return found;
}

/** How many bytes of the log wait to be checkpointed: with the store unreachable they grow without bound. */
export async function walBytes({ db }: RunReplica): Promise<number> {
  return (await stat(`${db}-wal`).catch(() => null))?.size ?? 0;
}

async function proveUpload(
  { store, tool }: ReplicaTools,
  session: RunReplica,
  timeoutMs: number,
): Promise<EpochContents> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-proof-'));
  const output = join(folder, 'restored.db');
  try {
    const answer = await restoreEpoch({ store, tool, epoch: session.epoch, output, timeoutMs });
    const reason = answer.kind === 'damaged' ? answer.reason : answer.kind;
    if (answer.kind !== 'restored') throw unproved(session, `what the store holds cannot be restored (${reason})`);
    const [there, here] = [contentsOf(output), contentsOf(session.db)];
    if (there.digest !== here.digest) throw unproved(session, 'the store holds other rows than this machine');
    return here;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unproved(session: RunReplica, what: string): InfrastructureError {
  return new InfrastructureError({
    what: `the history of this run is not safely stored: ${what}`,
    where: session.db,
    remedy: 'The file is kept. `docket history sync` tries again; `docket history doctor` checks the store.',
  });
}

function isEmpty({ db }: RunReplica): boolean {
  const log = openHistory(db);
  try {
    return log.runs({ limit: 1 }).length === 0;
  } finally {
    log.close();
  }
}

/** The session as it is streamed: by the Litestream that it names, or by a new one where that is gone or does not answer. */
async function streaming(tools: ReplicaTools, folder: string, session: RunReplica): Promise<RunReplica> {
  if (session.stream !== null && (await isListening(session.stream.socket))) return session;
  await leaveReplica(tools, session);
  return streamReplica(tools, folder, session);
}

/** Stops the Litestream of a session, where it has one, and removes the folder that it had. */
async function endStream(tool: LitestreamTool, { stream }: RunReplica, timeoutMs: number): Promise<void> {
  if (stream === null) return;
  await stopStream(tool, stream, timeoutMs);
  await rm(dirname(stream.socket), { recursive: true, force: true });
}

async function saveSession(folder: string, session: RunReplica): Promise<void> {
  const path = join(folder, session.epoch, SESSION_FILE);
  // Whole or not at all: an empty one, as a killed process leaves it, would stop every later run on this disk.
  await writeFile(`${path}.draft`, JSON.stringify(session), { mode: 0o600 });
  await rename(`${path}.draft`, path);
}

async function removeSession(folder: string, session: RunReplica): Promise<void> {
  await rm(join(folder, session.epoch), { recursive: true, force: true });
}
