import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import type { Run } from '../../schemas/run.ts';
import type { Pace } from '../../processes/progress.ts';
import { type HistoryLog, openHistory } from '../log.ts';
import { changeManifest } from './head.ts';
import { replicasFolder, viewPath } from './local-files.ts';
import { type Manifest, quarantine } from './manifest.ts';
import {
  announceReplica,
  beginReplica,
  commitReplica,
  isWritten,
  leaveReplica,
  releaseReplica,
  type RunReplica,
  type ReplicaTools,
  streamReplica,
  walBytes,
} from './run-replica.ts';
import { syncStream } from './stream.ts';
import { adoptBase } from './adopt-base.ts';
import { recallChange } from './recall-change.ts';
import { updateView } from './view.ts';

/** A log that waits for a dead store grows; beyond this it is no longer streamed. */
const MOST_WAL_BYTES = 256 * 1024 * 1024;
const WAL_LOOK_MS = 2000;
/** How long a review waits for what earlier ones left; then it is made without. */
interface Patience {
  /** For all of it. */
  readonly wholeMs: number;
  /** Of one restore by Litestream. */
  readonly pace?: Pace;
}
const PATIENCE: Patience = { wholeMs: 60_000 };

export interface ReplicatedHistoryRequest {
  readonly tools: ReplicaTools;
  /** Where local files of this repository lie: the view, and the logs of runs that are not in the store yet. */
  readonly folder: string;
  /** Sentences for people: what was left out, what is only local. */
  readonly onNotice: (text: string) => void;
  /** Parts of the history that are lost: the run goes on, and does not end as if nothing were wrong. */
  readonly onProblem?: (problem: Problem) => void;
  readonly patience?: Patience;
  /** What the run is about: its runs of long ago are brought from where they lie. */
  readonly change?: Pick<Run, 'source' | 'label'>;
}

/**
 * The history of a repository during one run: what earlier runs left (`view`, restored, never replicated) and what this run writes
 * (`own`, streamed into the store while it is written). Trouble with the store never stops the run; `commit` returns it.
 */
export interface ReplicatedHistory {
  readonly view: HistoryLog;
  readonly own: HistoryLog;
  readonly session: RunReplica;
  /** Waits until what was written so far is in the store; throws an `InfrastructureError` when it is not in time. */
  sync(timeoutMs: number): Promise<void>;
  /** Closes both logs and brings the run's own into the store. Returns why it is not there, or null. */
  commit(timeoutMs: number): Promise<Problem | null>;
  /** Closes both logs and leaves the rest to another process: `post` of the Action, or `docket history sync`. */
  leave(): void;
}

/** Opens the history for one run: announces it, restores what others left, and begins to stream. */
export async function openReplicatedHistory(request: ReplicatedHistoryRequest): Promise<ReplicatedHistory> {
  const { tools, folder, onNotice } = request;
  const sessions = replicasFolder(folder);
  const { wholeMs, pace } = request.patience ?? PATIENCE;
  const deadline = performance.now() + wholeMs;
  const path = viewPath(folder, tools.store);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const refusal = await adoptBase({ ...tools, path, deadline, pace }).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  const view = openHistory(path, { now: tools.now });
  let session = await beginReplica(tools, sessions);
  let trouble: Problem | null = null;
  try {
    const manifest = await announceReplica(tools, session, { deadline });
    // A store that is in trouble is waited for once.
    if (refusal instanceof Problem) throw refusal;
    await restoreInto(view, { manifest, request, session, deadline });
    session = await streamReplica(tools, sessions, session);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    trouble = error;
    onNotice(`the history is not replicated for now: ${error.message}`);
  }
  return new Running({ request, view, session, trouble });
}

async function restoreInto(
  view: HistoryLog,
  {
    manifest,
    request,
    session,
    deadline,
  }: { manifest: Manifest; request: ReplicatedHistoryRequest; session: RunReplica; deadline: number },
): Promise<void> {
  const { tools, onNotice, onProblem = () => {}, patience = PATIENCE } = request;
  const { store, tool, now } = tools;
  const { pace } = patience;
  const found = await updateView({ view, manifest, store, tool, except: session.epoch, deadline, pace });
  for (const { epoch, schema } of found.newer) {
    onNotice(`run ${epoch} was written by a newer Docket (schema ${schema}) and is left out here`);
  }
  const { change } = request;
  const recalled =
    change === undefined ? null : await recallChange({ ...tools, view, manifest, change, deadline, pace });
  for (const { epoch, reason } of [...found.damaged, ...(recalled?.damaged ?? [])]) {
    onNotice(`epoch ${epoch} of the history is damaged and set aside: ${reason}`);
    onProblem(lostEpoch(store.url, { epoch, reason }));
    await changeManifest(store, quarantine(epoch, reason, now().toISOString()), { now });
  }
}

