import OpenAI from 'openai';
import { NEVER_MS, NO_KEY } from '../wire/sdk-settings.ts';

/** Everything that the SDK would else look up in the environment is said here; keys are put in where the request leaves. */
export function openAiClient(baseURL: string, fetch: typeof globalThis.fetch): OpenAI {
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
