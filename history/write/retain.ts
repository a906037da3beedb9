import type { HistoryLog } from '../log.ts';

/** How much of the past is kept in full. Rows always stay: what was found and decided. What goes are the bytes behind them. */
export interface Retention {
  /** Runs older than this lose their bytes; null keeps them whatever their age. */
  readonly days: number | null;
  /** All stored bytes together, oldest runs first; null sets no bound. */
  readonly megabytes: number | null;
}

/** What was let go. */
export interface Retained {
  readonly runs: number;
  readonly bytes: number;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * Lets the bytes of old runs go (change sets, model answers, sources): their reviews can no longer be recomputed, but are still told.
 * Leaves a tombstone on each, so that no other log brings them back.
 */
export function retain(log: HistoryLog, { days, megabytes }: Retention, now: Date): Retained {
  const held = log.bytesByRun();
  let over = megabytes === null ? 0 : held.reduce((sum, { bytes }) => sum + bytes, 0) - megabytes * 1024 * 1024;
  const oldest = days === null ? null : now.getTime() - days * DAY_MS;
  let runs = 0;
  let bytes = 0;
  for (const one of held) {
    const tooOld = oldest !== null && startOf(one.run) < oldest;
    if (!tooOld && over <= 0) continue;
    log.forget(one.run, tooOld ? `older than ${days} days` : `beyond ${megabytes} MB`);
    over -= one.bytes;
    runs += 1;
    bytes += one.bytes;
  }
  return { runs, bytes };
}

/** A run's id is a uuid of version 7, which begins with the millisecond of its making. */
function startOf(run: string): number {
  return Number.parseInt(run.replaceAll('-', '').slice(0, 12), 16);
}
