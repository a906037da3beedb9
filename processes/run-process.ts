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

/** Looks on while a process runs; `end` kills it as if its time were over. Returns what ends the looking. */
export type Onlooker = (pid: number, end: () => void) => () => void;

/** Runs a program to its end, or kills it when the time is over. Rejects with the system's own error where it cannot be started. */
export function runProcess(
  command: string,
  args: readonly string[],
  {
    timeoutMs,
    onlooker,
    ...start
  }: Pick<ProcessStart, 'cwd' | 'env' | 'leashed'> & {
    readonly timeoutMs: number;
    readonly onlooker?: Onlooker | undefined;
  },
): Promise<ProcessAnswer> {
  return new Promise((done, fail) => {
    const child = startProcess(command, args, { ...start, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const end = () => {
      timedOut = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(end, timeoutMs);
    const lookAway = child.pid === undefined ? undefined : onlooker?.(child.pid, end);
    child.once('close', () => lookAway?.());
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
