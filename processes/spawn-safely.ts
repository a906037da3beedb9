import { ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { Duplex } from 'node:stream';

/** What stands at each number of the child's files: a pipe to us, nothing, a channel for messages, or a file of ours. */
export type ProcessFile = 'pipe' | 'ignore' | 'ipc' | number;

/**
 * Never throws, and what it returns never ends the program by an event that nobody hears: where the system refuses (no files, no memory, no
 * processes left, arguments too long) the child is one that emits `error` and then `close`, as Node itself does for a program that is not there.
 * Node throws on some of these, and on EMFILE returns a child without any streams (lib/internal/child_process.js, `ChildProcess.prototype.spawn`).
 */
export function spawnSafely(
  command: string,
  args: readonly string[],
  stdio: readonly ProcessFile[],
  options: Omit<SpawnOptions, 'stdio'>,
): ChildProcess {
  return heard(spawned(command, args, { ...options, stdio: [...stdio] }, stdio));
}

function spawned(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  stdio: readonly ProcessFile[],
): ChildProcess {
  try {
    const child = spawn(command, args, options);
    // Typed as always there; on EMFILE it is not.
    const files: unknown = child.stdio;
    if (files !== undefined) return child;
    return neverStarted(stdio, (tell) => child.once('error', tell));
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    return neverStarted(stdio, (tell) => process.nextTick(() => tell(error)));
  }
}

/** What happens to the child is told by `close`; whoever wants more listens beside this. */
function heard(child: ChildProcess): ChildProcess {
  child.on('error', ignore);
  for (const stream of child.stdio) stream?.on('error', ignore);
  return child;
}

function ignore(): void {
  // Without a listener Node would end the program.
}

function neverStarted(stdio: readonly ProcessFile[], whenKnown: (tell: (cause: Error) => void) => void): ChildProcess {
  const child = new ChildProcess();
  const streams = stdio.map((kind) => (kind === 'pipe' ? emptyStream() : null));
  const [stdin = null, stdout = null, stderr = null] = streams;
  let cause = new Error('it did not start');
  const send = (_message: unknown, done?: (error: Error) => void): boolean => {
    if (done !== undefined) process.nextTick(() => done(cause));
    return false;
  };
  Object.assign(child, { stdin, stdout, stderr, stdio: streams, send, kill: () => false });
  whenKnown((error) => {
    cause = error;
    Object.assign(child, { exitCode: NEVER_RAN });
    child.emit('error', error);
    child.emit('close', NEVER_RAN, null);
  });
  return child;
}

/** Node, too, gives a child that never ran a negative exit code. */
const NEVER_RAN = -1;

/** Has nothing to say and takes everything. */
function emptyStream(): Duplex {
  return new Duplex({
    read() {
      this.push(null);
    },
    write: (_chunk, _encoding, done) => done(),
  });
}
