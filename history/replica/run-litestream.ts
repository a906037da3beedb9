import { spawn } from 'node:child_process';
import { InfrastructureError, type Problem } from '../../schemas/problem.ts';
import type { Litestream } from './litestream-binary.ts';

/** Litestream and the whole environment that it gets. */
export interface LitestreamTool extends Litestream {
  readonly environment: Readonly<Record<string, string>>;
  /** Why there is none: whatever needs it fails with this, and everything else goes on. */
  readonly missing?: Problem;
}

export interface LitestreamAnswer {
  readonly code: number | null;
  readonly stdout: string;
  /** What it logged; holds no credentials. */
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Of what it prints, so much is kept. */
const KEPT = 64 * 1024;

/** Runs a command of Litestream to its end, or kills it when the time is over: against a dead store it tries for minutes. */
export function runLitestream(
  tool: LitestreamTool,
  args: readonly string[],
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<LitestreamAnswer> {
  if (tool.missing !== undefined) return Promise.reject(tool.missing);
  return new Promise((done, fail) => {
    const child = spawn(tool.command, args, { env: tool.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout = (stdout + text).slice(-KEPT)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr = (stderr + text).slice(-KEPT)));
    child.on('error', (cause) => {
      clearTimeout(timer);
      fail(
        new InfrastructureError({
          what: `Litestream could not be started: ${cause.message}`,
          where: tool.command,
          cause,
        }),
      );
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, stdout, stderr, timedOut });
    });
  });
}

/** The last thing that Litestream said, on one line. */
export function lastWords({ stderr, timedOut, code }: LitestreamAnswer): string {
  const error = stderr.split('\n').findLast((line) => line.trim() !== '');
  if (timedOut) return `no answer in time${error === undefined ? '' : `; last: ${error.trim()}`}`;
  return error?.trim() ?? `exit code ${code ?? 'none'}`;
}
