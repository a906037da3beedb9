import type { ModelCapability } from '../../schemas/model.ts';
import type { Cloud } from './cloud.ts';
import type { Access } from './wire/access.ts';
import { anthropicClient } from './anthropic/anthropic-client.ts';
import { messageParams, promptParams } from './anthropic/message-params.ts';
import { countTokens } from './anthropic/count-tokens.ts';
import { messageBatches } from './anthropic/message-batches.ts';
import { MessageAnswer } from './anthropic/anthropic-response.ts';
import { dialectOf } from './wire/dialect.ts';
import { ANTHROPIC_BASE_URL, endpointOf } from './endpoint.ts';
import { exchanged } from './wire/exchange.ts';
import type { CallOptions, Model, ModelRequest, ModelResponse } from '../model.ts';
import { withEmbeddedJson } from './wire/prompted-schema.ts';

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
    // A cloud counts in its own way, and is not asked; nor has it these batches.
    ...(cloud === null && {
      countTokens: (request, signal) => count(asked, request, signal),
      batches: messageBatches(asked),
    }),
  };
}

async function ask(
  { capability, access, baseUrl, cloud }: Required<AnthropicModelOptions>,
  request: ModelRequest,
  call: CallOptions,
): Promise<ModelResponse> {
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, call.dialect);
  const strict = dialect.schemas === 'strict';
  const body = { ...access.fields, ...messageParams(capability, request, dialect), stream: true as const };
  const response = await exchanged({
    capability,
    access,
    call,
    requestIdHeader: cloud?.kind === 'aws' ? 'x-amzn-requestid' : 'request-id',
    answer: new MessageAnswer(),
    // Only sent by the SDK: its own reader throws at arguments that are no JSON, and waits for a usage that may never come.
    send: async ({ fetch, signal }) => {
      const client =
        cloud === null ? anthropicClient(baseUrl, fetch) : await cloudClientOf(cloud, baseUrl, access, fetch);
      return client.messages.create(body, { signal }).asResponse();
    },
  });
  return strict ? response : withEmbeddedJson(response);
}

function count(
  { capability, access, baseUrl }: Pick<Required<AnthropicModelOptions>, 'capability' | 'access' | 'baseUrl'>,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<number | null> {
  const dialect = dialectOf(capability, endpointOf(baseUrl).host, {});
  return countTokens({ baseUrl, access, signal, body: promptParams(capability, request, dialect) });
}

/** Loaded only where a cloud is asked. */
async function cloudClientOf(cloud: Cloud, baseURL: string, access: Access, fetch: typeof globalThis.fetch) {
  return (await import('./cloud-clients.ts')).cloudClient({ cloud, baseURL, access, fetch });
}
