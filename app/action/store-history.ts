import { setTimeout as sleep } from 'node:timers/promises';
import { replicasFolder } from '../../history/replica/local-files.ts';
import { unstored } from '../../history/replica/replicated-history.ts';
import {
  commitReplica,
  isWritten,
  localReplicas,
  type RunReplica,
  type ReplicaTools,
} from '../../history/replica/run-replica.ts';
import type { Config } from '../../schemas/config.ts';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import { readEnvironment } from '../config/config.ts';
import { localFolder } from '../history/local-folder.ts';
import { storeOf, toolsFor } from '../history/store-of.ts';
import { tidyHistory } from '../history/tidy-history.ts';
import { say, showProblem } from './action-log.ts';
import { historyPathIn } from './history-path.ts';
import type { ActionInputs } from './inputs.ts';
import { operatorConfig } from './operator-config.ts';
import { historyNameOf, type ActionRunner } from './runner.ts';

/** What brings a job's history into the store. */
export interface StoreHistory {
  readonly inputs: ActionInputs;
  readonly runner: ActionRunner;
  /** A folder of this job alone. */
  readonly folder: string;
  /** How long all of it may take. */
  readonly timeoutMs: number;
}

/**
 * Brings what main wrote into the store: sync, stop, proof, swap. Alone, and whether main came to its end or was killed. Returns how many
 * runs are not there; each is told with its rows and with what to do.
 */
export async function storeHistory({ inputs, runner, folder, timeoutMs }: StoreHistory): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  const place = replicasFolder(localFolder(historyPathIn(inputs, runner)));
  const sessions = await localReplicas(place);
  if (sessions.length === 0) return 0;
  const config = await operatorConfig({ inputs, folder });
  const store = storeOf(config, historyNameOf(runner));
  if (store === null) return 0;
  let missing = 0;
  try {
    const tools = await toolsFor(store, readEnvironment());
    for (const session of sessions) {
      // On a runner that keeps its `history`, another job may be at work beside this one.
      if (isWritten(session)) {
        say(`run ${session.run} is under way (process ${session.writer}); its own job stores it`);
        continue;
      }
      const left = Math.max(1000, deadline - performance.now());
      const problem = await commitOne(session, { tools, place, timeoutMs: left });
      if (problem === null) say(`the history of run ${session.run} is in ${store.url}`);
      else {
        missing += 1;
        showProblem(unstored(session, problem));
      }
    }
    if (missing === 0) await tidyWithin(Math.max(1000, deadline - performance.now()), tools, config.retention);
  } finally {
    store.close();
  }
  return missing;
}

interface Commit {
  readonly tools: ReplicaTools;
  readonly place: string;
  readonly timeoutMs: number;
}

async function commitOne(session: RunReplica, { tools, place, timeoutMs }: Commit): Promise<Problem | null> {
  if (session.store !== tools.store.url) return otherStore(session.store, tools.store.url);
  const stop = new AbortController();
  try {
    // A store that accepts and never answers would use up the time of the whole step.
    await Promise.race([
      commitReplica(tools, place, session, { timeoutMs }),
      sleep(timeoutMs, undefined, { signal: stop.signal }).then(() => Promise.reject(tooSlow(timeoutMs))),
    ]);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  } finally {
    stop.abort();
  }
}

/** What is cut off here is done by a later run. */
async function tidyWithin(timeoutMs: number, tools: ReplicaTools, retention: Config['retention']): Promise<void> {
  const stop = new AbortController();
  await Promise.race([
    tidyHistory(tools, { retention, onNotice: say }),
    // The rejection of a timer that is no longer needed is not of interest.
    sleep(timeoutMs, undefined, { signal: stop.signal }).catch(() => undefined),
  ]);
  stop.abort();
}

function tooSlow(timeoutMs: number): InfrastructureError {
  return new InfrastructureError({
    what: `the store did not take them within ${Math.round(timeoutMs / 1000)} s`,
    remedy: '`docket history sync` tries again; `docket history doctor` checks the store.',
  });
}

function otherStore(began: string, now: string): InfrastructureError {
  return new InfrastructureError({
    what: `the run wrote for ${began}, but this step is set up for ${now}`,
    remedy: 'Give main and post the same inputs and environment.',
  });
}
