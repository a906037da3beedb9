import { createHash } from 'node:crypto';
import OpenAI from 'openai';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ModelCapability } from '../../schemas/model.ts';
import type { Access } from './wire/access.ts';
import { dialectOf } from './wire/dialect.ts';
import { endpointOf } from './endpoint.ts';
import { exchanged } from './wire/exchange.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse } from '../model.ts';
import { chatMessages, chatTool, responseFormat } from './openai/openai-request.ts';
import { ChatAnswer } from './openai/openai-response.ts';
import { schemaInWords, withEmbeddedJson } from './wire/prompted-schema.ts';
import { NEVER_MS, NO_KEY } from './wire/sdk-settings.ts';
import type { ModelDialect } from '../../schemas/model.ts';

export interface OpenAiCompatibleOptions {
  readonly capability: ModelCapability;
  readonly access: Access;
  /** With the version, as servers document it: `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
}

/** A model behind a chat completions endpoint: hosted, or a local llama.cpp, vLLM, SGLang or Ollama. */
export function createOpenAiCompatibleModel(options: OpenAiCompatibleOptions): Model {
  const { capability, baseUrl } = options;
  return { capability, ...endpointOf(baseUrl), call: (request, call) => ask(options, request, call) };
}

async function ask(options: OpenAiCompatibleOptions, request: ModelRequest, call: CallOptions): Promise<ModelResponse> {
  const { capability, access, baseUrl } = options;
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, call.dialect);
  const body = { ...wishes(request, dialect), ...access.fields, ...chatBody(capability, request, dialect) };
  const response = await exchanged({
    capability,
    access,
    call,
    requestIdHeader: 'x-request-id',
    answer: new ChatAnswer(),
    // Only sent by the SDK: its own reader knows one server's form of a failure.
    send: ({ fetch, signal }) => clientOf(baseUrl, fetch).chat.completions.create(body, { signal }).asResponse(),
  });
  return dialect.schemas === 'strict' ? response : withEmbeddedJson(response);
}

/** Everything that the SDK would else look up in the environment is said here; keys are put in where the request leaves. */
function clientOf(baseURL: string, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
    apiKey: NO_KEY,
    adminAPIKey: null,
    baseURL,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
  });
}

/** What makes an answer better or cheaper where it is understood; what the operator says of it counts more. */
function wishes(request: ModelRequest, { effort, cacheKey }: ModelDialect) {
  return {
    ...(effort && request.effort !== undefined ? { reasoning_effort: request.effort } : {}),
    ...(cacheKey ? { prompt_cache_key: prefixKey(request) } : {}),
  };
}

/** Names what requests about one change share: requests of one key come to the machine that holds the prefix. */
function prefixKey({ system, tools, messages }: ModelRequest): string {
  const shared = messages[0]?.parts[0];
  const digest = createHash('sha256').update(canonicalJson([system, tools, shared ?? null]));
  return `docket-${digest.digest('hex').slice(0, 32)}`;
}

function chatBody({ id: model, tools, outputTokens }: ModelCapability, request: ModelRequest, dialect: ModelDialect) {
  const inWords = dialect.schemas === 'strict' ? null : schemaInWords(request.output);
  const format = responseFormat(request.output, dialect.schemas);
  return {
    model,
    messages: chatMessages(request, { model, tools, inWords, dialect }),
    stream: true as const,
    ...(dialect.streamUsage ? { stream_options: { include_usage: true } } : {}),
    [dialect.outputLimit]: Math.min(request.maxOutputTokens, outputTokens),
    ...(tools && request.tools.length > 0 ? { tools: request.tools.map(chatTool) } : {}),
    ...(tools && request.tools.length > 0 && request.toolChoice !== undefined
      ? { tool_choice: request.toolChoice }
      : {}),
    ...(format === null ? {} : { response_format: format }),
  };
}
