import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process';
import { startGroupGuard } from './group-guard.ts';
import { type ProcessFile, spawnSafely } from './spawn-safely.ts';

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
  /** Messages go as V8 writes values down instead of as JSON: numbers in a typed array cost nothing, texts are copied. */
  readonly binary?: boolean;
}

const PIPES: readonly ProcessFile[] = ['pipe', 'pipe', 'pipe'];

/**
 * The one way in which a process begins. It never throws: where the system refuses, the child is one that emits `error` and then `close`
 * (`spawn-safely.ts`).
 */
export function startProcess(command: string, args: readonly string[], start: ProcessStart = {}): ChildProcess {
  const { cwd, env, stdio = PIPES, signal, leashed = false, detached = leashed || undefined, binary = false } = start;
  const child = spawnSafely(command, args, stdio, {
    killSignal: 'SIGKILL',
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(signal === undefined ? {} : { signal }),
    ...(detached === undefined ? {} : { detached }),
    ...(binary ? { serialization: 'advanced' } : {}),
  });
  // Whoever hangs does not close what it opened: no grace.
  if (leashed) startGroupGuard(0)?.watch(child);
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
