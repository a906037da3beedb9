import type { ModelCapability } from '../../schemas/model.ts';
import type { Access } from './wire/access.ts';
import { dialectOf } from './wire/dialect.ts';
import { endpointOf } from './endpoint.ts';
import { exchanged } from './wire/exchange.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse } from '../model.ts';
import { chatBatches } from './openai/chat-batches.ts';
import { chatParams } from './openai/chat-params.ts';
import { openAiClient } from './openai/openai-client.ts';
import { ChatAnswer } from './openai/openai-response.ts';
import { withEmbeddedJson } from './wire/prompted-schema.ts';

export interface OpenAiCompatibleOptions {
  readonly capability: ModelCapability;
  readonly access: Access;
  /** With the version, as servers document it: `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
}

/** A model behind a chat completions endpoint: hosted, or a local llama.cpp, vLLM, SGLang or Ollama. */
export function createOpenAiCompatibleModel(options: OpenAiCompatibleOptions): Model {
  const { capability, baseUrl } = options;
  return {
    capability,
    ...endpointOf(baseUrl),
    call: (request, call) => ask(options, request, call),
    batches: chatBatches(options),
  };
}

async function ask(options: OpenAiCompatibleOptions, request: ModelRequest, call: CallOptions): Promise<ModelResponse> {
  const { capability, access, baseUrl } = options;
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, call.dialect);
  const body = {
    ...chatParams(capability, request, { dialect, fields: access.fields }),
    stream: true as const,
    ...(dialect.streamUsage ? { stream_options: { include_usage: true } } : {}),
  };
  const response = await exchanged({
    capability,
    access,
    call,
    requestIdHeader: 'x-request-id',
    answer: new ChatAnswer(),
    // Only sent by the SDK: its own reader knows one server's form of a failure.
    send: ({ fetch, signal }) => openAiClient(baseUrl, fetch).chat.completions.create(body, { signal }).asResponse(),
  });
  return dialect.schemas === 'strict' ? response : withEmbeddedJson(response);
}
