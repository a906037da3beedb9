import { setTimeout as sleep } from 'node:timers/promises';

/** What every request to one GitHub goes through. */
export interface TransportOptions {
  /** The only place that requests, and the token with them, may go to. */
  readonly origin: string;
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

const MOST_REDIRECTS = 3;
const KEEPS_METHOD: readonly number[] = [307, 308];
const REDIRECTS: readonly number[] = [301, 302, ...KEEPS_METHOD];

/** A request that would have left GitHub. */
export class ForeignAddress extends Error {}

/**
 * A `fetch` that puts the token in where the request leaves, so that no error, log or option object ever holds it, and that follows
 * redirects (a renamed repository) itself: within one origin only, whatever a `Link` header or a `Location` says.
 */
export function createTransport({ origin, token, signal, timeoutMs }: TransportOptions): typeof fetch {
  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input);
    for (let redirects = 0; ; redirects += 1) {
      if (url.origin !== origin) throw new ForeignAddress(`GitHub sent us to another host: ${url.origin}`);
      const headers = new Headers(init.headers);
      headers.set('authorization', authorization(await token()));
      const timeout = AbortSignal.timeout(timeoutMs);
      const signals = [signal, timeout, ...(init.signal ? [init.signal] : [])];
      const answer = await fetch(url, { ...init, headers, redirect: 'manual', signal: AbortSignal.any(signals) });
      const next = nextAddress(answer, url);
      if (next === null) return answer;
      const isRead = init.method === undefined || init.method === 'GET' || init.method === 'HEAD';
      if (redirects === MOST_REDIRECTS || !(isRead || KEEPS_METHOD.includes(answer.status))) {
        throw new ForeignAddress(`GitHub redirects a ${init.method ?? 'GET'} that cannot be followed: ${url.pathname}`);
      }
      await answer.body?.cancel();
      url = next;
    }
  };
}

function nextAddress(answer: Response, from: URL): URL | null {
  const location = answer.headers.get('location');
  return REDIRECTS.includes(answer.status) && location !== null && URL.canParse(location, from.href)
    ? new URL(location, from)
    : null;
}

/** An app's own signed statement is called by another name than a token. */
function authorization(token: string): string {
  return token.split('.').length === 3 ? `bearer ${token}` : `token ${token}`;
}

/** Waits; an abort ends the wait. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}
