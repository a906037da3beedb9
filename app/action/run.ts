import { setSecret } from '@actions/core';
import { showProblem } from './action-log.ts';
import { exitOfFailure } from './exit-of-failure.ts';
import { readInputs } from './inputs.ts';
import { runAction } from './run-action.ts';
import { showFailure } from './report.ts';
import type { Runner } from './runner.ts';

interface Job {
  /** A folder of this job alone, removed when it ends. */
  readonly folder: string;
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

/** What the launcher finds in the unpacked program. */
export interface ActionProgram {
  readonly run: typeof run;
}

/** Runs the Action from the unpacked program. Answers the exit code; what went wrong is shown in the log and the job's summary. */
export async function run({ folder, runner, signal }: Job): Promise<number> {
  try {
    const inputs = readInputs();
    setSecret(inputs.token);
    if (inputs.anthropicKey !== null) setSecret(inputs.anthropicKey);
    return await runAction({ inputs, runner, folder, signal });
  } catch (error) {
    showProblem(error);
    await showFailure(error);
    return exitOfFailure(error);
  }
}
