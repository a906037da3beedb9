import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { ClientOptions } from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import type { ModelCapability } from '../../schemas/model.ts';
import { anthropicBody } from './anthropic-request.ts';
import { anthropicResponse } from './anthropic-response.ts';
import { ANTHROPIC_BASE_URL, endpointOf } from './endpoint.ts';
import { ModelError } from '../model.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse, OutputSchema } from '../model.ts';
import { schemaInWords, withEmbeddedJson } from './prompted-schema.ts';
import { cleaned, modelErrorOf, transportErrorOf } from './provider-failure.ts';
import { streamingFetch } from './streaming-fetch.ts';

/** What Docket asks of any client: its `fetch`, no retries, no timeout of its own, silence. */
type AnthropicClientOptions = Required<Pick<ClientOptions, 'fetch' | 'maxRetries' | 'timeout' | 'logLevel'>>;

export interface AnthropicModelOptions {
  readonly capability: ModelCapability;
  /** Null for a gateway on this machine that asks for none. */
  readonly apiKey: string | null;
  /** Default: Anthropic's own address. A gateway that speaks the Messages API works the same. */
  readonly baseUrl?: string;
  /** Instead of the plain client: makes one of Bedrock's or Vertex's, for example `(options) => new AnthropicBedrock({ ...options, awsRegion })`. */
  readonly createClient?: (options: AnthropicClientOptions) => Pick<Anthropic, 'messages'>;
}

// The SDK refuses to work without a key; a local gateway ignores this one.
const NO_KEY = 'none';
// The caller cuts what takes too long; this only has to be longer than any of its limits.
const NEVER_MS = 24 * 60 * 60 * 1000;

/** A model behind Anthropic's Messages API. */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const { capability, apiKey, baseUrl = ANTHROPIC_BASE_URL } = options;
  // Everything that the SDK would else look up in the environment is said here.
  const plain = (shared: AnthropicClientOptions) =>
    new Anthropic({ ...shared, apiKey: apiKey ?? NO_KEY, authToken: null, webhookKey: null, baseURL: baseUrl });
  const createClient = options.createClient ?? plain;
  return {
    capability,
    ...endpointOf(baseUrl),
    call: (request, call) => ask({ capability, createClient, secrets: apiKey === null ? [] : [apiKey], request, call }),
  };
}

interface Question {
  readonly capability: ModelCapability;
  readonly createClient: NonNullable<AnthropicModelOptions['createClient']>;
  readonly secrets: readonly string[];
  readonly request: ModelRequest;
  readonly call: CallOptions;
}

async function ask({ capability, createClient, secrets, request, call }: Question): Promise<ModelResponse> {
  const { signal, onActivity, onFirstEvent } = call;
  const { fetch, seen } = streamingFetch(onActivity);
  try {
    signal.throwIfAborted();
    const client = createClient({ fetch, maxRetries: 0, timeout: NEVER_MS, logLevel: 'off' });
    const strict = capability.schemas === 'strict';
    const body = anthropicBody(capability.tools ? request : { ...request, tools: [] }, {
      model: capability.id,
      caching: capability.minimumCacheTokens !== null,
      inWords: strict ? null : schemaInWords(request.output),
    });
    const stream = client.messages.stream(
      {
        ...body,
        model: capability.id,
        max_tokens: Math.min(request.maxOutputTokens, capability.outputTokens),
        ...(strict ? { output_config: { format: outputFormat(request.output) } } : {}),
      },
      { signal },
    );
    const toolInputs = new Map<number, string>();
    let begun = false;
    stream.on('streamEvent', (event) => {
      if (!begun) onFirstEvent?.();
      begun = true;
      if (event.type !== 'content_block_delta' || event.delta.type !== 'input_json_delta') return;
      toolInputs.set(event.index, (toolInputs.get(event.index) ?? '') + event.delta.partial_json);
    });
    const message = await stream.finalMessage();
    const requestId = stream.request_id ?? null;
    const response = anthropicResponse({ message, asked: capability.id, toolInputs, requestId });
    return strict ? response : withEmbeddedJson(response);
  } catch (problem) {
    if (signal.aborted) throw new ModelError({ kind: 'aborted', message: 'The call was aborted.' });
    throw failureOf(problem, seen, secrets);
  }
}

/** The SDK's helper rewrites the schema to what the API enforces; its parser is left out, because the caller parses. */
function outputFormat(output: OutputSchema): { type: 'json_schema'; schema: Record<string, unknown> } {
  const { type, schema } = jsonSchemaOutputFormat({ ...output.jsonSchema, type: 'object' } as const);
  return { type, schema };
}

function failureOf(
  problem: unknown,
  seen: Parameters<typeof transportErrorOf>[1],
  secrets: readonly string[],
): ModelError {
  if (problem instanceof ModelError) return cleaned(problem, secrets);
  if (!(problem instanceof APIError) || problem instanceof APIConnectionError)
    return transportErrorOf(problem, seen, secrets);
  const { status, type, apiMessage, message, headers, requestID } = problem as APIError;
  return modelErrorOf(
    {
      status: status ?? null,
      errorType: type,
      message: apiMessage ?? message,
      header: (name) => headers?.get(name),
      requestId: requestID ?? null,
    },
    secrets,
  );
}
