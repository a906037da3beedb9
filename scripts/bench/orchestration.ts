import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { askJudge } from '../../app/judge/ask-judge.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ModelCaller } from '../../models/model-caller.ts';
import { knownCapabilities } from '../../models/selection/capabilities.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runModelPass } from '../../reviewers/model-pass/run-model-pass.ts';
import { type PromptChange, promptChange } from './prompt-change.ts';
import type { BenchResult } from './result.ts';

/** Every model answers after one second; its first byte comes after a fifth of that. */
const ANSWER_MS = 1_000;
const FIRST_EVENT_MS = 200;
/** The first call goes alone until its first byte, then the others take their second at the same time; so do verifiers after finders. */
const CRITICAL_PATH_MS = FIRST_EVENT_MS + ANSWER_MS;
/** Three conversations of at most eight. */
const FINDINGS = 24;

/** One run of seven model halves against a model in this process that is always as slow. Answers how long it took, in milliseconds. */
export async function orchestrate(
  change: PromptChange,
  { firstEventMs, answerMs }: { readonly firstEventMs: number; readonly answerMs: number },
): Promise<number> {
  const began = performance.now();
  const reports = await runModelPass({
    ...change,
    reviewers: BUILT_IN_REVIEWERS,
    reports: BUILT_IN_REVIEWERS.map(({ id }) => ({
      reviewer: id,
      required: true,
      status: 'ok',
      reason: null,
      gaps: [],
      rules: [],
      read: [],
      findings: [],
    })),
    guidance: [],
    plan: {
      tasks: BUILT_IN_REVIEWERS.map(({ id }) => ({ reviewers: [id], model: 'standard' })),
      unusable: null,
      notAsked: [],
      sensitivePaths: [],
    },
    callerFor: () => fixedLatency(firstEventMs, answerMs),
    journal: { toolCalled: () => Promise.resolve(), recallTool: () => Promise.resolve(null) },
    signal: new AbortController().signal,
  });
  const unfinished = reports.find((report) => report.status !== 'ok');
  if (unfinished !== undefined) throw new Error(`${unfinished.reviewer}: ${unfinished.reason}`);
  return performance.now() - began;
}

/** Verifies findings in conversations side by side, against the same slow model. Returns how long it took, in milliseconds. */
async function verify({ changeSet }: PromptChange, answerMs = ANSWER_MS): Promise<number> {
  const began = performance.now();
  const outcome = await askJudge({
    candidates: Array.from({ length: FINDINGS }, (_, at) => candidate(at)),
    changeSet,
    prompt: { text: '# The change', marks: { first: 'bench', last: 'bench' } },
    caller: fixedLatency(
      Math.min(FIRST_EVENT_MS, answerMs),
      answerMs,
      '{"firstMark":"bench","lastMark":"bench","answers":[]}',
    ),
    toolbox: null,
    signal: new AbortController().signal,
  });
  if (outcome.status !== 'ok') throw new Error(`the judge: ${outcome.reason}`);
  return performance.now() - began;
}

const candidate = (at: number): Candidate => ({
  id: `c${at + 1}`,
  rule: 'quality/logic-error',
  severity: 'warning',
  confidence: 700,
  location: null,
  quote: null,
  title: 'Wrong',
  explanation: 'Because.',
  failureScenario: null,
  origin: 'model',
  reviewers: ['quality'],
  origins: ['model'],
});

function fixedLatency(firstEventMs: number, answerMs: number, text = '{"findings":[]}'): ModelCaller {
  const [capability] = knownCapabilities();
  if (capability === undefined) throw new Error('no model is known');
  const usage = { inputTokens: 20_000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 1 };
  const parts = [{ kind: 'text', text }] as const;
  const response = { parts, stopReason: 'end', usage, model: capability.id, requestId: null } as const;
  return {
    capability,
    async call(_request, { onFirstEvent }) {
      if (firstEventMs > 0) await wait(firstEventMs);
      onFirstEvent?.();
      if (answerMs > firstEventMs) await wait(answerMs - firstEventMs);
      return { response, capability, host: 'bench', local: true, reused: false, costMicroUsd: 0 };
    },
  };
}

/** The heap in use after garbage collection, at each quarter of so many runs in one process, in bytes. */
export async function heapOver(runs: number): Promise<readonly number[]> {
  const script = fileURLToPath(new URL('orchestration-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, String(runs)]);
  return z.array(z.int()).parse(JSON.parse(stdout));
}

/** What seven reviewers cost in time beyond their models, and in memory that is not given back. */
export async function benchOrchestration(): Promise<BenchResult[]> {
  const change = promptChange();
  const times: number[] = [];
  const verified: number[] = [];
  const worked: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const before = process.cpuUsage();
    await orchestrate(change, { firstEventMs: 0, answerMs: 0 });
    await verify(change, 0);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
    const found = await orchestrate(change, { firstEventMs: FIRST_EVENT_MS, answerMs: ANSWER_MS });
    times.push(found);
    verified.push(found + (await verify(change)));
  }
  const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[2] ?? Number.NaN;
  const median = medianOf(times);
  const heap = await heapOver(200);
  const [first = Number.NaN, last = Number.NaN] = [heap[0], heap.at(-1)];
  return [
    { name: 'seven model halves of 1 s each, warm-up of 0.2 s counted', value: median, unit: 'ms' },
    {
      name: 'the same against the critical path of 1.2 s',
      value: median / CRITICAL_PATH_MS,
      unit: 'times',
      aim: 'at most 1.10',
    },
    {
      name: 'seven finders of 1 s and three verifiers of 1 s against the critical path of 2.4 s',
      value: medianOf(verified) / (2 * CRITICAL_PATH_MS),
      unit: 'times',
      aim: 'at most 1.10',
    },
    {
      name: 'processor time of seven finders and three verifiers beside their models',
      value: medianOf(worked),
      unit: 'ms',
    },
    { name: 'heap after 200 runs against after 50', value: last / first, unit: 'times', aim: 'at most 1.10' },
  ];
}
