import { Problem } from '../../schemas/problem.ts';
import { readManifest } from './head.ts';
import type { Manifest } from './manifest.ts';
import { localReplicas, type RunReplica, walBytes } from './run-replica.ts';
import { EPOCHS, type ObjectStore } from './store.ts';
import { isListening } from './stream.ts';

/** One run's log that is still on this machine. */
interface LocalTail {
  readonly epoch: string;
  readonly startedAt: string;
  readonly file: string;
  /** Whether a Litestream streams it right now. */
  readonly streaming: boolean;
  /** Bytes in its WAL: what was not yet checkpointed, an upper bound of what is not in the store. */
  readonly walBytes: number;
}

/** What is committed, and what is only here. */
export interface ReplicaStatus {
  readonly store: string;
  /** Why the store could not be looked at; null when it answered. */
  readonly unreachable: string | null;
  /** Null when the store was never used, or does not answer. */
  readonly manifest: Manifest | null;
  readonly objects: number;
  readonly bytes: number;
  readonly local: readonly LocalTail[];
}

/** Looks at the store and at this machine; changes nothing. */
export async function replicaStatus(store: ObjectStore, sessions: string): Promise<ReplicaStatus> {
  const local = await localReplicas(sessions);
  return {
    store: store.url,
    ...(await stored(store)),
    local: await Promise.all(local.map(localTail)),
  };
}

/** What is only here is told all the same where the store does not answer: then it matters most. */
async function stored(store: ObjectStore): Promise<Omit<ReplicaStatus, 'store' | 'local'>> {
  try {
    const [manifest, objects] = await Promise.all([readManifest(store), store.list(EPOCHS)]);
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    return { unreachable: null, manifest, objects: objects.length, bytes };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { unreachable: error.message, manifest: null, objects: 0, bytes: 0 };
  }
}

async function localTail(session: RunReplica): Promise<LocalTail> {
  const { epoch, startedAt, db, stream } = session;
  const streaming = stream !== null && (await isListening(stream.socket));
  return { epoch, startedAt, file: db, streaming, walBytes: await walBytes(session) };
}
