import type { z } from 'zod';
import type { ModelCaller } from '../../../models/model-caller.ts';
import type { AssistantPart, ModelMessage, ModelResponse, OutputSchema } from '../../../models/model.ts';
import { whyRefused } from '../../../schemas/model-call.ts';
import { beforeAbort } from './before-abort.ts';
import { ModelConversation } from './conversation.ts';
import { type LoopLimits, limitsFor, roomAfterCut } from './loop-limits.ts';
import { endOfError, callFactsOf, failed, type LoopCall, type LoopEnd, type LoopOutcome } from './loop-outcome.ts';
import { type ReadAnswer, readAnswer } from './read-answer.ts';
import { ToolUse } from './tool-use.ts';
import type { Toolbox } from '../tools/toolbox.ts';

export interface LoopOptions<T> {
  readonly caller: ModelCaller;
  /** The journaled step: a reviewer's id, or `judge`. */
  readonly step: string;
  readonly system: string;
  readonly output: OutputSchema;
  /** What `output` describes: the answer is checked with it. */
  readonly schema: z.ZodType<T>;
  readonly mend?: Mend<T>;
  /** The first messages; the last one is the user's. */
  readonly messages: readonly ModelMessage[];
  /** Null where there is nothing to look up. */
  readonly toolbox: Toolbox | null;
  readonly limits?: Partial<LoopLimits>;
  readonly signal: AbortSignal;
  /** Called once: at the first byte of the first answer, or at the latest when the loop ends. */
  readonly onFirstEvent?: () => void;
}

/** What an answer that fits may lack all the same: the one repair asks for it, unless it was spent. */
export interface Mend<T> {
  /** What to ask for, in words for the model; null where nothing lacks. */
  readonly lacks: (value: T) => string | null;
  /** Both answers as one: what the first one said is not lost, whatever the second one leaves out. */
  readonly join: (first: T, second: T) => T;
}

const ANSWER_NOW = 'There are no more tool calls. Give your final answer now, as one JSON value that fits the schema.';
const CUT_OFF =
  'Your answer was cut off at the length limit and could not be used. Give the whole final answer again, much shorter: one JSON value that fits the schema, the most important first.';
const EMPTY = 'Your answer was empty. Give your final answer now, as one JSON value that fits the schema.';
const REPAIR = 'Give the whole answer again as one JSON value that fits the schema, and nothing else.';
/** An answer and its repair are left over for the end. */
const RESERVED_CALLS = 2;

/**
 * Asks a model, runs the tools that it calls, and asks again until it gives an answer that fits the schema. What it says is a function of
 * its inputs alone, so that every request finds its recorded answer after a crash. Never throws; never `ok` without a value of the schema.
 */
export async function runAgentLoop<T>(options: LoopOptions<T>): Promise<LoopOutcome<T>> {
  const loop = new AgentLoop(options);
  try {
    return {
      ...(await loop.run()),
      calls: loop.calls,
      toolCalls: loop.toolCalls,
      shallow: loop.shallow,
      said: loop.said,
    };
  } finally {
    // Whoever waits for a warm prefix does not wait for a loop that has none.
    loop.begun();
  }
}

class AgentLoop<T> {
  readonly calls: LoopCall[] = [];
  shallow: string | null = null;
  readonly said: string[] = [];
  readonly #options: LoopOptions<T>;
  readonly #limits: LoopLimits;
  readonly #conversation: ModelConversation;
  readonly #toolbox: Toolbox | null;
  readonly #tools: ToolUse;
  readonly #deadline: AbortSignal;
  readonly #signal: AbortSignal;
  /** Text of paused turns: an answer may go on behind it. */
  #paused = '';
  #hasBegun = false;
  /** The one repair is spent. */
  #repaired = false;
  /** An answer that fits, while it is asked for what it lacks. */
  #standing: { readonly value: T } | null = null;
  /** It was told to answer without further tools. */
  #told = false;
  /** It called them all the same, and can no more. */
  #barred = false;
  /** Tokens of the next answer. */
  #room: number;

  constructor(options: LoopOptions<T>) {
    const { capability } = options.caller;
    this.#options = options;
    this.#limits = limitsFor(capability, options.limits);
    this.#room = this.#limits.outputTokens;
    this.#deadline = AbortSignal.timeout(this.#limits.wallClockMs);
    this.#signal = AbortSignal.any([options.signal, this.#deadline]);
    this.#conversation = new ModelConversation(options.messages);
    this.#toolbox = capability.tools ? options.toolbox : null;
    this.#tools = new ToolUse({ toolbox: this.#toolbox, limits: this.#limits, signal: this.#signal });
  }

  get toolCalls(): number {
    return this.#tools.calls;
  }

