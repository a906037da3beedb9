import { setSecret } from '@actions/core';
import { showProblem } from './action-log.ts';
import { exitCode } from '../exit-code.ts';
import { learnEnvironment, learnSecrets, tellProvided } from '../known-secrets.ts';
import { exitOfFailure } from './exit-of-failure.ts';
import { storeHistory } from './store-history.ts';
import { readInputs } from './inputs.ts';
import { runAction } from './run-action.ts';
import { guardAgainstStalls } from '../stall-guard.ts';
import { showFailure } from './report.ts';
import type { ActionRunner } from './runner.ts';

/** What the program works with. */
export interface ActionJob {
  /** A folder of this job alone, removed when it ends. */
  readonly folder: string;
  readonly runner: ActionRunner;
  readonly signal: AbortSignal;
}

/** What the launcher finds in the unpacked program. */
export interface ActionProgram {
  readonly run: typeof run;
  readonly finishHistory: typeof finishHistory;
}

/** Runs the Action from the unpacked program. Returns the exit code; what went wrong is shown in the log and the job's summary. */
export async function run({ folder, runner, signal }: ActionJob): Promise<number> {
  const unguard = guardAgainstStalls();
  try {
    const inputs = readInputs();
    setSecret(inputs.token);
    if (inputs.anthropicKey !== null) setSecret(inputs.anthropicKey);
    tellProvided(setSecret);
    learnEnvironment();
    learnSecrets([inputs.token, inputs.anthropicKey ?? '']);
    return await runAction({ inputs, runner, folder, signal });
  } catch (error) {
    showProblem(error);
    await showFailure(error);
    return exitOfFailure(error);
  } finally {
    await unguard();
  }
}

/** How long the history may take at the end of a job. GitHub gives a cancelled job little time. */
const HISTORY_MS = 35_000;

/** Brings what main left behind into the store. Returns the exit code. */
export async function finishHistory({ folder, runner }: Omit<ActionJob, 'signal'>): Promise<number> {
  learnEnvironment();
  const missing = await storeHistory({ inputs: readInputs(), runner, folder, timeoutMs: HISTORY_MS });
  return missing === 0 ? 0 : exitCode({ incomplete: false, findingsAtOrAbove: 0, infrastructure: true }).code;
}
