import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { DeliveryQueue } from '../../../history/deliveries/delivery-queue.ts';
import { scrub } from '../../known-secrets.ts';
import type { ServerLog } from '../log.ts';
import { type Asker, cookieFor, Gatekeeper, isFromOurPage, isLoopback } from './asker.ts';
import { readForm, RefusedForm } from './read-form.ts';
import { StatusSessions } from './sessions.ts';
import { queuePage, signInPage, STATUS_POLICY } from './status-pages.ts';
import type { StatusSettings } from './status-settings.ts';

export interface StatusParts {
  readonly settings: StatusSettings;
  readonly queue: Pick<DeliveryQueue, 'status' | 'list' | 'retry' | 'find'>;
  readonly log: ServerLog;
  readonly now: () => number;
}

interface Answer {
  readonly status: number;
  /** A page, or a line for whoever is no browser. */
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of each kind so many deliveries are shown; a page of them. */
const MOST_SHOWN = 50;
const MOST_CONNECTIONS = 64;
const PATIENCE_MS = 10_000;
const METHODS: ReadonlyMap<string, string> = new Map([
  ['/', 'GET, HEAD'],
  ['/sign-in', 'POST'],
  ['/sign-out', 'POST'],
  ['/retry', 'POST'],
]);

const HEADERS = {
  'content-security-policy': STATUS_POLICY,
  'x-content-type-options': 'nosniff',
  // With `no-referrer` browsers hide where a form of ours comes from.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** The page of the operator: what waits, runs and has failed, and a button to try again. It has an address of its own, which nobody else needs to reach. */
export function createStatusServer(parts: StatusParts): Server {
  const page = new StatusServer(parts);
  const server = createServer({ connectionsCheckingInterval: 1000 }, (request, response) => {
    response.on('error', (error) => parts.log.debug({ err: error }, 'an answer could not be sent'));
    page.answer(request).then(
      (answer) => send(request, response, answer),
      (error: unknown) => {
        parts.log.error({ err: error }, 'the status page could not be answered');
        send(request, response, { status: 500, text: 'failed; the log of the server says why\n' });
      },
    );
  });
  server.requestTimeout = PATIENCE_MS;
  server.headersTimeout = PATIENCE_MS;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('error', (error) => parts.log.error({ err: error }, 'a connection could not be taken'));
  return server;
}

class StatusServer {
  readonly #parts: StatusParts;
  readonly #sessions: StatusSessions;
  readonly #gate: Gatekeeper;

  constructor(parts: StatusParts) {
    this.#parts = parts;
    this.#sessions = new StatusSessions(parts.now);
    this.#gate = new Gatekeeper({ token: parts.settings.token, now: parts.now });
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { host = '' } = request.headers;
    // A page of somebody's whose name leads to this machine does not see what is here.
    if (isLoopback(this.#parts.settings.host) && !isLoopback(host)) return { status: 421, text: 'not this server\n' };
    const methods = METHODS.get(path);
    if (methods === undefined) return { status: 404, text: 'not found\n' };
    if (!methods.split(', ').includes(request.method ?? '')) {
      return { status: 405, text: `only ${methods}\n`, headers: { allow: methods } };
    }
    try {
      if (path === '/sign-in') return await this.#signIn(request);
      const asker = this.#gate.askerOf(request, this.#sessions);
      if (asker === 'later') return later();
      if (asker === 'wrong') return this.#wrong(request);
      if (path === '/') return await this.#show(asker);
      return await this.#act(path, request, asker);
    } catch (error) {
      if (!(error instanceof RefusedForm)) throw error;
      return { status: error.status, text: `${error.message}\n` };
    }
  }

  async #signIn(request: IncomingMessage): Promise<Answer> {
    if (!isFromOurPage(request, { required: true })) return foreign();
    const verdict = this.#gate.check((await readForm(request)).get('token') ?? '');
    if (verdict === 'later') return later();
    if (verdict === 'wrong') return this.#wrong(request);
    this.#parts.log.info({ from: request.socket.remoteAddress }, 'the operator signed in to the status page');
    return toPage(cookieFor(this.#sessions.begin()));
  }

  #wrong(request: IncomingMessage): Answer {
    this.#parts.log.warn({ from: request.socket.remoteAddress }, 'a wrong token was shown to the status page');
    return { status: 403, text: signInPage('This is not the token.') };
  }

  async #show(asker: Asker): Promise<Answer> {
    if (asker.kind === 'nobody') return { status: 401, text: signInPage(null) };
    const { queue } = this.#parts;
    const [status, running, waiting, failed] = await Promise.all([
      queue.status(),
      queue.list('running', MOST_SHOWN),
      queue.list('queued', MOST_SHOWN),
      queue.list('failed', MOST_SHOWN),
    ]);
    const session = asker.kind === 'session' ? asker.session : null;
    const said = session?.said ?? null;
    if (session !== null) session.said = null;
    const proof = session?.proof() ?? null;
    return { status: 200, text: queuePage({ status, running, waiting, failed }, { proof, said }) };
  }

  async #act(path: string, request: IncomingMessage, asker: Asker): Promise<Answer> {
    if (asker.kind === 'nobody') return { status: 401, text: signInPage(null) };
    if (!isFromOurPage(request, { required: asker.kind === 'session' })) return foreign();
    const form = await readForm(request);
    if (asker.kind === 'session' && !asker.session.spend(form.get('proof') ?? '')) {
      asker.session.said = 'Nothing was changed: that page was not the newest. This one is.';
      return { status: 403, text: 'this form was sent already, or its page is not the newest: load the page again\n' };
    }
    if (path === '/sign-out') {
      if (asker.kind === 'session') this.#sessions.end(asker.session);
      return toPage(cookieFor(null));
    }
    const said = await this.#retry(form.get('delivery') ?? '');
    if (asker.kind === 'token') return { status: 200, text: `${said}\n` };
    asker.session.said = said;
    return toPage();
  }

  async #retry(id: string): Promise<string> {
    const { queue, log } = this.#parts;
    if (!(await queue.retry(id))) {
      const delivery = await queue.find(id);
      if (delivery === null) return 'Nothing was changed: the queue knows no such delivery.';
      return `Nothing was changed: it has not failed, or its body is gone (it is ${delivery.state}).`;
    }
    log.info({ delivery: id }, 'the operator lets a delivery wait again');
    return `Delivery ${id} waits again.`;
  }
}

const foreign = (): Answer => ({ status: 403, text: 'this form does not come from a page of this server\n' });
const later = (): Answer => ({
  status: 429,
  text: 'too many wrong tokens: wait a minute\n',
  headers: { 'retry-after': '60' },
});

/** The page, after a form: reloading it sends nothing again. */
function toPage(cookie?: string): Answer {
  const headers = { location: '/', ...(cookie === undefined ? {} : { 'set-cookie': cookie }) };
  return { status: 303, text: 'done\n', headers };
}

function send(request: IncomingMessage, response: ServerResponse, { status, text: said, headers }: Answer): void {
  const text = scrub(said);
  const type = text.startsWith('<!doctype') ? 'text/html' : 'text/plain';
  // What was not read of a body makes the connection useless.
  const end = request.complete ? {} : { connection: 'close' };
  response
    .writeHead(status, {
      ...HEADERS,
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      'content-length': Buffer.byteLength(text),
      ...end,
    })
    .end(text);
}
