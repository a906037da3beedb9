import { ChildProcess, spawn, type ChildProcessWithoutNullStreams, type SpawnOptions } from 'node:child_process';
import { Duplex } from 'node:stream';
import { leash } from './leash.ts';

/** What stands at each number of the child's files: a pipe to us, nothing, a channel for messages, or a file of ours. */
export type ProcessFile = 'pipe' | 'ignore' | 'ipc' | number;

export interface ProcessStart {
  readonly cwd?: string;
  /** The whole environment. Without it the child inherits ours. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: three pipes. */
  readonly stdio?: readonly ProcessFile[];
  /** Kills the child. */
  readonly signal?: AbortSignal;
  /** In a session of its own, which outlives us. */
  readonly detached?: boolean;
  /** It ends, with all that it started, when this process ends, however that comes about. For what may hang or wait for the network. */
  readonly leashed?: boolean;
}

const PIPES: readonly ProcessFile[] = ['pipe', 'pipe', 'pipe'];

/**
 * The one way in which a process begins. It never throws and what it returns never ends the program by an event that nobody hears: where the
 * system refuses (no files, no memory, no processes left, arguments too long) the child is one that emits `error` and then `close`, as Node
 * itself does for a program that is not there. Node throws on some of these, and on EMFILE returns a child without any streams
 * (lib/internal/child_process.js, `ChildProcess.prototype.spawn`).
 */
export function startProcess(command: string, args: readonly string[], start: ProcessStart = {}): ChildProcess {
  const { cwd, env, stdio = PIPES, signal, leashed = false, detached = leashed || undefined } = start;
  const options: SpawnOptions = {
    stdio: [...stdio],
    killSignal: 'SIGKILL',
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(signal === undefined ? {} : { signal }),
    ...(detached === undefined ? {} : { detached }),
  };
  const child = heard(spawned(command, args, options, stdio));
  if (leashed) leash(child);
  return child;
}

/** The same with three pipes. */
export function startPipedProcess(
  command: string,
  args: readonly string[],
  start: Omit<ProcessStart, 'stdio'> = {},
): ChildProcessWithoutNullStreams {
  const child = startProcess(command, args, start);
  if (!hasPipes(child)) throw new TypeError('a pipe was asked for and is not there');
  return child;
}

function hasPipes(child: ChildProcess): child is ChildProcessWithoutNullStreams {
  return child.stdin !== null && child.stdout !== null && child.stderr !== null;
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
