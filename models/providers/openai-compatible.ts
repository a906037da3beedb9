import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ModelCapability } from '../../schemas/model.ts';
import { endpointOf } from './endpoint.ts';
import { ModelError } from '../model.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse } from '../model.ts';
import { chatMessages, chatTool, responseFormat } from './openai-request.ts';
import { ChatAnswer } from './openai-response.ts';
import { schemaInWords, withEmbeddedJson } from './prompted-schema.ts';
import { cleaned, modelErrorOf, transportErrorOf } from './provider-failure.ts';
import { streamingFetch } from './streaming-fetch.ts';

export interface OpenAiCompatibleOptions {
  readonly capability: ModelCapability;
  /** Null for a local server that asks for none. */
  readonly apiKey: string | null;
  /** With the version, as servers document it: `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
}

// The SDK refuses to work without a key; local servers ignore this one.
const NO_KEY = 'none';
// The caller cuts what takes too long; this only has to be longer than any of its limits.
const NEVER_MS = 24 * 60 * 60 * 1000;

/** A model behind a chat completions endpoint: hosted, or a local llama.cpp, vLLM, SGLang or Ollama. */
export function createOpenAiCompatibleModel(options: OpenAiCompatibleOptions): Model {
  const { capability, baseUrl } = options;
  return { capability, ...endpointOf(baseUrl), call: (request, call) => ask(options, request, call) };
}

async function ask(options: OpenAiCompatibleOptions, request: ModelRequest, call: CallOptions): Promise<ModelResponse> {
  const { capability, apiKey } = options;
  const secrets = apiKey === null ? [] : [apiKey];
  const { signal } = call;
  const { fetch, seen } = streamingFetch(call.onActivity);
  try {
    signal.throwIfAborted();
    const { data: stream, request_id: requestId } = await clientOf(options, fetch)
      // A signal of its own: the SDK leaves listeners on the one it gets, and the caller's outlives many calls.
      .chat.completions.create(chatBody(options, request), { signal: AbortSignal.any([signal]) })
      .withResponse();
    const answer = new ChatAnswer();
    let begun = false;
    for await (const chunk of stream) {
      if (!begun) call.onFirstEvent?.();
      begun = true;
      answer.add(chunk);
    }
    if (!begun) throw transportErrorOf(null, seen, secrets);
    const response = answer.response(capability.id, requestId);
    return capability.schemas === 'strict' ? response : withEmbeddedJson(response);
  } catch (problem) {
    if (signal.aborted) throw new ModelError({ kind: 'aborted', message: 'The call was aborted.' });
    throw failureOf(problem, seen, secrets);
  }
}

/** Everything that the SDK would else look up in the environment is said here. */
function clientOf({ apiKey, baseUrl }: OpenAiCompatibleOptions, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
    apiKey: apiKey ?? NO_KEY,
    adminAPIKey: null,
    baseURL: baseUrl,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
  });
}

function chatBody({ capability, baseUrl }: OpenAiCompatibleOptions, request: ModelRequest) {
  const { id: model, schemas, tools } = capability;
  const inWords = schemas === 'strict' ? null : schemaInWords(request.output);
  const format = responseFormat(request.output, schemas);
  const most = Math.min(request.maxOutputTokens, capability.outputTokens);
  return {
    model,
    messages: chatMessages(request, { model, tools, inWords }),
    stream: true as const,
    stream_options: { include_usage: true },
    // OpenAI's newer models refuse the name that every other server knows.
    ...(endpointOf(baseUrl).host === 'api.openai.com' ? { max_completion_tokens: most } : { max_tokens: most }),
    ...(tools && request.tools.length > 0 ? { tools: request.tools.map(chatTool) } : {}),
    ...(format === null ? {} : { response_format: format }),
  };
}

function failureOf(
  problem: unknown,
  seen: Parameters<typeof transportErrorOf>[1],
  secrets: readonly string[],
): ModelError {
  if (problem instanceof ModelError) return cleaned(problem, secrets);
  if (!(problem instanceof APIError) || problem instanceof APIConnectionError)
    return transportErrorOf(problem, seen, secrets);
  const { status, type, code, message, headers, requestID } = problem as APIError;
  return modelErrorOf(
    {
      // vLLM and SGLang put the status of a failure inside a stream into its code.
      status: status ?? statusOf(code),
      errorType: typeof code === 'string' && code !== '' ? code : (type ?? null),
      // The SDK puts the status before the server's words.
      message: message.replace(/^\d{3} /, ''),
      header: (name) => headers?.get(name),
      requestId: requestID ?? null,
    },
    secrets,
  );
}

function statusOf(code: unknown): number | null {
  const status = Number(code ?? Number.NaN);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : null;
}
