import { hostname } from './runner-host.ts';
import { sessionsFolder } from '../../history/replica/local-files.ts';
import { commitSession, localSessions } from '../../history/replica/session.ts';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import { readEnvironment } from '../config.ts';
import { localFolder } from '../local-folder.ts';
import { loadConfig } from '../load-config.ts';
import { storeOf, toolsFor } from '../store-of.ts';
import { tidyHistory } from '../tidy-history.ts';
import { say, showProblem } from './action-log.ts';
import { historyPathIn } from './history-path.ts';
import type { ActionInputs } from './inputs.ts';
import { configFile } from './run-action.ts';
import type { Runner } from './runner.ts';

/** What brings a job's history into the store. */
export interface StoreHistory {
  readonly inputs: ActionInputs;
  readonly runner: Runner;
  /** A folder of this job alone. */
  readonly folder: string;
  /** How long it may take. */
  readonly timeoutMs: number;
}

/**
 * Brings what main wrote into the store: sync, stop, proof, swap. Alone, and whether main came to its end or was killed. Answers how many
 * runs are not there; each is told with what to do.
 */
export async function storeHistory({ inputs, runner, folder, timeoutMs }: StoreHistory): Promise<number> {
  const sessions = await localSessions(sessionsFolder(localFolder(historyPathIn(inputs, runner))));
  const environment = readEnvironment();
  const file = inputs.config === null ? null : await configFile(folder, inputs.config);
  const { config } = loadConfig({ environment, repository: null, file, flags: inputs.flags });
  const store = storeOf(config, { host: hostname(runner), repositoryId: runner.GITHUB_REPOSITORY_ID ?? '' });
  if (store === null) return 0;
  let missing = 0;
  try {
    for (const session of sessions) {
      try {
        if (session.store !== store.url) throw otherStore(session.store, store.url);
        const tools = await toolsFor(store, environment);
        await commitSession(tools, sessionsFolder(localFolder(historyPathIn(inputs, runner))), session, { timeoutMs });
        say(`the history of run ${session.run} is in ${store.url}`);
        await tidyHistory(tools, { retention: config.retention, onNotice: say });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        missing += 1;
        showProblem(error);
      }
    }
  } finally {
    store.close();
  }
  return missing;
}

function otherStore(began: string, now: string): InfrastructureError {
  return new InfrastructureError({
    what: `the run wrote for ${began}, but this step is set up for ${now}`,
    remedy: 'Give main and post the same inputs and environment.',
  });
}
