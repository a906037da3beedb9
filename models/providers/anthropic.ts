import Anthropic from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import type { ModelCapability, ModelDialect } from '../../schemas/model.ts';
import type { Cloud } from './cloud.ts';
import type { Access } from './wire/access.ts';
import { anthropicBody } from './anthropic/anthropic-request.ts';
import { countTokens } from './anthropic/count-tokens.ts';
import { MessageAnswer } from './anthropic/anthropic-response.ts';
import { dialectOf } from './wire/dialect.ts';
import { ANTHROPIC_BASE_URL, endpointOf } from './endpoint.ts';
import { exchanged } from './wire/exchange.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse, OutputSchema } from '../model.ts';
import { schemaInWords, withEmbeddedJson } from './wire/prompted-schema.ts';
import { NEVER_MS, NO_KEY } from './wire/sdk-settings.ts';

export interface AnthropicModelOptions {
  readonly capability: ModelCapability;
  readonly access: Access;
  /** Default: Anthropic's own address. A gateway that speaks the Messages API works the same. */
  readonly baseUrl?: string;
  /** A cloud that serves the model in its own way; absent for the API itself and for gateways. */
  readonly cloud?: Cloud | null;
}

/** A model behind Anthropic's Messages API. */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const { capability, baseUrl = ANTHROPIC_BASE_URL, cloud = null } = options;
  const asked = { ...options, baseUrl, cloud };
  return {
    capability,
    ...endpointOf(baseUrl),
    call: (request, call) => ask(asked, request, call),
    // A cloud counts in its own way, and is not asked.
    ...(cloud === null && { countTokens: (request, signal) => count(asked, request, signal) }),
  };
}

async function ask(
  { capability, access, baseUrl, cloud }: Required<AnthropicModelOptions>,
  request: ModelRequest,
  call: CallOptions,
): Promise<ModelResponse> {
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, call.dialect);
  const strict = dialect.schemas === 'strict';
  const body = {
    ...access.fields,
    ...promptOf(capability, request, dialect),
    max_tokens: Math.min(request.maxOutputTokens, capability.outputTokens),
    stream: true as const,
    ...(request.toolChoice === undefined ? {} : { tool_choice: { type: request.toolChoice } }),
    ...outputConfig(request, dialect),
  };
  const response = await exchanged({
    capability,
    access,
    call,
    requestIdHeader: cloud?.kind === 'aws' ? 'x-amzn-requestid' : 'request-id',
    answer: new MessageAnswer(),
    // Only sent by the SDK: its own reader throws at arguments that are no JSON, and waits for a usage that may never come.
    send: async ({ fetch, signal }) => {
      const client = cloud === null ? clientOf(baseUrl, fetch) : await cloudClientOf(cloud, baseUrl, access, fetch);
      return client.messages.create(body, { signal }).asResponse();
    },
  });
  return strict ? response : withEmbeddedJson(response);
}

/** What the model reads. */
function promptOf({ id: model, tools }: ModelCapability, request: ModelRequest, dialect: ModelDialect) {
  const inWords = dialect.schemas === 'strict' ? null : schemaInWords(request.output);
  return { ...anthropicBody(tools ? request : { ...request, tools: [] }, { model, dialect, inWords }), model };
}

function count(
  { capability, access, baseUrl }: Pick<Required<AnthropicModelOptions>, 'capability' | 'access' | 'baseUrl'>,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<number | null> {
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, {});
  return countTokens({ baseUrl, access, signal, body: promptOf(capability, request, dialect) });
}

/** Loaded only where a cloud is asked. */
async function cloudClientOf(cloud: Cloud, baseURL: string, access: Access, fetch: typeof globalThis.fetch) {
  return (await import('./cloud-clients.ts')).cloudClient({ cloud, baseURL, access, fetch });
}

/** Everything that the SDK would else look up in the environment is said here; keys are put in where the request leaves. */
function clientOf(baseURL: string, fetch: typeof globalThis.fetch): Anthropic {
  return new Anthropic({
    apiKey: NO_KEY,
    authToken: null,
    webhookKey: null,
    baseURL,
    fetch,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
  });
}

/** How the answer is to look, and how much to think about it; nothing where neither can be said. */
function outputConfig({ output, effort }: ModelRequest, dialect: ModelDialect) {
  const config = {
    ...(dialect.schemas === 'strict' ? { format: outputFormat(output) } : {}),
    ...(dialect.effort && effort !== undefined ? { effort } : {}),
  };
  return Object.keys(config).length === 0 ? {} : { output_config: config };
}

/** The SDK's helper rewrites the schema to what the API enforces; its parser is left out, because the caller parses. */
function outputFormat(output: OutputSchema): { type: 'json_schema'; schema: Record<string, unknown> } {
  const { type, schema } = jsonSchemaOutputFormat({ ...output.jsonSchema, type: 'object' } as const);
  return { type, schema };
}
