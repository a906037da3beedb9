import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';
import { isSameSecret } from './same-secret.ts';
import type { StatusSession, StatusSessions } from './sessions.ts';

/** Who asks: the operator by his session or by the token itself, or anybody. */
export type Asker =
  | { readonly kind: 'session'; readonly session: StatusSession }
  | { readonly kind: 'token' }
  | { readonly kind: 'nobody' };

const COOKIE = 'docket-status';
const BEARER = 'Bearer ';
/** Wrong tokens in a minute, by whomever; then no token is looked at until it is over. */
const MOST_WRONG = 10;
const MINUTE = 60_000;

/** Tells the operator from others. The token counts in a header and in the body of a form, never in an address. */
export class Gatekeeper {
  readonly #token: string;
  readonly #now: () => number;
  #wrong = 0;
  #since = -Infinity;

  constructor({ token, now }: { readonly token: string; readonly now: () => number }) {
    this.#token = token;
    this.#now = now;
  }

  /** Whether this is the token; `later` when too many were not. */
  check(shown: string): 'right' | 'wrong' | 'later' {
    if (this.#now() - this.#since > MINUTE) [this.#wrong, this.#since] = [0, this.#now()];
    if (this.#wrong >= MOST_WRONG) return 'later';
    if (isSameSecret(shown, this.#token)) return 'right';
    this.#wrong += 1;
    return 'wrong';
  }

  /** Who asks; `later` and `wrong` where a token was shown that does not count. */
  askerOf({ headers }: IncomingMessage, sessions: StatusSessions): Asker | 'wrong' | 'later' {
    const { authorization = '' } = headers;
    if (authorization !== '') {
      const verdict = this.check(authorization.startsWith(BEARER) ? authorization.slice(BEARER.length).trim() : '');
      return verdict === 'right' ? { kind: 'token' } : verdict;
    }
    const session = sessions.find(cookieOf(headers.cookie ?? ''));
    return session === null ? { kind: 'nobody' } : { kind: 'session', session };
  }
}

function cookieOf(header: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

/** The cookie of a session; `null` takes it away. It is not `Secure`: the page is for this machine, where there is no TLS. */
export function cookieFor(session: StatusSession | null): string {
  const rest = 'Path=/; HttpOnly; SameSite=Strict';
  return session === null ? `${COOKIE}=; Max-Age=0; ${rest}` : `${COOKIE}=${session.id}; ${rest}`;
}

/**
 * Whether a form was sent by a page of ours. Browsers say where it comes from in two ways; each that is there has to be right, and for whom a
 * cookie speaks one has to be there.
 */
export function isFromOurPage({ headers }: IncomingMessage, { required }: { readonly required: boolean }): boolean {
  const { origin, host = '' } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) return false;
  return !required || site !== undefined || origin !== undefined;
}

/** Whether an address (a name or a number, and perhaps a port) is one of this machine: a name of somebody's that leads here is not. */
export function isLoopback(address: string): boolean {
  const url = `http://${isIPv6(address) ? `[${address}]` : address}`;
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
}
