import { readManifest } from './head.ts';
import type { Manifest } from './manifest.ts';
import { localSessions, type Session, walBytes } from './session.ts';
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
  /** Null when the store was never used. */
  readonly manifest: Manifest | null;
  readonly objects: number;
  readonly bytes: number;
  readonly local: readonly LocalTail[];
}

/** Looks at the store and at this machine; changes nothing. */
export async function replicaStatus(store: ObjectStore, sessions: string): Promise<ReplicaStatus> {
  const [manifest, objects, local] = await Promise.all([
    readManifest(store),
    store.list(EPOCHS),
    localSessions(sessions),
  ]);
  return {
    store: store.url,
    manifest,
    objects: objects.length,
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
    local: await Promise.all(local.map(localTail)),
  };
}

async function localTail(session: Session): Promise<LocalTail> {
  const { epoch, startedAt, db, stream } = session;
  const streaming = stream !== null && (await isListening(stream.socket));
  return { epoch, startedAt, file: db, streaming, walBytes: await walBytes(session) };
}
