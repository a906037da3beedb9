import type { Server } from 'node:http';
import { join } from 'node:path';
import { createGitHub, type GitHub } from '../../forge/github/api/client.ts';
import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import type { Environment } from '../config/config.ts';
import { createAnalysisProcesses } from '../analyse/analysis-processes.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import { readRegularFile } from '../config/regular-file.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import type { TokenSource } from './admit.ts';
import { type CentralSwitch, openCentralSwitch } from './central-switch.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { type GitCache, openGitCache } from './git-cache.ts';
import { createHttpServer } from './http-server.ts';
import { createInstallations } from './installations.ts';
import { createIntake } from './intake.ts';
import type { ServerLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createReceiver } from './probot-app.ts';
import { createReportPages, writeByProgram } from './report-pages.ts';
import type { RetryTimes } from './run-delivery.ts';
import type { ServeSettings } from './settings.ts';
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
  readonly log: ServerLog;
  readonly patience: RetryTimes;
  /** The program of the command line, which makes reports; absent: there are none. */
  readonly program?: string;
  readonly now: () => number;
}

/** The parts of the App, put together but not yet at work. */
export interface AssembledApp {
  readonly dispatcher: Dispatcher;
  readonly server: Server;
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
  const { settings, identity, log, now } = parts;
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
  const central = settings.switchFile === null ? null : await openSwitchFile(settings.switchFile, { log, now });
  const metrics: Metrics = createMetrics({
    running: () => dispatcher.running(),
    working: () => turns.working(),
    // What cannot be told is no reason to tell nothing.
    waiting: () => queue.depth().catch(() => Number.NaN),
    oldestSeconds: () => oldestSeconds(queue, now()).catch(() => Number.NaN),
    gitCacheBytes: () => gitCache.bytes(),
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
      onReviewed: (output) => metrics.reviewed(output),
      historyPathOf: (repository) => join(settings.data, 'history', host, `${repository}.db`),
      clock: () => performance.now(),
    }),
    mostAtOnce: settings.limits.overall,
    events: {
      onStarted: () => metrics.started(),
      onEnded: ({ kind }, ended, seconds) => metrics.ended(kind, ended, seconds),
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
    onCounted: (event, result) => metrics.delivered(event, result),
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
  return { dispatcher, server, metrics, github, close };

  async function close(): Promise<void> {
    central?.stop();
    await processes.close();
  }
}

function openSwitchFile(file: string, { log, now }: Pick<AppParts, 'log' | 'now'>): Promise<CentralSwitch> {
  return openCentralSwitch({ where: file, read: async () => readRegularFile(file), log, now });
}

/** Commands and reviews alike, and what waits for another try. */
async function oldestSeconds(queue: DeliveryQueue, now: number): Promise<number> {
  const { oldestWaitingAt } = await queue.status();
  return oldestWaitingAt === null ? 0 : Math.max(0, (now - oldestWaitingAt) / 1000);
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
