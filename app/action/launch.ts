import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { info } from '@actions/core';
import { InfrastructureError } from '../../schemas/problem.ts';
import { stopSignal } from '../cli/stop-signal.ts';
import { setTemporaryFolder } from '../config/raw-environment.ts';
import { DOCKET_VERSION } from '../version.ts';
import { say, showProblem, showWarning } from './action-log.ts';
import { beginProcess } from './begin-process.ts';
import { exitOfFailure } from './exit-of-failure.ts';
import { type Platform, platformOf } from './platform.ts';
import type { ActionProgram, ActionJob } from './run.ts';
import { readRunner } from './runner.ts';
import { unpackProgram } from './unpack-program.ts';

/**
 * Lays the program out in a folder of the job and runs it there. Returns the exit code.
 *
 * @param dist the bundle
 */
export async function launch(dist: URL): Promise<number> {
  info(`docket ${DOCKET_VERSION}: started on ${process.platform}-${process.arch}, Node ${process.versions.node}`);
  beginProcess();
  return inProgram(dist, ({ program, ...job }) => program.run(job));
}

interface Launched extends ActionJob {
  readonly program: ActionProgram;
}

/** Lays the program out, lets it do something, and takes it away again. Whatever goes wrong is shown and becomes an exit code. */
export async function inProgram(dist: URL, work: (launched: Launched) => Promise<number>): Promise<number> {
  const stop = stopSignal();
  let folder: string | null = null;
  try {
    const runner = readRunner();
    await mkdir(runner.RUNNER_TEMP, { recursive: true });
    folder = await mkdtemp(join(runner.RUNNER_TEMP, 'docket-'));
    setTemporaryFolder(await mkdtemp(join(folder, 'tmp-')));
    const into = join(folder, 'program');
    const absent = await unpackProgram({
      dist: fileURLToPath(dist),
      into,
      platform: platformOrRefuse(),
      cache: runner.RUNNER_TOOL_CACHE ?? null,
      signal: stop.signal,
    });
    for (const [tool, reason] of Object.entries(absent)) showWarning(`${tool} will not look at this change: ${reason}`);
    const program: ActionProgram = await import(pathToFileURL(join(into, 'app', 'action', 'run.js')).href);
    return await work({ program, folder, runner, signal: stop.signal });
  } catch (error) {
    showProblem(error);
    return exitOfFailure(error);
  } finally {
    stop.forget();
    if (folder !== null)
      await rm(folder, { recursive: true, force: true }).catch(() => say('the temporary folder stays'));
  }
}

function platformOrRefuse(): Platform {
  const platform = platformOf();
  if (platform !== null) return platform;
  throw new InfrastructureError({
    what: `the Action does not run on ${process.platform}-${process.arch} with this C library`,
    where: 'the runner of this job',
    remedy: 'Use a runner with Linux and glibc (x64 or arm64, for example ubuntu-latest) or macOS on arm64.',
  });
}
