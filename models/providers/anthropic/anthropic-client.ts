import Anthropic from '@anthropic-ai/sdk';
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
