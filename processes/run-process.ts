import { type ProcessStart, startProcess } from './start-process.ts';

/** How a process ended that was waited for. */
export interface ProcessAnswer {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Of what it prints, the last so many characters are kept. */
const KEPT = 64 * 1024;

/** Runs a program to its end, or kills it when the time is over. Rejects with the system's own error where it cannot be started. */
export function runProcess(
  command: string,
  args: readonly string[],
  { timeoutMs, ...start }: Pick<ProcessStart, 'cwd' | 'env'> & { readonly timeoutMs: number },
): Promise<ProcessAnswer> {
  return new Promise((done, fail) => {
    const child = startProcess(command, args, { ...start, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout = (stdout + text).slice(-KEPT)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => void (stderr = (stderr + text).slice(-KEPT)));
    child.once('error', (cause) => {
      clearTimeout(timer);
      fail(cause);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code, stdout, stderr, timedOut });
    });
  });
}
