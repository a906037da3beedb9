import type { ModelCapability } from '../../../schemas/model.ts';
import { type Access, secretsIn } from './access.ts';
import { ModelError } from '../../model.ts';
import { filtered, isContentFilter } from './content-filter.ts';
import type { CallOptions, ModelResponse } from '../../model.ts';
import { cleaned, refusalOf, transportErrorOf } from './provider-failure.ts';
import { type AnswerSoFar, bodyOf, readStream } from './read-stream.ts';
import { streamingFetch } from './streaming-fetch.ts';

/** One request and its answer, whatever the protocol. */
export interface Exchange {
  readonly capability: ModelCapability;
  readonly access: Access;
  readonly call: CallOptions;
  /** Where the provider puts its id of a request, for support. */
  readonly requestIdHeader: string;
  readonly answer: AnswerSoFar;
  /** Sends the request by an SDK, through this `fetch`. Resolves with an answer of success. */
  readonly send: (options: { readonly fetch: typeof fetch; readonly signal: AbortSignal }) => Promise<Response>;
}

/** Asks once. Throws a `ModelError`, whatever happens; the SDK's own errors stay behind, because they may carry what was sent. */
export async function exchanged(exchange: Exchange): Promise<ModelResponse> {
  const { capability, access, call, answer, requestIdHeader } = exchange;
  const secrets = secretsIn(access);
  const { fetch, seen } = streamingFetch(access, call.onActivity);
  // Ends the connection when the answer is whole: some servers keep it open. A signal of its own also spares the caller's the listeners
  // that the SDKs leave behind.
  const closing = new AbortController();
  const refused: { response: Response | null } = { response: null };
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) refused.response = response;
    return response;
  };
  try {
    call.signal.throwIfAborted();
    const response = await exchange.send({ fetch: watched, signal: AbortSignal.any([call.signal, closing.signal]) });
    await readStream(bodyOf(response), answer, call);
    if (answer.size === 0 && !answer.isWhole) throw transportErrorOf(null, seen, secrets);
    return answer.response(capability.id, response.headers.get(requestIdHeader));
  } catch (problem) {
    if (call.signal.aborted) throw new ModelError({ kind: 'aborted', message: 'The call was aborted.' });
    if (refused.response !== null) {
      const { status, headers } = refused.response;
      const header = (name: string): string | null => headers.get(name);
      const requestId = headers.get(requestIdHeader);
      const error = refusalOf({ status, body: seen.refusal ?? '', header, requestId }, secrets);
      if (isContentFilter(status, seen.refusal ?? '')) return filtered(error, capability.id);
      throw error;
    }
    throw problem instanceof ModelError ? cleaned(problem, secrets) : transportErrorOf(problem, seen, secrets);
  } finally {
    closing.abort();
  }
}
