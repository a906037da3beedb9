import Database from 'better-sqlite3';

const PAUSE_MS = 20;

/** Repeats `action` while SQLite answers busy, for at most `limitMs`; then its error is thrown. */
export function retryWhileBusy<T>(limitMs: number, action: () => T): T {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return action();
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waited >= limitMs) throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}
