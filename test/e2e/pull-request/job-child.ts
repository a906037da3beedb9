import { mkdtempSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { readRunner } from '../../../app/action/runner.ts';
import { stopSignal } from '../../../app/cli/stop-signal.ts';

// The Action from its sources, as a process that can be killed: what its launcher does, without unpacking the bundle.
enableCompileCache();
const runner = readRunner();
const { run } = await import('../../../app/action/run.ts');
const folder = mkdtempSync(join(runner.RUNNER_TEMP, 'docket-'));
process.exitCode = await run({ folder, runner, signal: stopSignal().signal });
