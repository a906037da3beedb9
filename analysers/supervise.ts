import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { clockOf, limitWork } from '../processes/work-limit.ts';
import type { AnalyserLimits } from './analyser.ts';

/** Why a child did not do what it was asked. */
export interface ChildFailure {
  readonly cause: 'timeout' | 'memory' | 'crash';
  readonly reason: string;
}

/** A child under supervision. Both streams are UTF-8; of standard error the end is kept. */
export interface Supervised {
  readonly child: ChildProcess;
  readonly stderr: { text: string };
}

/** Collects the end of standard error, and keeps an idle child from keeping the parent alive. */
export function supervise(child: ChildProcess): Supervised {
  const stderr = { text: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr.text = (stderr.text + text).slice(-4096);
  });
  child.unref();
  child.channel?.unref();
  if (child.stderr !== null && 'unref' in child.stderr && typeof child.stderr.unref === 'function')
    child.stderr.unref();
  return { child, stderr };
}

/**
 * Waits until `work` calls back with what it wanted, the child ends, or a limit is passed; then the child is killed. While
 * this waits its timers keep the parent alive.
 */
export function expect<Wanted>(
  { child, stderr }: Supervised,
  limits: Pick<AnalyserLimits, 'timeoutMs' | 'maxMemoryMb'>,
  work: (done: (wanted: Wanted) => void) => () => void,
): Promise<Wanted | ChildFailure> {
  return new Promise((resolve) => {
    let passed: ChildFailure | undefined;
    const give = (failure: ChildFailure): void => {
      passed ??= failure;
      child.kill('SIGKILL');
    };
    const outOfMemory = `ran out of memory (limit ${limits.maxMemoryMb} MB)`;
    const unlimit = limitWork(limits.timeoutMs, clockOf(child.pid), ({ kind, ms }) =>
      give({ cause: 'timeout', reason: `timed out after ${ms} ms${kind === 'work' ? ' of processor time' : ''}` }),
    );
    const unwatch = watchMemory(child.pid, limits.maxMemoryMb, () => give({ cause: 'memory', reason: outOfMemory }));
    const settle = (result: Wanted | ChildFailure): void => {
      unlimit();
      unwatch();
      stop();
      child.off('close', onClose);
      child.off('error', onError);
      resolve(result);
    };
    const onError = (error: Error): void => settle({ cause: 'crash', reason: `could not run: ${error.message}` });
    const onClose = (code: number | null, signal: string | null): void => {
      if (passed !== undefined) settle(passed);
      else if (/heap out of memory/.test(stderr.text)) settle({ cause: 'memory', reason: outOfMemory });
      else settle({ cause: 'crash', reason: `crashed (${signal ?? `exit code ${code ?? 'unknown'}`})` });
    };
    const stop = work(settle);
    child.once('close', onClose);
    child.once('error', onError);
    if (hasEnded(child)) onClose(child.exitCode, child.signalCode);
  });
}

/** Ends a child at once, whatever it is doing, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  // One that never ran has no exit.
  const ended = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  child.ref();
  child.kill('SIGKILL');
  await ended;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const INTERVAL_MS = 100;

/**
 * Calls `exceeded` once when a process holds more memory than it may. V8's own limit covers neither WebAssembly nor native
 * code, so Linux is asked for the resident size; elsewhere only V8's limit holds.
 */
function watchMemory(pid: number | undefined, limitMb: number, exceeded: () => void): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => undefined;
  const timer = setInterval(() => {
    if (residentMb(pid) <= limitMb) return;
    clearInterval(timer);
    exceeded();
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // The process has just ended; whoever waits for it hears of that from its exit.
    return 0;
  }
}
