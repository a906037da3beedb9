import { type Access, admitted } from './access.ts';

/** What was seen of the answer's body so far. */
export interface BodySeen {
  /** No connection was made: nothing was sent. The SDKs do not always hand on why. */
  unconnected: boolean;
  contentType: string | null;
  /** What a server said that refused: its beginning. */
  refusal: string | null;
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

/** A refusal is an error's words, not a document. */
const MOST_REFUSAL = 64 * 1024;
const REFUSAL_MS = 5_000;

/**
 * A `fetch` that lets requests in by a provider's access, reports every chunk of a successful answer as it passes, and keeps what was said
 * by one that failed: the SDKs swallow pings, and words that are not in their own provider's form. Redirects are not followed: a key must
 * not travel to a host that nobody configured.
 */
export function streamingFetch(access: Access, onActivity: (() => void) | undefined): StreamingFetch {
  const seen: BodySeen = {
    unconnected: false,
    contentType: null,
    refusal: null,
    bytes: 0,
    ended: false,
    endsWithLine: true,
  };
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
    const admittedHeaders = sentOrNot(seen, () => admitted(init?.headers, access));
    const sent = { ...init, headers: admittedHeaders, redirect: 'manual' } as const;
    const response = await fetch(input, sent).catch((error: unknown) => {
      seen.unconnected = endedBeforeConnection(error);
      throw error;
    });
    seen.contentType = response.headers.get('content-type');
    if (response.body === null) return response;
    if (!response.ok) {
      seen.refusal = await beginningOf(response.body);
      return new Response(null, { status: response.status, headers: response.headers });
    }
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(watch), { status, statusText, headers });
  };
  return { fetch: watchedFetch, seen };
}

/** Headers that cannot be sent are not sent. */
function sentOrNot<T>(seen: BodySeen, make: () => T): T {
  try {
    return make();
  } catch (error) {
    seen.unconnected = true;
    throw error;
  }
}

/** What came of a body within its time: a status is known, whether or not its words ever end. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  const read = async (): Promise<void> => {
    let bytes = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      // Leaving the loop cancels the rest.
      if (bytes >= MOST_REFUSAL) return;
    }
  };
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, REFUSAL_MS);
  try {
    await Promise.race([read().catch(() => undefined), promise]);
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, MOST_REFUSAL);
}

const CODES: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
// Other failures of TLS, a bad record for example, may come in the middle of an answer.
const HANDSHAKE =
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|.*_HANDSHAKE_FAILURE|.*_PROTOCOL_VERSION|.*_UNRECOGNIZED_NAME)$/;
// Where there is no code of its own, words have to do: `fetch` refuses some ports, and a handshake can be hung up on.
const WORDS = /^bad port$|before secure TLS connection was established/;

/** Whether `fetch` failed before there was a connection: then nothing was sent, and nothing can have been charged. */
export function endedBeforeConnection(thrown: unknown): boolean {
  const reason = thrown instanceof Error ? thrown.cause : null;
  if (!(reason instanceof Error)) return false;
  const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : '';
  const connecting = 'syscall' in reason && (reason.syscall === 'connect' || reason.syscall === 'getaddrinfo');
  return connecting || CODES.has(code) || HANDSHAKE.test(code) || WORDS.test(reason.message);
}
