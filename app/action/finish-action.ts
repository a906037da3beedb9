import { getState } from '@actions/core';
import { say, showProblem, showWarning } from './action-log.ts';
import { connectGitHub } from './connect.ts';
import { learnEnvironment, learnSecrets } from '../known-secrets.ts';
import { exitOfFailure } from './exit-of-failure.ts';
import { readInputs } from './inputs.ts';
import { readEvent } from './read-event.ts';
import { readRunner, runUrlOf } from './runner.ts';
import { CHECK_STATE, DONE_STATE } from './state.ts';
import { endCheck, openCheckOf, StartedCheck } from './unfinished-check.ts';

/** How long the post step may take: GitHub cuts the steps of a cancelled job off. */
const PATIENCE_MS = 60_000;

/**
 * The post step: when main did not come to its end, because it was killed or an error stopped it, the check that it started is concluded
 * as a failure. It works alone, from what main left behind or else from the event. Returns the exit code.
 */
export async function finishAction(): Promise<number> {
  if (getState(DONE_STATE) === 'true') return 0;
  try {
    const runner = readRunner();
    const inputs = readInputs();
    learnEnvironment();
    learnSecrets([inputs.token]);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const github = connectGitHub(runner, inputs.token, signal);
    const left = getState(CHECK_STATE);
    const check =
      left === ''
        ? await openCheckOf(await readEvent(runner), { github, config: inputs.config })
        : StartedCheck.parse(JSON.parse(left));
    const ended = check !== null && (await endCheck(check, { github, runUrl: runUrlOf(runner), signal }));
    if (ended) showWarning(`The review of ${check.head} did not come to its end; its check says so.`);
    else say('nothing was left unfinished');
    return 0;
  } catch (error) {
    showProblem(error);
    return exitOfFailure(error);
  }
}