function lostEpoch(where: string, { epoch, reason }: { readonly epoch: string; readonly reason: string }): Problem {
  return new InfrastructureError({
    what: `a part of the history that was committed is not what the store holds any more: epoch ${epoch}: ${reason}`,
    where,
    remedy:
      'It is set aside, and the rest serves; `docket history verify` looks at everything. Where the bucket keeps versions, bring its objects back: `docket history restore FILE --at TIME` reads them.',
  });
}

/**
 * Whether a run is still being written, by this process or another one of this machine. In a container every process has the same
 * number, so what an earlier one of our number began is told by its time.
 */
export function isUnderWay(session: RunReplica): boolean {
  if (session.writer === process.pid) return Date.parse(session.startedAt) >= Math.floor(performance.timeOrigin);
  return isWritten(session);
}

class Running implements ReplicatedHistory {
  readonly view: HistoryLog;
  readonly own: HistoryLog;
  readonly session: RunReplica;
  readonly #request: ReplicatedHistoryRequest;
  readonly #watch: NodeJS.Timeout;
  #trouble: Problem | null;

  constructor(parts: {
    readonly request: ReplicatedHistoryRequest;
    readonly view: HistoryLog;
    readonly session: RunReplica;
    readonly trouble: Problem | null;
  }) {
    const { request, view, session, trouble } = parts;
    this.#request = request;
    this.#trouble = trouble;
    this.view = view;
    this.session = session;
    this.own = openHistory(session.db, { now: request.tools.now });
    this.#watch = setInterval(() => {
      this.#boundWal().catch((error: unknown) => request.onNotice(`the WAL could not be bounded: ${String(error)}`));
    }, WAL_LOOK_MS);
    this.#watch.unref();
  }

  async sync(timeoutMs: number): Promise<void> {
    const { stream } = this.session;
    if (stream === null || this.#trouble !== null) throw this.#trouble ?? notStreamed(this.session);
    await syncStream(this.#request.tools.tool, stream, timeoutMs);
  }

  async commit(timeoutMs: number): Promise<Problem | null> {
    // The next run of this machine, and whoever asks the log here, need not fetch what was just written.
    this.view.merge(this.session.db);
    this.leave();
    const { tools, folder } = this.#request;
    try {
      await commitReplica(tools, replicasFolder(folder), this.session, { timeoutMs });
      return null;
    } catch (error) {
      await leaveReplica(tools, this.session);
      await releaseReplica(replicasFolder(folder), this.session);
      if (error instanceof Problem) return unstored(this.session, error);
      throw error;
    }
  }

  leave(): void {
    clearInterval(this.#watch);
    this.own.close();
    this.view.close();
  }

  async #boundWal(): Promise<void> {
    if (this.#trouble !== null || (await walBytes(this.session)) <= MOST_WAL_BYTES) return;
    this.#trouble = new InfrastructureError({
      what: 'the store does not take the history fast enough: streaming was stopped at 256 MB of waiting rows',
      where: this.session.db,
      remedy: 'The rows are kept in this file: `docket history sync` pushes them when the store answers again.',
    });
    this.#request.onNotice(this.#trouble.message);
    await leaveReplica(this.#request.tools, this.session);
  }
}

/** What is only on this machine, by its rows, where it lies, and how it gets into the store. */
export function unstored({ db, run }: RunReplica, cause: Problem): InfrastructureError {
  const log = openHistory(db);
  try {
    return new InfrastructureError({
      what: `${log.dump().length} rows of run ${run} are not known to be in the store: ${cause.message}`,
      where: db,
      remedy: 'They are kept in this file; `docket history sync` pushes them when the store answers again.',
      cause,
    });
  } finally {
    log.close();
  }
}

function notStreamed({ db }: RunReplica): InfrastructureError {
  return new InfrastructureError({
    what: 'the history of this run is not streamed',
    where: db,
    remedy: '`docket history sync` pushes it when the store answers again.',
  });
}
