import type { Contents, Inspection } from '../../../forge/forge.ts';
import type { CallerOptions, CallResult, ModelCaller } from '../../../models/model-caller.ts';
import type { AssistantPart, ModelRequest, ModelResponse } from '../../../models/model.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { CAPABILITY } from './builders.ts';

/** One call as it was asked. */
export interface AskedCall {
  readonly step: string;
  readonly request: ModelRequest;
}

/** An answer; `reused` when it is to come out of the log. */
export interface Reply extends ModelResponse {
  readonly reused?: boolean;
}

/** What a script makes of a call: it may wait, call `begin` for the first byte, and throw. */
export type Script = (
  call: AskedCall & { readonly begin: () => void; readonly signal: AbortSignal },
) => Promise<Reply> | Reply;

/** A model in this process that decides by the request and the step, and remembers what it was asked. */
export class ModelScript implements ModelCaller {
  readonly asked: AskedCall[] = [];
  readonly capability: ModelCapability;
  readonly #script: Script;

  constructor(script: Script, capability: Partial<ModelCapability> = {}) {
    this.#script = script;
    this.capability = { ...CAPABILITY, ...capability };
  }

  async call(request: ModelRequest, options: CallerOptions): Promise<CallResult> {
    const call = { step: options.step, request: structuredClone(request) };
    this.asked.push(call);
    const begin = () => options.onFirstEvent?.();
    const said = await this.#script({ ...call, begin, signal: options.signal });
    // A provider counts about a token for four bytes, unless the script has a count of its own.
    const inputTokens = Math.ceil(Buffer.byteLength(JSON.stringify(request)) / 4);
    const reply = said.usage === UNCOUNTED ? { ...said, usage: { ...UNCOUNTED, inputTokens } } : said;
    const reused = reply.reused === true;
    if (reused) begin();
    return { response: reply, capability: this.capability, host: 'test', local: true, reused, costMicroUsd: 0 };
  }
}

const UNCOUNTED = { inputTokens: null, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 1 };

function says(parts: readonly AssistantPart[], stopReason: ModelResponse['stopReason'] = 'end'): Reply {
  return { parts, stopReason, usage: UNCOUNTED, model: 'fixed-1', requestId: null };
}

/** The final answer. */
export function answers(findings: readonly unknown[] = []): Reply {
  return says([{ kind: 'text', text: JSON.stringify({ findings }) }]);
}

export function callsTool(name: string, input: unknown): Reply {
  return says([{ kind: 'tool-call', callId: 'call-1', name, input }], 'tool-calls');
}

/** One finding as a model says it. */
export function said(rule: string, rest: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    rule,
    severity: 'warning',
    confidence: 700,
    path: 'src/a.ts',
    side: 'new',
    startLine: 1,
    endLine: 1,
    quote: 'x',
    title: 'Wrong',
    explanation: 'Because.',
    failureScenario: { description: 'Do it.', command: null, expected: null, actual: null },
    replacement: null,
    references: [],
    ...rest,
  };
}

/** A source that carries nothing but the change itself. */
export const NO_CONTENTS: Contents = {
  read: () => Promise.resolve({ kind: 'absent', why: 'unavailable', reason: 'a plain diff has no files' }),
  list: () => Promise.resolve(null),
};
export const NO_INSPECTION: Inspection = {
  search: () => Promise.resolve({ kind: 'unavailable', reason: 'a plain diff has no files' }),
  mentions: () => Promise.resolve({ kind: 'unavailable', reason: 'a plain diff has no files' }),
  touchedBy: () => Promise.resolve({ kind: 'unavailable', reason: 'a plain diff has no commits' }),
  takenBack: () => Promise.resolve({ kind: 'unavailable', reason: 'a plain diff has no commits' }),
};
