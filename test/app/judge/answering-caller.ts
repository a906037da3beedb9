import type { ModelCaller } from '../../../models/model-caller.ts';
import { type AssistantPart, ModelError, type ModelErrorKind, type ModelRequest } from '../../../models/model.ts';
import type { ModelCapability } from '../../../schemas/model.ts';

const CAPABILITY: ModelCapability = {
  id: 'deep-model',
  provider: 'anthropic',
  family: 'test',
  contextTokens: 200_000,
  outputTokens: 16_000,
  price: { input: 1, output: 1, cacheRead: 0, cacheWrite: 1 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: null,
};

/** What a model does when it is asked once. */
export type Turn =
  | { readonly say: unknown }
  | { readonly calls: readonly { readonly name: string; readonly input: unknown }[] }
  | { readonly fail: ModelErrorKind };

/** A caller whose model decides by the request and how often it was asked before, and that remembers what it was asked. */
export function answeringCaller(
  turn: (request: ModelRequest, asked: number) => Turn,
  /** What its server tells of a prompt: a token for four bytes, unless said otherwise. */
  tokensOf: (request: ModelRequest) => number | null = honestCount,
): ModelCaller & { readonly requests: readonly ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    capability: CAPABILITY,
    requests,
    async call(request, { onFirstEvent }) {
      const now = turn(request, requests.push(request) - 1);
      onFirstEvent?.();
      if ('fail' in now) throw new ModelError({ kind: now.fail, message: `it is ${now.fail}` });
      const calls = 'calls' in now;
      return {
        response: {
          parts: calls
            ? now.calls.map((call, at) => toolCall(`call-${requests.length}-${at}`, call))
            : [spoken(now.say)],
          stopReason: calls ? 'tool-calls' : 'end',
          usage: { inputTokens: tokensOf(request), cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 10 },
          model: CAPABILITY.id,
          requestId: null,
        },
        capability: CAPABILITY,
        host: 'models.example:443',
        local: false,
        reused: false,
        costMicroUsd: 1,
      };
    },
  };
}

const honestCount = (request: ModelRequest): number => Math.ceil(JSON.stringify(request).length / 4);

function spoken(said: unknown): AssistantPart {
  return { kind: 'text', text: typeof said === 'string' ? said : JSON.stringify(said) };
}

function toolCall(callId: string, { name, input }: { readonly name: string; readonly input: unknown }): AssistantPart {
  return { kind: 'tool-call', callId, name, input };
}