  begun(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#options.onFirstEvent?.();
  }

  async run(): Promise<LoopEnd<T>> {
    const end = await this.#converse();
    // An answer that was paid for stays one, whatever became of the question for the rest of it.
    return end.status === 'ok' || this.#standing === null ? end : { status: 'ok', value: this.#standing.value };
  }

  async #converse(): Promise<LoopEnd<T>> {
    try {
      for (;;) {
        if (this.calls.length >= this.#limits.calls) return failed(`no answer within ${this.#limits.calls} calls`);
        const end = await this.#turn(await this.#ask());
        if (end !== null) return end;
      }
    } catch (error) {
      if (this.#options.signal.aborted) return failed('it was stopped');
      if (this.#deadline.aborted) return failed(`it took longer than ${this.#limits.wallClockMs / 1000} seconds`);
      return endOfError(error);
    }
  }

  async #ask(): Promise<ModelResponse> {
    const { caller, step, system, output } = this.#options;
    const request = {
      system,
      tools: this.#toolbox?.definitions ?? [],
      output,
      messages: this.#conversation.messages,
      maxOutputTokens: this.#room,
      ...(this.#barred ? { toolChoice: 'none' as const } : {}),
    };
    this.#signal.throwIfAborted();
    const call = caller.call(request, { step, signal: this.#signal, onFirstEvent: () => this.begun() });
    const result = await beforeAbort(call, this.#signal);
    this.begun();
    this.calls.push(callFactsOf(result));
    this.shallow ??= result.shallow ?? null;
    return result.response;
  }

  /** Null when the model is to be asked again. */
  async #turn({ parts, stopReason, refusal }: ModelResponse): Promise<LoopEnd<T> | null> {
    const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    if (text !== '') this.said.push(text);
    switch (stopReason) {
      case 'refusal':
        return failed(refusal === undefined ? 'the model refused' : `the model refused (${whyRefused(refusal)})`);
      case 'context-exceeded':
        return failed('the context of the model was full');
      case 'max-tokens':
        // Half an answer is none, and half a tool call neither: the turn is not repeated to the model, and has more room the next time.
        this.#room = roomAfterCut(this.#room, this.#options.caller.capability);
        return this.#again('the answer was cut off at the length limit', CUT_OFF);
      case 'tool-calls':
      case 'pause':
      case 'end':
        break;
    }
    if (parts.some((part) => part.kind === 'tool-call')) return this.#runTools(parts);
    if (stopReason !== 'pause') return this.#answer(parts, text);
    this.#paused += text;
    return this.#conversation.hear(parts) ? null : failed('the model paused without anything to go on from');
  }

  async #runTools(parts: readonly AssistantPart[]): Promise<LoopEnd<T> | null> {
    if (this.#barred) return failed('the model went on calling tools after it was told to answer');
    this.#barred = this.#told;
    const results = await this.#tools.answer(parts);
    this.#paused = '';
    this.#conversation.hear(parts);
    this.#told = this.#tools.isOver || this.calls.length >= this.#limits.calls - RESERVED_CALLS;
    this.#conversation.say(this.#told ? [...results, { kind: 'text', text: ANSWER_NOW }] : results);
    return null;
  }

  #answer(parts: readonly AssistantPart[], text: string): LoopEnd<T> | null {
    const read = this.#read(text);
    if (read.ok) return this.#accept(parts, read.value);
    if (text.trim() === '') return this.#again('the answer was empty', EMPTY);
    this.#conversation.hear(parts);
    return this.#again(read.reason, `${read.problem}\n${REPAIR}`);
  }

  #accept(parts: readonly AssistantPart[], value: T): LoopEnd<T> | null {
    const { mend } = this.#options;
    if (mend === undefined) return { status: 'ok', value };
    if (this.#standing !== null) return { status: 'ok', value: mend.join(this.#standing.value, value) };
    const words = this.#repaired ? null : mend.lacks(value);
    if (words === null) return { status: 'ok', value };
    this.#standing = { value };
    this.#conversation.hear(parts);
    return this.#again('the answer lacks something', words);
  }

  #read(text: string): ReadAnswer<T> {
    const { schema } = this.#options;
    const alone = readAnswer(text, schema);
    if (alone.ok || this.#paused === '') return alone;
    const joined = readAnswer(this.#paused + text, schema);
    return joined.ok ? joined : alone;
  }

  /** One repair in a loop, whatever was wrong; then it has failed. */
  #again(problem: string, words: string): LoopEnd<T> | null {
    if (this.#repaired) return failed(`${problem} (after one repair)`);
    this.#repaired = true;
    this.#paused = '';
    this.#conversation.say([{ kind: 'text', text: words }]);
    return null;
  }
}
