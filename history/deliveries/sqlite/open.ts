import type Database from 'better-sqlite3';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { openDatabase } from '../../file/open.ts';
import { DELIVERY_MIGRATIONS } from './migrations.ts';

export interface OpenQueueOptions {
  /** How long to wait for another process to let go, in milliseconds. */
  readonly busyMs?: number;
}

/**
 * Opens the file of the queue for this process alone, until it is closed or the process ends in any way: two servers on one queue would
 * do everything twice. Throws `InfrastructureError`.
 */
export function openQueueFile(path: string, { busyMs = 5000 }: OpenQueueOptions = {}): Database.Database {
  let db: Database.Database | null = null;
  try {
    db = openDatabase(path, { migrations: DELIVERY_MIGRATIONS, busyMs });
    db.pragma('locking_mode = EXCLUSIVE');
    // The lock is taken by the first write and kept from then on.
    db.transaction(() => db?.exec("DELETE FROM deliveries WHERE state = ''")).immediate();
    return db;
  } catch (cause) {
    db?.close();
    if (!(cause instanceof Error)) throw cause;
    const busy = /locked/.test(cause.message);
    throw new InfrastructureError({
      what: busy ? 'another process works on this queue of deliveries' : `the queue of deliveries: ${cause.message}`,
      where: path,
      remedy: busy
        ? 'One `docket serve` a data folder: stop the other one first, or name another folder with DOCKET_DATA. While it runs, its status page shows the queue and retries.'
        : 'Make the data folder writable and its disk not full. A damaged queue may be moved away: GitHub delivers again what it held.',
      cause,
    });
  }
}
