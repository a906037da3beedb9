import { describeCause } from '../../schemas/problem.ts';

const MOST_MS = 2_000;
const MOST_KILOBYTES = 256;

/** A small question to a model's server, beside the calls: what it is, not what it thinks. */
export interface SmallQuestion {
  readonly url: URL;
  /** Sent as JSON; without it the question is a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly apiKey: string | null;
  /** In the place of `Authorization: Bearer KEY`. */
  readonly headers?: Headers;
  /** More than 256 kB, for lists. */
  readonly mostKilobytes?: number;
  readonly signal: AbortSignal;
}

export type SmallAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** Asks for JSON within two seconds and 256 kB (or as said). Redirects are not followed, so that the key stays where it belongs. Never throws. */
export async function boundedJson(question: SmallQuestion): Promise<SmallAnswer> {
  const { url, body, signal, mostKilobytes = MOST_KILOBYTES } = question;
  const timeout = AbortSignal.timeout(MOST_MS);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers: headersOf(question),
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, why: `status ${response.status}` };
    }
    const text = await boundedText(response, mostKilobytes * 1024);
    if (text === null) return { ok: false, why: `more than ${mostKilobytes} kB` };
    return parsed(text);
  } catch (error) {
    if (timeout.aborted) return { ok: false, why: `no answer within ${MOST_MS / 1000} s` };
    return { ok: false, why: causeOf(error) };
  }
}

function headersOf({ body, apiKey, headers: given }: SmallQuestion): Headers {
  const headers = new Headers(given);
  headers.set('accept', 'application/json');
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (given === undefined && apiKey !== null) headers.set('authorization', `Bearer ${apiKey}`);
  return headers;
}

/** Null when it is too long; what is too long is not read to its end. */
export async function boundedText({ body }: Pick<Response, 'body'>, mostBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): SmallAnswer {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, why: 'not JSON' };
  }
}

/** `fetch failed` says nothing; the error behind it does, by its code. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : describeCause(error);
}
