import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { DeliveryQueue } from '../../history/deliveries/queue.ts';
import { InputError } from '../../schemas/problem.ts';
import { DOCKET_VERSION } from '../version.ts';
import { type AppParts, assembleApp, type AssembledApp } from './assemble.ts';
import { confirmApp } from './confirm-app.ts';
import { redeliverFailed, type RedeliverParts } from './redeliver.ts';
import { queuePath, type ServeSettings } from './settings.ts';

export type ServeParts = Omit<AppParts, 'patience' | 'now'> & Partial<Pick<AppParts, 'patience' | 'now'>>;

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

const PATIENCE: AppParts['patience'] = {
  retryMs: [MINUTE / 2, 3 * MINUTE, 15 * MINUTE],
  unseenHeadMs: MINUTE / 2,
  mostMs: 45 * MINUTE,
};
/** How long a delivery is remembered, so that it is not handled twice. GitHub forgets it after three days. */
const REMEMBERED_MS = 30 * DAY;
const ROUND_MS = 60 * MINUTE;
const CONFIRM_PAUSE_MS = 10_000;
const HAND_BACK_MS = 4000;

/** Starts the App: it stores deliveries from the first moment, and works on them when GitHub has confirmed who we are. */
export async function serve(given: ServeParts): Promise<Serving> {
  const parts: AppParts = { patience: PATIENCE, now: Date.now, ...given };
  const { settings, log, now } = parts;
  await mkdir(settings.data, { recursive: true, mode: 0o700 });
  const queue = new DeliveryQueue(queuePath(settings), { now });
  const stopping = new AbortController();
  let unready: string | null = 'GitHub has not confirmed yet who we are';
  const { signal } = stopping;
  const recovered = queue.recover('the server ended while it was worked on');
  if (recovered.length > 0) log.info({ deliveries: recovered }, 'runs that were cut off are begun again');
  let app: AssembledApp;
  let url: string;
  try {
    app = await assembleApp(parts, { queue, unreadyReason: () => unready ?? queueFault(queue), signal });
    url = await listen(app.server, settings);
  } catch (error) {
    queue.close();
    throw error;
  }
  log.info({ url: `${url}${settings.path}`, version: DOCKET_VERSION, waiting: queue.depth() }, 'the App listens');

  const round = async () => {
    queue.forgetBefore(now() - REMEMBERED_MS);
    const standing: RedeliverParts['standing'] = (id) => {
      const delivery = queue.find(id);
      return delivery === null ? null : delivery.state === 'failed' && delivery.passing ? 'failed' : 'settled';
    };
    const count = await redeliverFailed({ github: app.github, standing, now, signal });
    app.metrics.redelivered(count);
    if (count > 0) log.info({ count }, 'GitHub was asked to deliver again what it could not deliver');
  };
  const tryRound = () =>
    round().catch((error: unknown) => {
      if (!signal.aborted)
        log.warn({ err: error }, 'failed deliveries could not be fetched; the next round tries again');
    });
  let timer: NodeJS.Timeout | undefined;
  const begin = async () => {
    await confirmApp({ github: app.github, appId: settings.appId, log, pauseMs: CONFIRM_PAUSE_MS, signal });
    unready = null;
    app.dispatcher.begin();
    timer = setInterval(() => void tryRound(), ROUND_MS).unref();
    await tryRound();
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
      await closed(app.server);
      await app.close();
      queue.close();
      log.info({}, 'the server has stopped');
    },
  };
}

function queueFault(queue: DeliveryQueue): string | null {
  try {
    queue.probe();
    return null;
  } catch (error) {
    return `the queue cannot be written: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}

async function listen(server: Server, { host, port }: ServeSettings): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      fail(
        new InputError({
          what: `cannot listen (${cause.code ?? cause.message})`,
          where: `${host}:${port}`,
          remedy: 'Set DOCKET_HOST and DOCKET_PORT to an address of this machine that is free.',
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
