import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Waits for a word. Where none comes and the other end of the pipe is gone, so is whoever held it, and the group is killed. A shell, because it is there
 * in two milliseconds and needs nothing while it waits.
 */
const WAIT = 'read -r word || kill -s KILL -- "-$1"';

/**
 * Has a process group, of a child that was started `detached`, end with this process, also when that is killed (SIGKILL, SIGHUP): at once, however busy
 * the child is, and with all that it started. Elsewhere than on Windows, where there are no groups.
 */
export function leash(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') return;
  // In a group of its own: what a terminal sends to ours must not end it first.
  const holder = spawn('/bin/sh', ['-c', WAIT, 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    cwd: '/',
    detached: true,
  });
  // Where the system has no process left for it, the child goes without: it ends by its own limits.
  holder.on('error', ignore);
  const { stdin }: { stdin: typeof holder.stdin | undefined } = holder;
  stdin?.on('error', ignore);
  holder.unref();
  if (stdin !== undefined && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  // One that was killed may have left children behind; after a good end its number may soon be somebody else's.
  child.once('exit', (_code, signal) => (signal === null ? stdin?.end('over\n') : stdin?.end()));
}

function ignore(): void {
  // Without a listener Node would end the program.
}
