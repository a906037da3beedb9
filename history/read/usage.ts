import { BATCH_NOTE, EVIDENCE_PACK } from '../../schemas/model-call.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { ModelUse, Usage } from '../../schemas/usage.ts';
import type { ModelCall } from '../tables/model-calls.ts';
import type { ReusedCall } from '../tables/reused-calls.ts';
import type { Tables } from '../tables/tables.ts';
import type { ToolCall } from '../tables/tool-calls.ts';

/** Every call of some steps. */
export interface Calls {
  readonly models: readonly ModelCall[];
  readonly reused: readonly ReusedCall[];
  readonly tools: readonly ToolCall[];
}

export function callsOfRun(tables: Tables, run: string): Calls {
  return {
    models: tables.modelCalls.ofRun(run),
    reused: tables.reusedCalls.ofRun(run),
    tools: tables.toolCalls.ofRun(run),
  };
}

/** The calls of one step. */
export function callsOfStep({ models, reused, tools }: Calls, step: string): Calls {
  const isOfStep = (row: { readonly step: string }): boolean => row.step === step;
  return { models: models.filter(isOfStep), reused: reused.filter(isOfStep), tools: tools.filter(isOfStep) };
}

/** Notes that are kept beside the calls of tools. */
const CALLED_BY_NO_MODEL: ReadonlySet<string> = new Set([EVIDENCE_PACK, BATCH_NOTE]);

/** What models did and cost, by model and by place. An attempt without an end counts as a failed one. */
export function usageOf({ models, reused, tools }: Calls): Usage {
  const byModel = Map.groupBy([...models, ...reused], modelKey);
  const uses = [...byModel].toSorted(([a], [b]) => compareText(a, b)).map(([, rows]) => useOf(rows));
  return { models: uses, toolCalls: tools.filter(({ tool }) => !CALLED_BY_NO_MODEL.has(tool)).length };
}

type Row = ModelCall | ReusedCall;

function modelKey({ model, host, local }: Row): string {
  return JSON.stringify([model, host, local]);
}

function useOf(rows: readonly Row[]): ModelUse {
  const attempts = rows.filter((row) => 'state' in row);
  const began = attempts.filter(({ state }) => state === 'started');
  const ended = attempts.filter(({ state }) => state !== 'started');
  const answered = ended.filter(({ state }) => state === 'ok').length;
  const reused = rows.length - attempts.length;
  const known = new Map(ended.map((row) => [attemptKey(row), row.costMicroUsd]));
  const sum = (key: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens'): number =>
    ended.reduce((total, row) => total + (row[key] ?? 0), 0);
  const [first] = rows;
  if (first === undefined) throw new TypeError('a model that did nothing has no use');
  return {
    model: first.model,
    host: first.host,
    local: first.local === 1,
    calls: answered + reused,
    reused,
    failedAttempts: began.length - answered,
    inputTokens: sum('inputTokens'),
    cacheReadTokens: sum('cacheReadTokens'),
    cacheWriteTokens: sum('cacheWriteTokens'),
    outputTokens: sum('outputTokens'),
    costMicroUsd: began.reduce((total, row) => total + (known.get(attemptKey(row)) ?? row.reservedMicroUsd), 0),
  };
}

function attemptKey({ call, attempt }: ModelCall): string {
  return `${call}/${attempt}`;
}
