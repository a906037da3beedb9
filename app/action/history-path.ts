import { join, resolve } from 'node:path';
import type { ActionInputs } from './inputs.ts';
import type { ActionRunner } from './runner.ts';

/** Where the log of this job lies; the folder is the job's own, and the post step finds it again. */
export function historyPathIn({ history }: Pick<ActionInputs, 'history'>, { RUNNER_TEMP }: ActionRunner): string {
  return resolve(history ?? join(RUNNER_TEMP, 'docket', 'history.db'));
}
