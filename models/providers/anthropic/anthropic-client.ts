import Anthropic from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import type { OutputSchema } from '../../model.ts';
import { NEVER_MS, NO_KEY } from '../wire/sdk-settings.ts';

/** Everything that the SDK would else look up in the environment is said here; keys are put in where the request leaves. */
export function anthropicClient(baseURL: string, fetch: typeof globalThis.fetch): Anthropic {
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

/** The SDK's helper rewrites the schema to what the API enforces; its parser is left out, because the caller parses. */
export function outputFormat(output: OutputSchema): { type: 'json_schema'; schema: Record<string, unknown> } {
  const { type, schema } = jsonSchemaOutputFormat({ ...output.jsonSchema, type: 'object' } as const);
  return { type, schema };
}
