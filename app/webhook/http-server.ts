import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { scrub } from '../known-secrets.ts';
import { PAGE_POLICY } from '../statistics/page/page-policy.ts';
import { type BodyBudget, createBodyBudget } from './body-budget.ts';
import { RejectedDelivery } from './intake.ts';
import type { ServerLog } from './log.ts';
import type { Wire } from './probot-app.ts';
import { withSignedBody } from './signed-body.ts';

export interface HttpParts {
  /** Where GitHub posts its deliveries. */
  readonly path: string;
  readonly appId: number;
  readonly webhookSecret: string;
  /** Null where another process takes deliveries. */
  readonly receive: ((wire: Wire) => Promise<void>) | null;
  /** Why we cannot serve just now; null when we can. */
  readonly unreadyReason: () => Promise<string | null>;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  /** The page of a repository by its number, null where there is none; absent where the operator did not ask for pages. */
  readonly report?: (repository: number) => Promise<string | null>;
  readonly onRejected: () => void;
  readonly log: ServerLog;
  /** What bodies of strangers may take. */
  readonly budget?: BodyBudget;
  /** How long the body of a delivery may take. */
  readonly bodyMs?: number;
}

type BudgetedParts = HttpParts & { readonly budget: BodyBudget };

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection ends with it. */
  readonly close?: boolean;
}

/** Each may hold a header and one unread piece of a body, some 80 kB together; GitHub and a proxy need far fewer. */
const MOST_CONNECTIONS = 1024;
/** Node looks for requests that are late at this distance only; its own default is half a minute. */
const LATE_LOOK_MS = 1000;
const ID = /^[\w-]{1,100}$/;
const REPORT = /^\/reports\/(\d{1,15})$/;
const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The server: deliveries, health, readiness, metrics. It answers a delivery when it is stored, never when it is worked on. */
export function createHttpServer(parts: HttpParts): Server {
  const { log, budget = createBodyBudget() } = parts;
  const server = createServer({ connectionsCheckingInterval: LATE_LOOK_MS }, (request, response) => {
    // Whoever is gone needs no answer.
    response.on('error', (error) => log.debug({ err: error }, 'an answer could not be sent'));
    answer(request, { ...parts, budget }).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        log.error({ err: error, path: pathOf(request) }, 'a request could not be answered');
        send(response, { status: 500, text: 'failed\n' });
      },
    );
  });
  server.requestTimeout = 20_000;
  server.headersTimeout = 10_000;
  server.maxConnections = MOST_CONNECTIONS;
  // No files left for a connection: it is dropped, and the next one may fare better.
  server.on('error', (error) => log.error({ err: error }, 'a connection could not be taken'));
  return server;
}

async function answer(request: IncomingMessage, parts: BudgetedParts): Promise<Answer> {
  const path = pathOf(request);
  const { receive } = parts;
  if (path === parts.path && receive !== null) {
    return request.method === 'POST' ? deliver(request, { ...parts, receive }) : notAllowed();
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 404, text: 'not found\n' };
  switch (path) {
    case '/healthz':
      return { status: 200, text: 'ok\n' };
    case '/readyz': {
      const reason = await parts.unreadyReason();
      return reason === null ? { status: 200, text: 'ready\n' } : { status: 503, text: `${reason}\n` };
    }
    case '/metrics': {
      const { type, text } = await parts.metrics();
      return { status: 200, type, text };
    }
    default:
      return (await pageAt(path, parts)) ?? { status: 404, text: 'not found\n' };
  }
}

/** The report of a repository; nothing says which repositories there are. */
async function pageAt(path: string, { report }: BudgetedParts): Promise<Answer | null> {
  const number = REPORT.exec(path)?.[1];
  const text = number === undefined ? null : ((await report?.(Number(number))) ?? null);
  return text === null ? null : { status: 200, type: 'text/html; charset=utf-8', text, headers: PAGE_HEADERS };
}

async function deliver(
  request: IncomingMessage,
  parts: BudgetedParts & { readonly receive: (wire: Wire) => Promise<void> },
): Promise<Answer> {
  const { receive, webhookSecret, budget, bodyMs, log, onRejected } = parts;
  const id = header(request, 'x-github-delivery');
  const event = header(request, 'x-github-event');
  const signature = header(request, 'x-hub-signature-256');
  // What a stranger writes into a header is not for the log, except in the form that GitHub gives it.
  const said = {
    delivery: ID.test(id) ? id : null,
    event: ID.test(event) ? event : null,
    from: request.socket.remoteAddress,
  };
  try {
    if (said.delivery === null || said.event === null) {
      throw new RejectedDelivery(400, 'it has no id or no event');
    }
    if (signature === '') throw new RejectedDelivery(401, 'it is not signed');
    requireOurHook(request, parts.appId);
    const signed = {
      signature,
      secret: webhookSecret,
      budget,
      ...(bodyMs === undefined ? {} : { patienceMs: bodyMs }),
    };
    await withSignedBody(request, signed, (body) => receive({ id, event, signature, body }));
    return { status: 202, text: 'stored\n' };
  } catch (error) {
    if (!(error instanceof RejectedDelivery)) throw error;
    onRejected();
    log.warn({ ...said, status: error.status }, `request rejected: ${error.message}`);
    // A body that was not read to its end makes the connection useless.
    return { status: error.status, text: `${error.message}\n`, close: !request.complete };
  }
}

/** GitHub says for whom a delivery is; the hook of a repository with the same secret is not ours. */
function requireOurHook(request: IncomingMessage, appId: number): void {
  const type = header(request, 'x-github-hook-installation-target-type');
  const id = header(request, 'x-github-hook-installation-target-id');
  if (type !== '' && type !== 'integration') throw new RejectedDelivery(403, 'it is not for an App');
  if (id !== '' && id !== String(appId)) throw new RejectedDelivery(403, 'it is for another App');
}

/** A header that is absent, or there more than once, is empty. */
function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

const notAllowed = (): Answer => ({ status: 405, text: 'only POST\n' });

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}

function send(
  response: ServerResponse,
  { status, type = 'text/plain; charset=utf-8', text: said, headers, close = false }: Answer,
): void {
  const text = scrub(said);
  const end = close ? { connection: 'close' } : {};
  response
    .writeHead(status, { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(text), ...end })
    .end(text);
}
