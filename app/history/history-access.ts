import { type HistoryLog, openHistory, openInMemory } from '../../history/log.ts';
import type { ReviewedChange } from '../../history/read/past-reviews.ts';
import { viewPath } from '../../history/replica/local-files.ts';
import type { HistoryName } from '../../history/replica/open-store.ts';
import { openReplicatedHistory, type ReplicatedHistory } from '../../history/replica/replicated-history.ts';
import type { ReplicaTools } from '../../history/replica/run-replica.ts';
import type { ObjectStore } from '../../history/replica/store.ts';
import type { Config } from '../../schemas/config.ts';
import { Problem } from '../../schemas/problem.ts';
import type { Environment } from '../config/config.ts';
import { localFolder } from './local-folder.ts';
import { pushLeftBehind } from './push-left-behind.ts';
import { type StoreConfig, storeOf, toolsFor } from './store-of.ts';
import { tidyHistory } from './tidy-history.ts';

/** The history as a run uses it. */
export interface HistoryAccess {
  /** For looking up what earlier runs left, and for writing this one. */
  readonly log: HistoryLog;
  /** The file that the run is in; null when it cannot be used and the log ends with the process. */
  readonly path: string | null;
  /** Closes everything and, where there is a store, brings the run into it. Returns why it is not there, or null. */
  close(): Promise<Problem | null>;
}

export interface HistoryRequest {
  /** Where the log lies where there is no store; beside it lie the local files of one. */
  readonly path: () => string;
  readonly config: StoreConfig & Pick<Config, 'retention'>;
  /** Whose history it is; null where it cannot be told. */
  readonly name: HistoryName | null;
  readonly environment: Environment;
  /** Sentences for people. */
  readonly onNotice: (text: string) => void;
  /** Problems that never stop a review: a file that cannot be written, a store that does not answer. */
  readonly onProblem: (problem: Problem) => void;
  /** The pull request that the run is about. */
  readonly change?: ReviewedChange;
  /** Whether another process brings the run into the store: the `post` step of a job, which runs even when this one is killed. */
  readonly leaveToOthers?: boolean;
}

/** An intent waits so long for the store, and no longer: the review goes out all the same. */
const SYNC_MS = 5000;
const COMMIT_MS = 60_000;

/**
 * Opens the history of a repository for one run: with a store, what others left and a log of its own that is streamed; without one,
 * the local file. A history that cannot be used never stops a review: the log then ends with the process, and the problem is told.
 * Throws an `InputError` when the operator's settings cannot be meant.
 */
export async function openHistoryAccess(request: HistoryRequest): Promise<HistoryAccess> {
  const { config, name, path, change, onNotice, onProblem } = request;
  const store = storeOf(config, name);
  if (store === null) return localAccess(path, onProblem);
  try {
    const tools = await toolsOf(store, request);
    const about = change === undefined ? {} : { change };
    const folder = localFolder(path());
    const history = await openReplicatedHistory({ tools, folder, onNotice, onProblem, ...about });
    return replicatedAccess(history, { ...request, tools, release: () => store.close() });
  } catch (error) {
    store.close();
    if (!(error instanceof Problem)) throw error;
    onProblem(error);
    return localAccess(path, onProblem);
  }
}

/** Without a Litestream the run still gets a log of its own, which can be pushed when there is one. */
async function toolsOf(
  store: ObjectStore,
  { environment, onProblem, leaveToOthers = false }: HistoryRequest,
): Promise<ReplicaTools> {
  try {
    return await toolsFor(store, environment);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Who closes the history is told there why the run is not in the store.
    if (leaveToOthers) onProblem(error);
    const tool = { command: 'litestream', version: 'none', environment: {}, missing: error };
    return { store, tool, now: () => new Date() };
  }
}

interface Replicated extends HistoryRequest {
  readonly tools: ReplicaTools;
  readonly release: () => void;
}

function replicatedAccess(
  history: ReplicatedHistory,
  { leaveToOthers = false, config, path, onNotice, tools, release }: Replicated,
): HistoryAccess {
  const settle = () => problemOf(() => history.sync(SYNC_MS));
  history.view.writeTo(history.own, { firstRun: history.session.run, settle });
  return {
    log: history.view,
    // The run's own file goes away when the store has it; what is known here stays, and has the run as soon as it is closed.
    path: leaveToOthers ? history.session.db : viewPath(localFolder(path()), tools.store),
    close: async () => {
      try {
        if (leaveToOthers) {
          history.leave();
          return null;
        }
        const problem = await history.commit(COMMIT_MS);
        if (problem === null) await pushLeftBehind(tools, { folder: localFolder(path()), onNotice });
        if (problem === null) await tidyHistory(tools, { retention: config.retention, onNotice });
        return problem;
      } finally {
        release();
      }
    },
  };
}

function localAccess(path: () => string, onProblem: (problem: Problem) => void): HistoryAccess {
  const { log, file } = openOrMemory(path, onProblem);
  return {
    log,
    path: file,
    close: async () => {
      log.close();
      return null;
    },
  };
}

function openOrMemory(
  path: () => string,
  onProblem: (problem: Problem) => void,
): { readonly log: HistoryLog; readonly file: string | null } {
  try {
    const file = path();
    return { log: openHistory(file), file };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    onProblem(error);
    return { log: openInMemory(), file: null };
  }
}

async function problemOf(action: () => Promise<void>): Promise<Problem | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
