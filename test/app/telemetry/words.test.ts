import { expect, it } from 'vitest';
import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MAX_TOKENS,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  METRIC_GEN_AI_CLIENT_OPERATION_DURATION,
  METRIC_GEN_AI_CLIENT_TOKEN_USAGE,
} from '@opentelemetry/semantic-conventions/incubating';
import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@opentelemetry/semantic-conventions';
import { boundedWords, amongWords } from '../../../app/telemetry/bounded-words.ts';
import { GEN_AI, modelAttributes } from '../../../app/telemetry/model-names.ts';

it('the names are those of the conventions', () => {
  expect(GEN_AI).toEqual({
    operation: ATTR_GEN_AI_OPERATION_NAME,
    provider: ATTR_GEN_AI_PROVIDER_NAME,
    requestModel: ATTR_GEN_AI_REQUEST_MODEL,
    maxTokens: ATTR_GEN_AI_REQUEST_MAX_TOKENS,
    finishReasons: ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
    inputTokens: ATTR_GEN_AI_USAGE_INPUT_TOKENS,
    outputTokens: ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
    cacheRead: ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
    cacheCreation: ATTR_GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS,
    tokenType: ATTR_GEN_AI_TOKEN_TYPE,
    duration: METRIC_GEN_AI_CLIENT_OPERATION_DURATION,
    tokenUsage: METRIC_GEN_AI_CLIENT_TOKEN_USAGE,
    serverAddress: ATTR_SERVER_ADDRESS,
    serverPort: ATTR_SERVER_PORT,
    errorType: ATTR_ERROR_TYPE,
  });
});

it('words are bounded in number and in form; those that came first stay', () => {
  const word = boundedWords(2);
  expect(['one', 'a line\nand more', 'two', 'three', 'one', 'x'.repeat(101)].map(word)).toEqual([
    'one',
    'other',
    'two',
    'other',
    'one',
    'other',
  ]);
  expect(['a', 'b'].map(amongWords(['a']))).toEqual(['a', 'other']);
});

it.each([
  ['api.anthropic.com:443', 'anthropic'],
  ['bedrock-runtime.us-east-1.amazonaws.com:443', 'aws.bedrock'],
  ['europe-west1-aiplatform.googleapis.com:443', 'gcp.vertex_ai'],
  ['api.openai.com.evil.example:443', 'anthropic'],
])('the server at %s is %s', (host, provider) => {
  const call = { call: 'c', attempt: 1, step: 's', provider: 'anthropic', host, model: 'm', maxOutputTokens: 1 };
  expect(modelAttributes().shared(call)).toMatchObject({
    'gen_ai.provider.name': provider,
    'server.address': host.replace(':443', ''),
    'server.port': 443,
  });
});
