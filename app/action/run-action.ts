import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { saveState } from '@actions/core';
import { InputError } from '../../schemas/problem.ts';
import { readEnvironment } from '../config/config.ts';
import { provideSecret } from '../config/raw-environment.ts';
import { readScores, SCORES_FILE } from '../analyse/model-scores.ts';
import { handleIntent } from '../pull-request/handle-intent.ts';
import type { PullRequestHost } from '../pull-request/host.ts';
import { stateFile } from '../config/state-home.ts';
import { say, sayProgress } from './action-log.ts';
import { connectGitHub } from './connect.ts';
import { ensureLitestream } from './ensure-litestream.ts';
import type { ActionInputs } from './inputs.ts';
import { keepReport } from './keep-report.ts';
import { configFile, operatorConfig } from './operator-config.ts';
import { readEvent } from './read-event.ts';
import { report } from './report.ts';
import { runUrlOf, type ActionRunner } from './runner.ts';
import { historyPathIn } from './history-path.ts';
import { CHECK_STATE, DONE_STATE } from './state.ts';

/** What the Action is run with. */
interface ActionParts {
  readonly inputs: ActionInputs;
  readonly runner: ActionRunner;
  /** A folder of this job alone. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Does what the event of this job asks for, and tells of it in the log, the outputs and the job's summary. Returns the exit code. */
export async function runAction(parts: ActionParts): Promise<number> {
  const { runner } = parts;
  const intent = await readEvent(runner);
  if (intent.kind === 'ignore') say(`nothing to do: ${intent.reason}`);
  else say(`${intent.kind} in ${runner.GITHUB_REPOSITORY}`);
  const store = await storeOfJob(parts);
  if (store !== null && intent.kind !== 'ignore') await ensureLitestream(readEnvironment());
  const handled = await handleIntent(intent, await hostOf(parts));
  // From here on nothing is left for the post step to complete, unless nobody knows what became of the check.
  if ((handled.published?.checkUrl ?? null) !== null || handled.problems.length === 0) saveState(DONE_STATE, 'true');
  const isKept = parts.inputs.report && handled.output !== null;
  const page = isKept ? await keepReport(historyPathIn(parts.inputs, runner), runner.RUNNER_TEMP) : null;
  await report(handled, { runner, store, page });
  return handled.exit.code;
}

/** Where the history is kept; null where it ends with the job. */
async function storeOfJob(parts: ActionParts): Promise<string | null> {
  try {
    return (await operatorConfig(parts)).store;
  } catch (error) {
    // Whoever handles the event says it where people look: in the check of the commit.
    if (error instanceof InputError) return null;
    throw error;
  }
}

async function hostOf({ inputs, runner, folder, signal }: ActionParts): Promise<PullRequestHost> {
  if (inputs.anthropicKey !== null) provideSecret('ANTHROPIC_API_KEY', inputs.anthropicKey);
  const environment = readEnvironment();
  const historyPath = historyPathIn(inputs, runner);
  await mkdir(dirname(historyPath), { recursive: true });
  return {
    github: connectGitHub(runner, inputs.token, signal),
    environment,
    configFile: await configFile({ inputs, folder }),
    flags: inputs.flags,
    gitFolder: join(folder, 'objects.git'),
    historyPath,
    // The post step does it, which runs even when this process is killed.
    leavesHistory: true,
    token: async () => inputs.token,
    serverUrl: runner.GITHUB_SERVER_URL,
    scores: await readScores(stateFile(SCORES_FILE, environment)),
    runUrl: runUrlOf(runner),
    onProgress: sayProgress,
    onCheckStarted: (check) => saveState(CHECK_STATE, JSON.stringify(check)),
    signal,
    clock: () => performance.now(),
  };
}
