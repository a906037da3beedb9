import type { Server } from 'node:http';
import { join } from 'node:path';
import { createGitHub, type GitHub } from '../../forge/github/api/client.ts';
import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import type { Config } from '../../schemas/config.ts';
import type { Environment } from '../config/config.ts';
import { createAnalysisProcesses } from '../analyse/analysis-processes.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import { scrubValue } from '../known-secrets.ts';
import { observedBy } from '../telemetry/run-observer.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { DOCKET_VERSION } from '../version.ts';
import type { TokenSource } from './admit.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { type GitCache, openGitCache } from './git-cache.ts';
import { createHttpServer } from './http-server.ts';
import { createInstallations } from './installations.ts';
import { createIntake } from './intake.ts';
import type { ServerLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { storeFigures } from './metrics/store-figures.ts';
import { openSwitch } from './switch/open-switch.ts';
import { createReceiver } from './probot-app.ts';
import { createReportPages, writeByProgram } from './report-pages.ts';
import type { RetryTimes } from './run-delivery.ts';
import type { ServeSettings } from './settings.ts';
import { createStatusServer } from './status/status-server.ts';
import { createMemorySeats, RUNS_A_PROCESS } from './limits/memory-seats.ts';
import { waitingMemory } from './limits/run-limits.ts';
import { createWorkTurns } from './limits/work-turns.ts';
import { createWorker, type WorkerParts } from './worker.ts';

/** The App's own identity and those of its installations. */
export interface InstalledApp extends TokenSource {
  /** A signed statement that we are the App; short-lived. */
  jwt(): Promise<string>;
  /** Told by how many milliseconds GitHub's clock is ahead of ours. */
  readonly onClock?: (aheadMs: number) => void;
}

/** What a process does: it takes deliveries, it works on them, or both. */
export type ServeRole = 'web' | 'worker' | 'all';

export interface AppParts {
  readonly settings: ServeSettings;
  readonly role: ServeRole;
  readonly identity: InstalledApp;
  readonly handleIntent: WorkerParts['handleIntent'];
  readonly environment: Environment;
  readonly scores: ModelScores;
  /** Where histories are kept: beside them the central switch must not lie. */
  readonly store: Pick<Config, 'store' | 'storeRegion' | 'storeEndpoint'>;
  readonly log: ServerLog;
  readonly telemetry: Telemetry;
  readonly patience: RetryTimes;
  /** The program of the command line, which makes reports; absent: there are none. */
  readonly program?: string;
  readonly now: () => number;
}

/** The parts of the App, put together but not yet at work. */
export interface AssembledApp {
  readonly dispatcher: Dispatcher;
  readonly server: Server;
  /** The page of the operator, where he asked for one. */
  readonly status: Server | null;
  readonly metrics: Metrics;
  /** GitHub under the App's own identity. */
  readonly github: GitHub;
  /** Ends the processes that reviews were made in. */
  close(): Promise<void>;
}

export interface AppState {
  readonly queue: DeliveryQueue;
  /** Why we cannot serve just now; null when we can. */
  readonly unreadyReason: () => Promise<string | null>;
  readonly signal: AbortSignal;
}

/** The composition of the App. */
export async function assembleApp(parts: AppParts, state: AppState): Promise<AssembledApp> {
  const { settings, identity, log, telemetry, now } = parts;
  const { queue, unreadyReason, signal } = state;
  const host = new URL(settings.apiUrl).hostname;
  const gitFolder = join(settings.data, 'git', host);
  const gitCache = await openGitCache({ folder: gitFolder, mostBytes: settings.gitCacheBytes, log, now });
  const github = createGitHub({
    scrub: scrubValue,
    apiUrl: settings.apiUrl,
    token: () => identity.jwt(),
    userAgent: `docket/${DOCKET_VERSION} (app)`,
    signal,
    ...(identity.onClock === undefined ? {} : { onClock: identity.onClock }),
  });
  const installations = createInstallations({ appId: settings.appId, github, now });
  const processes = createAnalysisProcesses(RUNS_A_PROCESS);
  const seats = createMemorySeats(waitingMemory());
  const turns = createWorkTurns(settings.workAtOnce);
  const central =
    settings.switchFile === null
      ? null
      : await openSwitch(settings.switchFile, { data: settings.data, store: parts.store, log, now });
  const metrics: Metrics = createMetrics({
    running: () => dispatcher.running(),
    working: () => turns.working(),
    queue: () => queueFigures(queue, now()),
    store: storeFigures({ history: join(settings.data, 'history', host), now }),
    onFault: (error) => log.warn({ err: error }, 'a figure of the metrics cannot be told'),
    gitCacheBytes: () => gitCache.bytes(),
    ...(central === null ? {} : { centralSwitch: () => central.standing() }),
  });
  const dispatcher: Dispatcher = createDispatcher({
    ...parts,
    queue,
    handler: createWorker({
      ...parts,
      tokens: identity,
      installations,
      gitCache,
      processes,
      seats,
      turns,
      ...(central === null ? {} : { tighten: (config) => central.tighten(config) }),
      onShort: (cap) => metrics.short(cap),
      onReviewed: (output) => metrics.reviewed(output),
      observe: ({ id }) => {
        const traced = telemetry.observerOf(id);
        const observers = [metrics.observer(), ...(traced === null ? [] : [traced])];
        return observedBy(observers, (error) => log.error({ err: error }, 'a figure of a run could not be counted'));
      },
      historyPathOf: (repository) => join(settings.data, 'history', host, `${repository}.db`),
      clock: () => performance.now(),
    }),
    mostAtOnce: settings.limits.overall,
    events: {
      onStarted: (delivery) => {
        metrics.started();
        telemetry.runBegan(delivery);
      },
      onEnded: (delivery, ended, seconds) => {
        metrics.ended(delivery.kind, ended, seconds);
        telemetry.runEnded(delivery, ended);
      },
      onGone: ({ installation, repositories }) => {
        if (installation !== null) installations.forget(installation);
        dropAll(gitCache, repositories, log);
      },
    },
  });
  const accept = createIntake({
    queue,
    accounts: settings.accounts,
    mostWaiting: settings.mostWaiting,
    log,
    onCounted: ({ id, event }, result, cameAt) => {
      metrics.delivered(event, result);
      telemetry.delivered({ id, event, result, cameAt });
    },
    now,
  });
  const server = createHttpServer({
    path: settings.path,
    appId: settings.appId,
    webhookSecret: settings.webhookSecret,
    receive: parts.role === 'worker' ? null : await createReceiver({ ...settings, log, accept }),
    unreadyReason,
    metrics: () => metrics.text(),
    ...(settings.reports && parts.program !== undefined ? { report: reportsOf(settings, parts.program, now) } : {}),
    onRejected: () => metrics.delivered('unknown', 'rejected'),
    log,
  });
  const status = settings.status === null ? null : createStatusServer({ settings: settings.status, queue, log, now });
  return { dispatcher, server, status, metrics, github, close };

  async function close(): Promise<void> {
    central?.stop();
    await processes.close();
  }
}

/** Commands and reviews alike, and what waits for another try. */
async function queueFigures(queue: DeliveryQueue, now: number) {
  const { waiting, failed, oldestWaitingAt } = await queue.status();
  const oldestSeconds = oldestWaitingAt === null ? 0 : Math.max(0, (now - oldestWaitingAt) / 1000);
  return { waiting, failed, oldestSeconds };
}

function reportsOf(settings: ServeSettings, program: string, now: () => number) {
  const host = new URL(settings.apiUrl).hostname;
  const pages = createReportPages({
    history: join(settings.data, 'history', host),
    folder: join(settings.data, 'reports', host),
    write: writeByProgram(program),
    now,
  });
  return (repository: number) => pages.page(repository);
}

function dropAll(gitCache: GitCache, repositories: readonly number[], log: ServerLog): void {
  for (const repository of repositories) {
    gitCache.drop(repository).catch((error: unknown) => {
      log.error({ err: error, repository }, 'the copy of a repository that is no longer ours could not be deleted');
    });
  }
}
