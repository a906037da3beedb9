import { z } from 'zod';
import type { CallerOptions, CallResult, ModelCaller } from '../../../models/model-caller.ts';
import { type AssistantPart, ModelError, type ModelRequest, type ModelResponse } from '../../../models/model.ts';
import { type LoopOptions, runAgentLoop } from '../../../reviewers/model-pass/loop/agent-loop.ts';
import type { LoopOutcome } from '../../../reviewers/model-pass/loop/loop-outcome.ts';
import type { Toolbox } from '../../../reviewers/model-pass/tools/toolbox.ts';
import type { ModelCapability } from '../../../schemas/model.ts';

/** What the loop of the tests wants to hear. */
export const Answer = z.strictObject({ findings: z.array(z.strictObject({ title: z.string().min(1) })) });
export type Answer = z.infer<typeof Answer>;
const OUTPUT = { name: 'answer', jsonSchema: z.toJSONSchema(Answer) };

/** One scripted reply: an answer, or what the call throws. */
export type Reply = Pick<ModelResponse, 'parts' | 'stopReason'> | Error;

export const says = (text: string, stopReason: ModelResponse['stopReason'] = 'end'): Reply => ({
  parts: text === '' ? [] : [{ kind: 'text', text }],
  stopReason,
});
export const answers = (...titles: readonly string[]): Reply =>
  says(JSON.stringify({ findings: titles.map((title) => ({ title })) }));
export const calls = (...inputs: readonly (readonly [name: string, input: unknown])[]): Reply => ({
  parts: inputs.map(([name, input], index): AssistantPart => ({ kind: 'tool-call', callId: `c${index}`, name, input })),
  stopReason: 'tool-calls',
});
export const throws = (kind: ModelError['kind'], message = `it is ${kind}`): Reply => new ModelError({ kind, message });

const CAPABILITY: ModelCapability = {
  id: 'scripted-1',
  provider: 'recorded',
  family: 'scripted',
  contextTokens: 200_000,
  outputTokens: 8_000,
  price: { input: 1, output: 1, cacheRead: 1, cacheWrite: 1 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: null,
};

export interface ScriptedCaller extends ModelCaller {
  readonly asked: readonly ModelRequest[];
}

/** Replies in their order; behind the last one it repeats it, so that a loop that does not end shows. */
export function scriptedCaller(script: readonly Reply[], more: Partial<ModelCapability> = {}): ScriptedCaller {
  const asked: ModelRequest[] = [];
  const capability = { ...CAPABILITY, ...more };
  return {
    capability,
    asked,
    async call(request: ModelRequest, { onFirstEvent }: CallerOptions): Promise<CallResult> {
      asked.push(structuredClone(request));
      const reply = script[Math.min(asked.length, script.length) - 1];
      if (reply === undefined) throw new Error('the script is empty');
      if (reply instanceof Error) throw reply;
      onFirstEvent?.();
      const usage = { inputTokens: 10, cacheReadTokens: 1, cacheWriteTokens: 2, outputTokens: 3 };
      const response: ModelResponse = { ...reply, usage, model: 'scripted-1-20261120', requestId: null };
      return { response, capability, host: 'models.example:443', local: false, reused: false, costMicroUsd: 7 };
    },
  };
}

/** Answers every call with its own input, and remembers it. */
export function echoToolbox(size = 0): Toolbox & { readonly called: readonly (readonly [string, unknown])[] } {
  const called: (readonly [string, unknown])[] = [];
  return {
    called,
    seen: new Set(),
    readsTrees: true,
    definitions: [{ name: 'echo', description: 'Echoes.', inputSchema: { type: 'object' } }],
    call: async (name, input) => {
      called.push([name, input]);
      return { text: JSON.stringify([name, input]).padEnd(size, '.'), isError: name !== 'echo' };
    },
  };
}

export function loopOf(caller: ModelCaller, more: Partial<LoopOptions<Answer>> = {}): Promise<LoopOutcome<Answer>> {
  return runAgentLoop({
    caller,
    step: 'security',
    system: 'Review.',
    output: OUTPUT,
    schema: Answer,
    messages: [{ role: 'user', parts: [{ kind: 'text', text: 'The change.' }] }],
    toolbox: echoToolbox(),
    signal: new AbortController().signal,
    ...more,
  });
}
