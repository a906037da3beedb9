import { stringify } from 'yaml';
import type { ReplicaSettings } from './store.ts';

/** How often the log is looked at, and how often what is new leaves. Together they are the window that a crash may lose. */
export const MONITOR_MS = 200;
export const SYNC_MS = 200;

/** The configuration file for one log. Never holds a credential: those come from the environment. */
export function litestreamConfig({
  db,
  replica,
  socket,
}: {
  readonly db: string;
  readonly replica: ReplicaSettings;
  /** Null for commands that end by themselves. */
  readonly socket: string | null;
}): string {
  return stringify({
    ...(socket === null ? {} : { socket: { enabled: true, path: socket } }),
    logging: { type: 'json', stderr: true },
    'shutdown-sync-timeout': '60s',
    snapshot: { interval: '24h', retention: '720h' },
    // The runner then needs no right to delete.
    retention: { enabled: false },
    dbs: [
      {
        path: db,
        'monitor-interval': `${MONITOR_MS}ms`,
        'busy-timeout': '5s',
        replica: { ...replica, 'sync-interval': `${SYNC_MS}ms` },
      },
    ],
  });
}
