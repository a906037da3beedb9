import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startProcess } from './start-process.ts';

/** Every system but Windows has it, and there a process has no group. */
const SHELL = '/bin/sh';

/**
 * Waits for the end of its input, which comes with the end of this process, whatever that was. Meanwhile a child that is not busy closes what it
 * opened and goes by itself. Asleep it costs nothing, and to start it a tenth of what a thread of Node does.
 */
const WATCH = `trap '' HUP INT TERM
read -r group || exit 0
read -r over && exit 0
sleep 0.6
kill -s KILL -- "-$group"`;

/** Ends a group of processes when this process is gone, however busy they are. */
export interface GroupGuard {
  /** The group to end: the number of the process that leads it. */
  watch(group: number): void;
  /** The group is gone by itself; its number may be given to another one. */
  release(): void;
}

/** Starts a guard, a process outside of that group and of ours; null where the system has none, or does not let it start. */
export function startGroupGuard(shell: string = SHELL): GroupGuard | null {
  if (process.platform === 'win32' || !existsSync(shell)) return null;
  const guard = startProcess(shell, ['-c', WATCH], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  if (guard.pid === undefined) return null;
  leaveAlone(guard);
  return {
    watch: (group) => void guard.stdin?.write(`${group}\n`),
    release: () => void guard.stdin?.end('over\n'),
  };
}

/** It waits for us, and we do not wait for it. */
function leaveAlone(guard: ChildProcess): void {
  guard.unref();
  const { stdin } = guard;
  if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
}
