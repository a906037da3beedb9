import { endedBeforeConnection } from './connection.ts';

/** What was seen of the answer's body so far. */
export interface BodySeen {
  /** No connection was made: nothing was sent. The SDKs do not always hand on why. */
  unconnected: boolean;
  contentType: string | null;
  bytes: number;
  /** The body ended, by its own account. */
  ended: boolean;
  /** The last byte was a line feed: the body did not break off in the middle of a line. */
  endsWithLine: boolean;
}

export interface StreamingFetch {
  readonly fetch: typeof fetch;
  readonly seen: BodySeen;
}

const LINE_FEED = 10;

/**
 * A `fetch` that reports every chunk of a successful answer as it passes. The SDKs swallow pings and comments, but a ping is a
 * sign of life. Redirects are not followed: a key must not travel to a host that nobody configured.
 */
export function streamingFetch(onActivity: (() => void) | undefined): StreamingFetch {
  const seen: BodySeen = { unconnected: false, contentType: null, bytes: 0, ended: false, endsWithLine: true };
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen.bytes += chunk.byteLength;
      seen.endsWithLine = chunk.at(-1) === LINE_FEED;
      onActivity?.();
      controller.enqueue(chunk);
    },
    flush() {
      seen.ended = true;
    },
  });
  const watchedFetch = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const response = await fetch(input, { ...init, redirect: 'manual' }).catch((error: unknown) => {
      seen.unconnected = endedBeforeConnection(error);
      throw error;
    });
    seen.contentType = response.headers.get('content-type');
    if (!response.ok || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(watch), { status, statusText, headers });
  };
  return { fetch: watchedFetch, seen };
}
