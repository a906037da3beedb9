import { describeCause } from '../../schemas/problem.ts';

const MOST_MS = 2_000;
const MOST_BYTES = 256 * 1024;

/** A small question to a model's server, beside the calls: what it is, not what it thinks. */
export interface SmallQuestion {
  readonly url: URL;
  /** Sent as JSON; without it the question is a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly apiKey: string | null;
  readonly signal: AbortSignal;
}

export type SmallAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** Asks for JSON within two seconds and 256 kB. Redirects are not followed, so that the key stays where it belongs. Never throws. */
export async function boundedJson({ url, body, apiKey, signal }: SmallQuestion): Promise<SmallAnswer> {
  const timeout = AbortSignal.timeout(MOST_MS);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, why: `status ${response.status}` };
    }
    const text = await boundedText(response);
    if (text === null) return { ok: false, why: `more than ${MOST_BYTES / 1024} kB` };
    return parsed(text);
  } catch (error) {
    if (timeout.aborted) return { ok: false, why: `no answer within ${MOST_MS / 1000} s` };
    return { ok: false, why: causeOf(error) };
  }
}

/** Null when it is too long; what is too long is not read to its end. */
async function boundedText({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > MOST_BYTES) return null;
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
