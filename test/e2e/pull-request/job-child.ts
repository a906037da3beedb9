import { mkdtempSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { beginProcess } from '../../../app/action/begin-process.ts';
import { finishAction } from '../../../app/action/finish-action.ts';
import { readRunner } from '../../../app/action/runner.ts';
import { stopSignal } from '../../../app/cli/stop-signal.ts';

// The Action from its sources, as a process that can be killed: what its launcher does, without unpacking the bundle.
enableCompileCache();
beginProcess();
const runner = readRunner();
const { finishHistory, run } = await import('../../../app/action/run.ts');
const folder = mkdtempSync(join(runner.RUNNER_TEMP, 'docket-'));
// The steps of a job are processes of their own that share the runner's folders.
process.exitCode =
  process.env['JOB_STEP'] === 'post'
    ? Math.max(await finishAction(), await finishHistory({ folder, runner }))
    : await run({ folder, runner, signal: stopSignal().signal });
