import { readFileSync } from 'node:fs';

/** What time has passed, and how much of it was work; both in milliseconds. */
export interface WorkClock {
  readonly now: () => number;
  /** The time on a processor so far; null where the system does not tell. */
  readonly used: () => number | null;
}

/** What somebody did too much of. */
export interface PassedLimit {
  readonly kind: 'work' | 'wall';
  readonly ms: number;
}

/** How much longer than its work anything may take: beside so many others that want the processor, or for what never ends and does nothing. */
const PATIENCE = 10;

/** A limit is looked at so often, or four times within it. */
const LOOK_MS = 1000;

/**
 * Calls `passed` once when more than `workMs` of work was done, or ten times as much time has passed. No more than the time that passed counts as
 * work, so that several threads make nothing shorter; where work is not told, time counts. Returns what ends the limit.
 */
export function limitWork(workMs: number, clock: WorkClock, passed: (limit: PassedLimit) => void): () => void {
  const start = clock.now();
  let [now, used, work] = [start, clock.used(), 0];
  const timer = setInterval(
    () => {
      const [time, total] = [clock.now(), clock.used()];
      const passing = time - now;
      work += total === null || used === null ? passing : Math.min(passing, Math.max(0, total - used));
      now = time;
      // One that ends is for a moment in neither of two sums: it must not count again.
      used = total === null ? used : Math.max(used ?? total, total);
      const limit =
        work >= workMs ? ({ kind: 'work', ms: workMs } as const) : ({ kind: 'wall', ms: workMs * PATIENCE } as const);
      if (limit.kind === 'wall' && now - start < limit.ms) return;
      clearInterval(timer);
      passed(limit);
    },
    Math.min(LOOK_MS, workMs / 4),
  );
  return () => clearInterval(timer);
}

/** For a limit of another process. */
export function clockOf(pid: number | undefined): WorkClock {
  return { now: () => performance.now(), used: () => (pid === undefined ? null : (timesOf(String(pid))?.own ?? null)) };
}

/** For a limit of what this thread does and of the processes that work for it. */
export const ownClock: WorkClock = { now: () => performance.now(), used: usedHere };

/** Many limits look at about the same time, and one answer is good for all. */
const FRESH_MS = 100;
let known = { at: Number.NEGATIVE_INFINITY, used: 0 };

function usedHere(): number {
  const at = performance.now();
  if (at - known.at < FRESH_MS) return known.used;
  const { user, system } = process.threadCpuUsage();
  const here = String(process.pid);
  const running = childrenOf(here).reduce((sum, child) => sum + (timesOf(child)?.own ?? 0), 0);
  known = { at, used: (user + system) / 1000 + running + (timesOf(here)?.ended ?? 0) };
  return known.used;
}

/** Linux counts in hundredths of a second, whatever its own clock is. */
const TICK_MS = 10;

/** What a process has used, and what its children had used that have ended; null where there is no `/proc`, or no such process. */
function timesOf(pid: string): { readonly own: number; readonly ended: number } | null {
  const status = told(`/proc/${pid}/stat`);
  // The name of the program, in parentheses, may hold anything; then come the state, and as 12th to 15th the times.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return status === '' ? null : { own: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS };
}

/** Those that the main thread started, as Node does with all. */
function childrenOf(pid: string): readonly string[] {
  return told(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((child) => child !== '');
}

/** Empty where it is not told. */
function told(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
