import { Worker } from 'node:worker_threads';

/** How often a child looks for its parent. */
const LOOK_MS = 200;

/** So many looks in a row have to miss it: meanwhile a child that is not busy closes what it opened and goes by itself. */
const MISSES = 3;

/**
 * The watch itself, as the text of a script, because a bundle has no file for it. It runs on a thread of its own: a loop that never ends on the
 * main thread does not hold it up. A parent that is gone shows as another parent (Linux, macOS) or as no process (Windows).
 */
const WATCH = `
const { workerData: { parent, lookMs, misses } } = require('node:worker_threads');
const isThere = () => {
  if (process.ppid !== parent) return false;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};
let missed = 0;
setInterval(() => {
  missed = isThere() ? 0 : missed + 1;
  if (missed < misses) return;
  // Whoever leads a group takes its own children along: git, linters.
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {}
  process.kill(process.pid, 'SIGKILL');
}, lookMs);
`;

/** Takes the place of the parent's number where a guard (`processes/group-guard.ts`) ends the whole group with the program that began it. */
export const GUARDED = 'guarded';

let isGuarded = false;

/**
 * Ends this process within a second after its parent is gone, however busy it is. Where it leads a process group (it was started
 * `detached`), everything in the group ends with it.
 *
 * @param parent the number of the process that started this one; told by it, since it may be gone by now; or that there is a guard
 */
export function watchParent(parent: number | typeof GUARDED): void {
  isGuarded = parent === GUARDED;
  if (isGuarded) return;
  const workerData = { parent, lookMs: LOOK_MS, misses: MISSES };
  new Worker(WATCH, { eval: true, workerData, execArgv: [], env: {} }).unref();
}

/** Arguments for Node that make a program which is not ours watch over its parent, this process, in the same way. */
export function watchingParent(): readonly string[] {
  if (isGuarded) return [];
  const workerData = { parent: process.pid, lookMs: LOOK_MS, misses: MISSES };
  const options = JSON.stringify({ eval: true, workerData, execArgv: [], env: {} });
  const script = `import{Worker}from'node:worker_threads';new Worker(${JSON.stringify(WATCH)},${options}).unref();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
}

/** What a child of ours is told on its command line: whom to watch. */
export function parentToTell(): string {
  return isGuarded ? GUARDED : String(process.pid);
}

/** The parent as it was told on the command line; without one, the parent of this moment. */
export function toldParent(argument: string | undefined): number | typeof GUARDED {
  if (argument === GUARDED) return GUARDED;
  return argument !== undefined && /^\d{1,10}$/.test(argument) ? Number(argument) : process.ppid;
}
