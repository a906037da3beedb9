import { ModelError } from '../../model.ts';
import { boundedText } from '../bounded-json.ts';
import { type Access, secretsIn } from './access.ts';
import { cleaned, refusalOf, transportErrorOf } from './provider-failure.ts';
import { streamingFetch } from './streaming-fetch.ts';

/** One request that is answered by a document rather than by a stream. */
export interface Asking<T> {
  readonly access: Access;
  /** Where the provider puts its id of a request, for support. */
  readonly requestIdHeader: string;
  /** Sends the request by an SDK, through this `fetch`. */
  readonly send: (fetch: typeof globalThis.fetch) => { asResponse(): Promise<Response> };
  readonly signal: AbortSignal;
  /** Bytes of the longest answer. */
  readonly most: number;
  readonly read: (text: string) => T;
}

/** Asks once. Throws a `ModelError`, whatever happens; the SDK's own errors stay behind, because they may carry what was sent. */
export async function askOnce<T>({ access, requestIdHeader, send, signal, most, read }: Asking<T>): Promise<T> {
  const secrets = secretsIn(access);
  const { fetch, seen } = streamingFetch(access, undefined);
  const refused: { response: Response | null } = { response: null };
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) refused.response = response;
    return response;
  };
  let text: string | null;
  try {
    signal.throwIfAborted();
    // An SDK that uploads a file asks this `fetch` which forms it knows, by a request of nothing, unless it finds that beside it.
    text = await boundedText(await send(Object.assign(watched, { Response })).asResponse(), most);
  } catch (problem) {
    if (refused.response === null) throw transportErrorOf(problem, seen, secrets);
    const { status, headers } = refused.response;
    const requestId = headers.get(requestIdHeader);
    throw refusalOf({ status, body: seen.refusal ?? '', header: (name) => headers.get(name), requestId }, secrets);
  }
  const notTheProtocol = (message: string) => cleaned(new ModelError({ kind: 'bad-answer', message }), secrets);
  if (text === null) throw notTheProtocol(`What was told of the batch is longer than ${most} bytes`);
  try {
    return read(text);
  } catch (problem) {
    throw notTheProtocol(`What was told of the batch is not the protocol: ${String(problem)}`);
  }
}
