import { type Onlooker, type ProcessAnswer, runProcess } from '../../processes/run-process.ts';
import { describeCause, InfrastructureError, type Problem } from '../../schemas/problem.ts';
import type { Litestream } from './litestream-binary.ts';

/** Litestream and the whole environment that it gets. */
export interface LitestreamTool extends Litestream {
  readonly environment: Readonly<Record<string, string>>;
  /** Why there is none: whatever needs it fails with this, and everything else goes on. */
  readonly missing?: Problem;
}

/** What it logged (`stderr`) holds no credentials. */
export type LitestreamAnswer = ProcessAnswer;

/** Runs a command of Litestream to its end, or kills it when the time is over: against a dead store it tries for minutes. */
export async function runLitestream(
  tool: LitestreamTool,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly onlooker?: Onlooker },
): Promise<LitestreamAnswer> {
  if (tool.missing !== undefined) throw tool.missing;
  return runProcess(tool.command, args, { env: tool.environment, leashed: true, ...options }).catch(
    (cause: unknown) => {
      throw new InfrastructureError({
        what: `Litestream could not be started: ${describeCause(cause)}`,
        where: tool.command,
        cause,
      });
    },
  );
}

/** The last thing that Litestream said, on one line. */
export function lastWords({ stderr, timedOut, code }: LitestreamAnswer): string {
  const error = stderr.split('\n').findLast((line) => line.trim() !== '');
  if (timedOut) return `no answer in time${error === undefined ? '' : `; last: ${error.trim()}`}`;
  return error?.trim() ?? `exit code ${code ?? 'none'}`;
}
