import { createAnthropicModel } from '../../../models/providers/anthropic.ts';
import type { Model, ModelRequest } from '../../../models/model.ts';
import { createOpenAiCompatibleModel } from '../../../models/providers/openai-compatible.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import type { Access } from '../../../models/providers/wire/access.ts';
import type { ModelServer } from '../../support/model-server.ts';

/** A key that no error may ever show. */
export const KEY = 'sk-test-4f9a1c77d2e84b0f';

export const capability = (changes: Partial<ModelCapability> = {}): ModelCapability => ({
  id: 'test-model',
  provider: 'anthropic',
  family: 'test',
  contextTokens: 200_000,
  outputTokens: 32_000,
  price: { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: 512,
  ...changes,
});

const openAiCapability = (changes: Partial<ModelCapability>): ModelCapability =>
  capability({ provider: 'openai-compatible', ...changes });

/** How a request is let in; without a key unless one is given. */
export const access = (changes: Partial<Access> = {}): Access => ({
  apiKey: null,
  auth: 'bearer',
  headers: {},
  fields: {},
  ...changes,
});

interface Protocol {
  readonly name: 'anthropic' | 'openai';
  readonly model: (
    server: Pick<ModelServer, 'url' | 'openAiUrl'>,
    changes?: Partial<ModelCapability>,
    key?: string,
  ) => Model;
}

/** Both providers, for tables. */
export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'anthropic',
    model: (server, changes = {}, apiKey = KEY) =>
      createAnthropicModel({
        capability: capability(changes),
        access: access({ apiKey, auth: 'x-api-key' }),
        baseUrl: server.url,
      }),
  },
  {
    name: 'openai',
    model: (server, changes = {}, apiKey = KEY) =>
      createOpenAiCompatibleModel({
        capability: openAiCapability(changes),
        access: access({ apiKey }),
        baseUrl: server.openAiUrl,
      }),
  },
];

/** A request with a tool, a schema and a question. */
export const request = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'You review code.',
  tools: [
    {
      name: 'read_file',
      description: 'Reads a file.',
      inputSchema: {
        type: 'object',
        properties: { path: { type: 'string' } },
        required: ['path'],
        additionalProperties: false,
      },
    },
  ],
  output: {
    name: 'findings',
    jsonSchema: {
      type: 'object',
      properties: { findings: { type: 'array', items: { type: 'string' } } },
      required: ['findings'],
      additionalProperties: false,
    },
  },
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'What is wrong here?' }] }],
  maxOutputTokens: 1_000,
  ...changes,
});

export const never = (): AbortSignal => new AbortController().signal;
