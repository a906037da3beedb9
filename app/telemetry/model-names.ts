import type { Attributes } from '@opentelemetry/api';
import type { ModelUsage } from '../../schemas/model-call.ts';
import { boundedWords } from './bounded-words.ts';
import type { ModelCallBegun, ModelCallEnded } from './run-observer.ts';

/** The names of the GenAI conventions, which its package keeps apart as not settled yet; a test compares them. */
export const GEN_AI = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  maxTokens: 'gen_ai.request.max_tokens',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheRead: 'gen_ai.usage.cache_read.input_tokens',
  cacheCreation: 'gen_ai.usage.cache_creation.input_tokens',
  tokenType: 'gen_ai.token.type',
  duration: 'gen_ai.client.operation.duration',
  tokenUsage: 'gen_ai.client.token.usage',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  errorType: 'error.type',
} as const;

/** What the conventions call the servers behind these hosts; others are named by the protocol that they speak. */
const BY_HOST: readonly (readonly [ending: string, provider: string])[] = [
  ['.amazonaws.com', 'aws.bedrock'],
  ['.googleapis.com', 'gcp.vertex_ai'],
  ['.openai.azure.com', 'azure.ai.openai'],
  ['api.openai.com', 'openai'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.deepseek.com', 'deepseek'],
  ['api.groq.com', 'groq'],
];

/** Of models and hosts so many are told apart: more than any operator configures. */
const MOST_MODELS = 50;

/** The attributes of requests to models. Models and hosts are named as the operator configured them. */
export function modelAttributes() {
  const [model, host] = [boundedWords(MOST_MODELS), boundedWords(MOST_MODELS)];
  return {
    /** What figures are told apart by. */
    shared: (call: ModelCallBegun): Attributes => ({
      [GEN_AI.operation]: 'chat',
      [GEN_AI.provider]: providerOf(call),
      [GEN_AI.requestModel]: model(call.model),
      ...addressOf(host(call.host)),
    }),
    modelOf: (call: ModelCallBegun): string => model(call.model),
  };
}

function providerOf({ provider, host }: ModelCallBegun): string {
  const [name] = nameAndPort(host);
  return BY_HOST.find(([ending]) => name.endsWith(ending))?.[1] ?? provider;
}

function addressOf(host: string): Attributes {
  const [name, port] = nameAndPort(host);
  return { [GEN_AI.serverAddress]: name, ...(port === null ? {} : { [GEN_AI.serverPort]: port }) };
}

function nameAndPort(host: string): readonly [name: string, port: number | null] {
  const at = host.lastIndexOf(':');
  const port = Number(host.slice(at + 1));
  return at < 0 || !Number.isInteger(port) ? [host, null] : [host.slice(0, at), port];
}

/** What is known when it has ended. */
export function endAttributes(end: ModelCallEnded): Attributes {
  const { usage } = end;
  return {
    ...(end.state === 'failed' ? { [GEN_AI.errorType]: end.error } : { [GEN_AI.finishReasons]: [end.stopReason] }),
    ...(usage === null ? {} : usageAttributes(usage)),
  };
}

function usageAttributes(usage: ModelUsage): Attributes {
  const input = inputTokensOf(usage);
  return {
    ...(input === null ? {} : { [GEN_AI.inputTokens]: input }),
    ...(usage.outputTokens === null ? {} : { [GEN_AI.outputTokens]: usage.outputTokens }),
    [GEN_AI.cacheRead]: usage.cacheReadTokens,
    [GEN_AI.cacheCreation]: usage.cacheWriteTokens,
  };
}

/** All tokens of the prompt, cached or not, as the conventions count them; null where the provider did not say. */
export function inputTokensOf({ inputTokens, cacheReadTokens, cacheWriteTokens }: ModelUsage): number | null {
  return inputTokens === null ? null : inputTokens + cacheReadTokens + cacheWriteTokens;
}
