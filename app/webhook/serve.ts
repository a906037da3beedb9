import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import { describeCause, InputError } from '../../schemas/problem.ts';
import { NO_TELEMETRY } from '../telemetry/telemetry.ts';
import { DOCKET_VERSION } from '../version.ts';
import { type AppParts, assembleApp, type AssembledApp } from './assemble.ts';
import { confirmApp } from './confirm-app.ts';
import { redeliverFailed, type RedeliverParts } from './redeliver.ts';
import { PATIENCE } from './limits/patience.ts';
import { openQueue } from './open-queue.ts';
import type { ServerLog } from './log.ts';
import type { ServeSettings } from './settings.ts';
import { isLoopback } from './status/asker.ts';
import type { StatusSettings } from './status/status-settings.ts';

export type ServeParts = Omit<AppParts, 'patience' | 'now' | 'role' | 'telemetry'> &
  Partial<Pick<AppParts, 'patience' | 'now' | 'role' | 'telemetry'>>;

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /** Resolves when work has begun; rejects with an `InputError` when GitHub says that we are somebody else. */
  readonly ready: Promise<void>;
  /** Lets runs end or puts them back, for at most the grace and a few seconds, and lets go of everything. */
  stop(): Promise<void>;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a delivery is remembered, so that it is not handled twice. GitHub forgets it after three days. */
const REMEMBERED_MS = 30 * DAY;
const ROUND_MS = 60 * MINUTE;
/** Of workers that start together one looks for what was lost while none was there. */
const START_ROUND_MS = MINUTE;
const CONFIRM_PAUSE_MS = 10_000;
const HAND_BACK_MS = 4000;

/** Starts the App: it stores deliveries from the first moment, and works on them when GitHub has confirmed who we are. */
export async function serve(given: ServeParts): Promise<Serving> {
  const parts: AppParts = { patience: PATIENCE, now: Date.now, role: 'all', telemetry: NO_TELEMETRY, ...given };
  const { settings, log, now, role } = parts;
  await mkdir(settings.data, { recursive: true, mode: 0o700 });
  const queue = await openQueue(settings, { log, now });
  const stopping = new AbortController();
  let unready: string | null = 'GitHub has not confirmed yet who we are';
  const { signal } = stopping;
  let app: AssembledApp;
  let url: string;
  const servers: Server[] = [];
  try {
    app = await assembleApp(parts, { queue, unreadyReason: async () => unready ?? (await queueFault(queue)), signal });
    servers.push(app.server, ...(app.status === null ? [] : [app.status]));
    url = await listen(app.server, settings);
    if (app.status !== null && settings.status !== null) await listenForOperator(app.status, settings.status, log);
  } catch (error) {
    for (const server of servers) server.close();
    await queue.close();
    throw error;
  }
  log.info({ url: `${url}${settings.path}`, role, version: DOCKET_VERSION }, 'the App listens');

  const round = async (everyMs: number) => {
    // Of many workers one asks GitHub. Whoever is alone does so at each start as well.
    if (settings.queueUrl !== null && !(await queue.claimRound('redeliver', everyMs))) return;
    await queue.forgetBefore(now() - REMEMBERED_MS);
    const standing: RedeliverParts['standing'] = async (id) => {
      const delivery = await queue.find(id);
      return delivery === null ? null : delivery.state === 'failed' && delivery.passing ? 'failed' : 'settled';
    };
    const count = await redeliverFailed({ github: app.github, standing, now, signal });
    app.metrics.redelivered(count);
    if (count > 0) log.info({ count }, 'GitHub was asked to deliver again what it could not deliver');
  };
  const tryRound = (everyMs: number) =>
    round(everyMs).catch((error: unknown) => {
      if (!signal.aborted)
        log.warn({ err: error }, 'failed deliveries could not be fetched; the next round tries again');
    });
  let timer: NodeJS.Timeout | undefined;
  const begin = async () => {
    await confirmApp({ github: app.github, appId: settings.appId, log, pauseMs: CONFIRM_PAUSE_MS, signal });
    if (role !== 'web') await app.dispatcher.begin();
    unready = null;
    if (role === 'web') return;
    timer = setInterval(() => void tryRound(ROUND_MS / 2), ROUND_MS).unref();
    await tryRound(START_ROUND_MS);
  };
  const ready = begin();
  // Whoever does not wait for it must not be ended by it.
  ready.catch(() => {});
  return {
    url,
    ready,
    stop: async () => {
      unready = 'the server stops';
      clearInterval(timer);
      log.info({ running: app.dispatcher.running() }, 'the server stops');
      // Deliveries that come meanwhile are stored; the next server works on them.
      await app.dispatcher.stop({ graceMs: settings.graceMs, handBackMs: HAND_BACK_MS });
      stopping.abort(new Error('the server stops'));
      await Promise.all([...servers.map(closed), parts.telemetry.stop()]);
      await app.close();
      await queue.close();
      log.info({}, 'the server has stopped');
    },
  };
}

async function queueFault(queue: DeliveryQueue): Promise<string | null> {
  try {
    await queue.probe();
    return null;
  } catch (error) {
    return `the queue cannot be written: ${describeCause(error)}`;
  }
}

async function listenForOperator(server: Server, settings: StatusSettings, log: ServerLog): Promise<void> {
  const url = await listen(server, settings, 'DOCKET_STATUS_HOST and DOCKET_STATUS_PORT');
  if (isLoopback(settings.host)) log.info({ url }, 'the status page listens');
  else
    log.warn(
      { url },
      'the status page listens beyond this machine: its token goes there in clear, unless a proxy speaks TLS',
    );
}

async function listen(
  server: Server,
  { host, port }: Pick<ServeSettings, 'host' | 'port'>,
  variables = 'DOCKET_HOST and DOCKET_PORT',
): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      fail(
        new InputError({
          what: `cannot listen (${cause.code ?? cause.message})`,
          where: `${host}:${port}`,
          remedy: `Set ${variables} to an address of this machine that is free.`,
          cause,
        }),
      );
    });
    server.listen({ host, port }, done);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

/** Answers what has been asked; connections that are only kept open are cut. */
function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
