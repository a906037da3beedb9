import { type CallJournalOptions, createCallJournal } from '../../../history/write/call-journal-db.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { RunRecorder } from '../../../history/write/run-recorder.ts';
import type { CallJournal } from '../../../models/call-journal.ts';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import type { AttemptEnd, AttemptStart, ModelRequest, ModelResponse } from '../../../schemas/model-call.ts';
import type { Run } from '../../../schemas/run.ts';
import type { Usage } from '../../../schemas/usage.ts';
import { aRun } from '../records.ts';

export const MODEL = 'claude-sonnet-5-5';

export function aRequest(text: string, request: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: 'Review the change.',
    tools: [{ name: 'read', description: 'Reads a range.', inputSchema: { type: 'object' } }],
    output: { name: 'answer', jsonSchema: { type: 'object' } },
    messages: [{ role: 'user', parts: [{ kind: 'text', text, cache: true }] }],
    maxOutputTokens: 1000,
    ...request,
  };
}

export function aResponse(text: string, response: Partial<ModelResponse> = {}): ModelResponse {
  return {
    parts: [
      { kind: 'opaque', value: { thinking: 'hm', signature: '\ud800' } },
      { kind: 'tool-call', callId: 't-1', name: 'read', input: { path: 'a.ts', lines: [1, 2] } },
      { kind: 'text', text },
    ],
    stopReason: 'end',
    usage: { inputTokens: 100, cacheReadTokens: 20, cacheWriteTokens: 3, outputTokens: 40 },
    model: MODEL,
    requestId: 'req-1',
    ...response,
  };
}

export function aStart(call: string, text: string, start: Partial<AttemptStart> = {}): AttemptStart {
  const request = aRequest(text);
  const { model = MODEL, provider = 'anthropic' } = start;
  return {
    call,
    attempt: 1,
    step: 'security',
    provider,
    host: 'api.anthropic.com',
    local: false,
    model,
    requestDigest: requestDigest({ id: model, provider }, request),
    request,
    reservedMicroUsd: 900,
    ...start,
  };
}

export function anEnd(call: string, text: string, end: { readonly costMicroUsd?: number | null } = {}): AttemptEnd {
  return { call, attempt: 1, state: 'ok', response: aResponse(text), costMicroUsd: 300, ...end };
}

export function digestFor(text: string): string {
  return requestDigest({ id: MODEL, provider: 'anthropic' }, aRequest(text));
}

/** A run with a step for each name that is asked for, and the journal of its calls. */
export function callsOf(
  log: HistoryLog,
  { run = {}, ...options }: { readonly run?: Partial<Run>; readonly onTrouble?: (problem: Error) => void } = {},
): { readonly recorder: RunRecorder; readonly calls: CallJournal & { usage(): Usage } } {
  const recorder = log.startRun(aRun(run), options);
  const steps = new Map<string, { readonly id: string }>();
  const stepOf: CallJournalOptions['stepOf'] = (name) => {
    const step = steps.get(name) ?? recorder.step({ kind: 'reviewer', name, key: '1'.repeat(64) });
    steps.set(name, step);
    return step;
  };
  return { recorder, calls: createCallJournal({ log, recorder, stepOf }) };
}
