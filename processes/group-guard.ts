import type { ChildProcess } from 'node:child_process';
import { spawnSafely } from './spawn-safely.ts';

/** Every system but Windows has it, and there a process has no group. */
const SHELL = '/bin/sh';

/**
 * Waits for the end of its input, which comes with the end of this process, whatever that was. Asleep it costs nothing, and to start it a tenth of
 * what a thread of Node does. What a terminal or a runner sends to end our program must not end it first.
 */
const WATCH = `trap '' HUP INT TERM
read -r group || exit 0
read -r over && exit 0
[ "$1" = 0 ] || sleep "$1"
kill -s KILL -- "-$group"`;

/** Has a process group end when this process is gone, however busy the group is. */
export interface GroupGuard {
  /** The process that leads the group (it was started `detached`). One that did not start, or that ended by itself, lets the guard go. */
  watch(leader: ChildProcess): void;
}

/**
 * Starts a guard, a process outside of the group to guard and of ours; null where the system has none, or does not let it start.
 *
 * @param graceSeconds after our end, before it kills: meanwhile a child that is not busy closes what it opened and goes by itself
 */
export function startGroupGuard(graceSeconds: number, shell: string = SHELL): GroupGuard | null {
  if (process.platform === 'win32') return null;
  const guard = spawnSafely(shell, ['-c', WATCH, 'sh', String(graceSeconds)], ['pipe', 'ignore', 'ignore'], {
    cwd: '/',
    env: {},
    detached: true,
  });
  if (guard.pid === undefined) return null;
  leaveAlone(guard);
  const release = () => void guard.stdin?.end('over\n');
  return {
    watch: (leader) => {
      if (leader.pid === undefined) return release();
      guard.stdin?.write(`${leader.pid}\n`);
      leader.once('exit', (_code, signal) => {
        // Only what was killed leaves something behind that nobody ends. At once, since later the number may be somebody else's.
        if (signal !== null) endGroup(leader);
        release();
      });
    },
  };
}

/** Ends at once what is left of the group that a process leads. */
export function endGroup(leader: ChildProcess): void {
  try {
    if (leader.pid !== undefined && process.platform !== 'win32') process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}

/** It waits for us, and we do not wait for it. */
function leaveAlone(guard: ChildProcess): void {
  guard.unref();
  const { stdin } = guard;
  if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
}
