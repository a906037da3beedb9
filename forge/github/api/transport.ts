import { setTimeout as sleep } from 'node:timers/promises';
import { type AnswerPace, watchAnswer } from '../../../processes/progress.ts';

/** What every request to one GitHub goes through. */
export interface TransportOptions {
  /** The only place that requests, and the token with them, may go to. */
  readonly origin: string;
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly pace: AnswerPace;
  /** Told by how many milliseconds the other clock is ahead of ours, as far as an answer says. */
  readonly onClock: (aheadMs: number) => void;
}

const MOST_REDIRECTS = 3;
const KEEPS_METHOD: readonly number[] = [307, 308];
const REDIRECTS: readonly number[] = [301, 302, ...KEEPS_METHOD];
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** A request that would have left GitHub, or would have become another one on its way. */
export class ForeignAddress extends Error {}

/** There is no token to send a request with; the cause says why. */
export class NoToken extends Error {}

/**
 * A `fetch` that puts the token in where the request leaves, so that no error, log or option object ever holds it, and that follows
 * redirects (a renamed repository) itself: within one origin only, whatever a `Link` header or a `Location` says. It answers when all
 * of the body has come: Octokit would take one that was cut off for an empty one.
 */
export function createTransport({ origin, token, signal, pace, onClock }: TransportOptions): typeof fetch {
  return async (input, init = {}) => {
    const { method = 'GET' } = init;
    let url = new URL(input instanceof Request ? input.url : input);
    for (let redirects = 0; ; redirects += 1) {
      if (url.origin !== origin) throw new ForeignAddress(`the request would go to another host: ${url.origin}`);
      const headers = new Headers(init.headers);
      headers.set('authorization', authorization(await tokenOf(token)));
      const { answer, body } = await answerOf(url, { ...init, headers, redirect: 'manual' }, { signal, pace });
      const date = Date.parse(answer.headers.get('date') ?? '');
      if (!Number.isNaN(date)) onClock(date - Date.now());
      const next = nextAddress(answer, url);
      if (next === null) {
        const { status, statusText } = answer;
        const whole = new Response(WITHOUT_BODY.includes(status) ? null : body, {
          status,
          statusText,
          headers: answer.headers,
        });
        // Octokit takes the address of some lists from here.
        return Object.defineProperty(whole, 'url', { value: url.href });
      }
      const isRead = method === 'GET' || method === 'HEAD';
      if (redirects === MOST_REDIRECTS || !(isRead || KEEPS_METHOD.includes(answer.status))) {
        throw new ForeignAddress(`a redirect that cannot be followed (${answer.status})`);
      }
      url = next;
    }
  };
}

async function answerOf(
  url: URL,
  init: RequestInit,
  { signal, pace }: Pick<TransportOptions, 'signal' | 'pace'>,
): Promise<{ readonly answer: Response; readonly body: Buffer<ArrayBuffer> }> {
  const watched = watchAnswer(pace, { sent: typeof init.body === 'string' ? init.body.length : 0 });
  try {
    const signals = [signal, watched.signal, ...(init.signal ? [init.signal] : [])];
    const answer = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    return { answer, body: await watched.read(answer.body) };
  } finally {
    watched.stop();
  }
}

async function tokenOf(token: () => Promise<string>): Promise<string> {
  try {
    return await token();
  } catch (cause) {
    throw new NoToken('there is no token', { cause });
  }
}

function nextAddress(answer: Response, from: URL): URL | null {
  const location = answer.headers.get('location');
  return REDIRECTS.includes(answer.status) && location !== null && URL.canParse(location, from.href)
    ? new URL(location, from)
    : null;
}

/** An app's own signed statement (three parts with dots) is called by another name than a token. */
function authorization(token: string): string {
  return `${token.split('.').length === 3 ? 'bearer' : 'token'} ${token}`;
}

/** Waits; an abort ends the wait with its own reason. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
