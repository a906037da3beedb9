// oxlint-disable-next-line no-restricted-imports -- a secret of one registration, that nothing is decided or named by
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerLog } from '../log.ts';
import { isLoopback } from '../status/asker.ts';
import { isSameSecret } from '../status/same-secret.ts';
import type { NewApp } from './credentials.ts';
import { askForToken, registered, sendManifest } from './registration-pages.ts';

export interface RegistrationParts {
  readonly host: string;
  readonly port: number;
  /** Where GitHub reaches this server. */
  readonly publicUrl: string;
  /** Where people find GitHub. */
  readonly serverUrl: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Exchanges the code of a finished registration for what GitHub hands out. */
  readonly convert: (code: string) => Promise<NewApp>;
  /** Keeps it; only then the registration is over. */
  readonly store: (app: NewApp) => Promise<void>;
  readonly log: ServerLog;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const MOST_BODY = 4096;
/** A token of 128 bits is not guessed in ten tries, nor in any number; whoever tries is told off all the same. */
const MOST_TRIES = 10;

/**
 * Answers at `/` until the App is registered. Whoever wants to register it shows a token that only the log of this server has, in the body of a
 * request: that is also why no other page can make a browser do it. Resolves when the credentials are stored, or the signal
 * asks to stop before.
 */
export async function registerApp(parts: RegistrationParts): Promise<void> {
  const { host, port, serverUrl, log, signal } = parts;
  const token = randomBytes(16).toString('hex');
  const state = randomBytes(16).toString('hex');
  const github = new URL(serverUrl).origin;
  let tries = 0;
  let done: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (done = resolve));

  const begin = async (request: IncomingMessage): Promise<Answer> => {
    const form = new URLSearchParams(await bodyOf(request));
    if (tries >= MOST_TRIES) return { status: 429, text: 'too many wrong tokens: start the server again\n' };
    if (!isSameSecret(form.get('token') ?? '', token)) {
      tries += 1;
      log.warn({ tries }, 'somebody tried to register the App with a wrong token');
      return { status: 403, text: 'this is not the token in the log of the server\n' };
    }
    const organization = form.get('organization') ?? '';
    if (!/^[A-Za-z0-9-]{0,39}$/.test(organization)) return { status: 400, text: 'no organization has such a name\n' };
    const at = organization === '' ? '/settings/apps/new' : `/organizations/${organization}/settings/apps/new`;
    const here = `http://${hostOf(request)}`;
    return { status: 200, text: sendManifest(`${github}${at}?state=${state}`, manifestOf(parts, here)) };
  };
  const finish = async (query: URLSearchParams): Promise<Answer> => {
    if (!isSameSecret(query.get('state') ?? '', state))
      return { status: 403, text: 'this registration was not begun here\n' };
    const code = query.get('code') ?? '';
    if (!/^[\w-]{1,200}$/.test(code)) return { status: 400, text: 'GitHub sent no code\n' };
    const app = await parts.convert(code);
    await parts.store(app).catch((error: unknown) => {
      // GitHub hands a key out once.
      log.error(
        { app: app.id, page: app.html_url },
        'the App is there and its key is lost: delete it, and begin again',
      );
      throw error;
    });
    log.info({ app: app.id }, 'the App is registered; its key and secret are in the data folder');
    done();
    return { status: 200, text: registered(app.html_url) };
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (!isMeant(request, host)) return { status: 403, text: 'this server has another name\n' };
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    if (pathname === '/registered' && request.method === 'GET') return finish(searchParams);
    if (pathname !== '/') return { status: 404, text: 'not found\n' };
    if (request.method === 'POST') return begin(request);
    return request.method === 'GET'
      ? { status: 200, text: askForToken() }
      : { status: 405, text: 'only GET and POST\n' };
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): Answer => {
        log.error({ err: error }, 'the App could not be registered');
        return { status: 502, text: 'the registration failed; the log of the server says why\n' };
      })
      .then(({ status, text }) => {
        const type = text.startsWith('<!doctype') ? 'text/html' : 'text/plain';
        response.writeHead(status, {
          ...headers(github),
          'content-type': `${type}; charset=utf-8`,
          connection: 'close',
        });
        response.end(text);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'the page of the registration could not be answered');
        response.destroy();
      });
  });
  server.requestTimeout = 20_000;
  server.maxConnections = 16;
  await new Promise<void>((listening, fail) => server.once('error', fail).listen({ host, port }, listening));
  const { port: actual } = server.address() as AddressInfo;
  log.warn({ url: `http://${host}:${actual}/`, token }, 'there is no App yet: open this page and show it this token');
  const stopped = new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  try {
    await Promise.race([over, stopped]);
  } finally {
    await new Promise<void>((closed) => server.close(() => closed()));
  }
}

/** What the page sends to GitHub: what the App may do is the same as in the manifest that is shipped. */
function manifestOf({ manifest, publicUrl }: RegistrationParts, here: string): object {
  return {
    ...manifest,
    hook_attributes: { url: publicUrl, active: true },
    redirect_url: `${here}/registered`,
    public: false,
  };
}

function headers(github: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${github}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** Neither under a name that somebody gave this machine (DNS rebinding), nor sent by a page of somebody else. A browser that hides where a form was says `null`. */
function isMeant({ headers: { host: name = '', origin = 'null' } }: IncomingMessage, listensOn: string): boolean {
  if (origin !== 'null' && origin !== `http://${name}`) return false;
  return !isLoopback(listensOn) || isLoopback(name);
}

/** The name by which the browser knows this server; it gets the answer of GitHub. */
function hostOf({ headers: { host = '' } }: IncomingMessage): string {
  return /^[\w.:[\]-]{1,255}$/.test(host) ? host : '127.0.0.1';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BODY) throw new Error('the form is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
