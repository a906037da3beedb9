import { answerTask } from './answer-task.ts';
import { quoteTask } from './quote-task.ts';
import type { CheckTask } from './task.ts';
import { toolTask } from './tool-task.ts';
import type { ModelCaller } from '../model-caller.ts';
import { ModelError } from '../model.ts';
import { promptForm } from '../../schemas/model.ts';
import type { Model, ModelErrorKind, ModelResponse } from '../model.ts';
import { reviewSpeed, type TimedQuestion } from './review-speed.ts';
import type { ModelScore } from '../selection/model-score.ts';

export interface CheckProgress {
  readonly stage: 'tool calls' | 'answers' | 'quotes';
  readonly done: number;
  readonly of: number;
}

export interface CheckOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CheckProgress) => void;
  /** Questions under way at the same time. Default: 4. */
  readonly atOnce?: number;
  /** Another seed asks other questions of the same kind. Default: 1. */
  readonly seed?: number;
}

const QUESTIONS = 50;
const PROMPT_SIZES = [8_000, 32_000, 128_000] as const;
/** What the answer to a quotation task needs besides the prompt. */
const ROOM_FOR_ANSWER = 2_000;

/** Least share that is right: one repair round mends what is left. */
const BAR = 0.9;

/**
 * Scores a model on what breaks reviewers first. The questions are the same every time. A question that the model answers badly, or that
 * its server refuses, counts against it; a failure that says nothing about the model (no key, no network, overload) is thrown.
 */
export async function checkModel(asked: Model | ModelCaller, options: CheckOptions): Promise<ModelScore> {
  const { capability } = asked;
  const seed = options.seed ?? 1;
  const mistakes = new Map<string, number>();
  const timed: TimedQuestion[] = [];
  const stage = async (name: CheckProgress['stage'], tasks: readonly CheckTask[]) => {
    const results = await inTurns(tasks, options, name, (task) => result(asked, task, options.signal));
    timed.push(...results.map(({ ms }, at) => ({ promptTokens: sizeOf(tasks[at]), ms })));
    for (const { mistake } of results) if (mistake !== null) mistakes.set(mistake, (mistakes.get(mistake) ?? 0) + 1);
    return results.map(({ valid }) => valid);
  };
  const seeds = Array.from({ length: QUESTIONS }, (_unused, index) => seed * 1_000 + index);

  const calls = await stage('tool calls', capability.tools ? seeds.map(toolTask) : []);
  const answers = await stage('answers', seeds.map(answerTask));
  const fitting = PROMPT_SIZES.filter((size) => size + ROOM_FOR_ANSWER <= capability.contextTokens);
  const quoteTasks = fitting.map((size) => quoteTask(seed, size));
  const exact = await stage('quotes', quoteTasks);

  const toolCalls = { valid: sum(calls), of: calls.length };
  const schemaAnswers = { valid: sum(answers), of: answers.length };
  const quotes = PROMPT_SIZES.map((promptTokens) => {
    const at = fitting.indexOf(promptTokens);
    return { promptTokens, valid: exact[at] ?? 0, of: quoteTasks[at]?.of ?? 0 };
  });
  const speed =
    'local' in asked && asked.local
      ? reviewSpeed(timed, {
          contextTokens: capability.contextTokens,
          form: promptForm(capability),
        })
      : null;
  const reasons = reasonsOf({ toolCalls, answers: schemaAnswers, quotes });
  const frequent = [...mistakes]
    .toSorted((one, other) => other[1] - one[1])
    .map(([mistake, times]) => `${mistake} (${times})`);
  return {
    model: capability.id,
    toolCalls,
    answers: schemaAnswers,
    quotes,
    ...(speed === null ? {} : { speed }),
    passes: reasons.length === 0,
    reasons,
    mistakes: frequent,
  };
}

function reasonsOf(score: Pick<ModelScore, 'toolCalls' | 'answers' | 'quotes'>): string[] {
  const { toolCalls, answers, quotes } = score;
  const bar = (of: number): number => Math.ceil(of * BAR);
  const [smallest] = quotes;
  return [
    ...(toolCalls.valid >= bar(toolCalls.of)
      ? []
      : [
          `${toolCalls.valid} of ${toolCalls.of} tool calls were valid, ${bar(toolCalls.of)} are needed; without tools set capabilities.tools to false.`,
        ]),
    ...(answers.valid >= bar(answers.of)
      ? []
      : [
          `${answers.valid} of ${answers.of} answers fitted the schema, ${bar(answers.of)} are needed; see capabilities.schemas.`,
        ]),
    ...(smallest?.of === 0 ? ['Its context is too small: a reviewer needs room for 8k tokens and an answer.'] : []),
    ...quotes
      .filter((quote) => quote.valid < bar(quote.of))
      .map(
        ({ promptTokens, valid, of }) =>
          `${valid} of ${of} quotes were exact at ${promptTokens / 1000}k tokens, ${bar(of)} are needed; lower capabilities.contextTokens if shorter prompts do better.`,
      ),
  ];
}

/** About how many tokens a question has; three bytes each. */
function sizeOf(task: CheckTask | undefined): number {
  return task === undefined ? 0 : Math.round(Buffer.byteLength(JSON.stringify(task.request)) / 3);
}

/** Failures that say something about the model or its server. */
const ITS_OWN_FAULT: ReadonlySet<ModelErrorKind> = new Set(['bad-answer', 'bad-request', 'context-overflow', 'cut']);

async function result(asked: Model | ModelCaller, task: CheckTask, signal: AbortSignal) {
  const began = performance.now();
  const judged = await judgedAnswer(asked, task, signal);
  return { ...judged, ms: performance.now() - began };
}

async function judgedAnswer(asked: Model | ModelCaller, task: CheckTask, signal: AbortSignal) {
  try {
    const options = { signal, step: 'check' };
    const answer = await asked.call(task.request, options);
    const response: ModelResponse = 'response' in answer ? answer.response : answer;
    const { stopReason } = response;
    if (stopReason !== 'end' && stopReason !== 'tool-calls')
      return { valid: 0, mistake: `the answer ended by ${stopReason}` };
    return task.judge(response.parts);
  } catch (problem) {
    if (!(problem instanceof ModelError) || !ITS_OWN_FAULT.has(problem.kind)) throw problem;
    return { valid: 0, mistake: `the call failed: ${problem.kind}` };
  }
}

/** Runs tasks a few at a time; results stand in the order of the tasks. The first failure stops what has not begun. */
async function inTurns<T>(
  tasks: readonly CheckTask[],
  { atOnce = 4, onProgress }: CheckOptions,
  stage: CheckProgress['stage'],
  run: (task: CheckTask) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  const queue = tasks.entries();
  let done = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [index, task] of queue) {
      if (failed) return;
      results[index] = await run(task).catch((problem: unknown) => {
        failed = true;
        throw problem;
      });
      done += 1;
      onProgress?.({ stage, done, of: tasks.length });
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const first = settled.find((one) => one.status === 'rejected');
  if (first !== undefined) throw first.reason;
  return results;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
