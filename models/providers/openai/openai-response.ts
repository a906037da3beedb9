import { z } from 'zod';
import { ModelError } from '../../model.ts';
import type { AssistantPart, ModelResponse, ModelUsage, Refusal, StopReason } from '../../model.ts';
import { isEnd, refusalDetails, stopReasonOf } from '../wire/answer-ends.ts';
import { counted, larger, unlessZero } from '../wire/counted.ts';
import { ChatChunk, type ChatDelta, textsOf } from './openai-chunk.ts';
import { ToolCallsSoFar } from './openai-calls.ts';
import type { Reasoning } from './openai-request.ts';
import { modelErrorOf } from '../wire/provider-failure.ts';
import { toldFailure } from '../wire/told-failure.ts';

/** Puts the pieces of a chat completion together. */
export class ChatAnswer {
  #text = '';
  #refusal = '';
  #reasoning: Pick<Reasoning, 'field' | 'text'> | null = null;
  #model: string | null = null;
  /** The first word that ended it; `""` counts as none. */
  #finish: string | null = null;
  #hasEmptyFinish = false;
  #isDone = false;
  #size = 0;
  #counts: Record<'prompt' | 'completion' | 'cached', number | null> = { prompt: null, completion: null, cached: null };
  #isCounted = false;
  readonly #calls = new ToolCallsSoFar();

  /** It said why it ended: what comes behind is only what it counted. */
  get isWhole(): boolean {
    return this.#finish !== null && isEnd(this.#finish);
  }

  get size(): number {
    return this.#size;
  }

  get counted(): ModelUsage | null {
    return this.#counts.prompt === null && this.#counts.completion === null ? null : this.#usage();
  }

  /** Nothing comes any more. */
  get isClosed(): boolean {
    return this.#isDone;
  }

  /** The stream's own last word. */
  done(): void {
    this.#isDone = true;
  }

  /** Takes a piece in. Throws a `ModelError` for a failure that it tells of, unless the answer was whole before. */
  add(raw: unknown): void {
    const failure = toldFailure(raw);
    if (failure !== null) {
      if (this.isWhole) return;
      throw modelErrorOf({ ...failure, requestId: null }, []);
    }
    const parsed = ChatChunk.safeParse(raw);
    if (!parsed.success) throw badAnswer(`A piece of the answer is not the protocol: ${z.prettifyError(parsed.error)}`);
    const { model, choices, usage } = parsed.data;
    const choice = choices?.find(({ index }) => (index ?? 0) === 0);
    this.#model ??= model || null;
    this.#count(usage);
    const finish = choice?.finish_reason ?? null;
    if (finish === '') this.#hasEmptyFinish = true;
    else if (finish !== null && this.#finish === null) {
      this.#finish = finish;
      this.#size += 1;
    }
    if (choice?.delta) this.#addDelta(choice.delta);
    // Some servers send the whole once more at the end of its pieces.
    const isNew = this.#text === '' && this.#calls.isEmpty;
    if (choice?.message && isNew) this.#addDelta(choice.message);
    else if (choice?.text && isNew) this.#text += choice.text;
  }

  #addDelta(delta: ChatDelta): void {
    const { text, thoughts } = textsOf(delta.content);
    this.#text += text;
    this.#refusal += delta.refusal ?? '';
    this.#size += text.length + (delta.refusal ?? '').length;
    this.#think('reasoning_content', delta.reasoning_content || thoughts);
    // Several servers send the same thoughts under both names.
    if (this.#reasoning?.field !== 'reasoning_content') this.#think('reasoning', delta.reasoning ?? '');
    for (const call of delta.tool_calls ?? []) this.#size += this.#calls.add(call);
    if (delta.function_call) this.#size += this.#calls.add({ index: 0, id: null, function: delta.function_call });
  }

  #think(field: Reasoning['field'], thought: string): void {
    this.#size += thought.length;
    if (thought !== '') this.#reasoning = { field, text: (this.#reasoning?.text ?? '') + thought };
  }

  #count(usage: ChatChunk['usage']): void {
    if (usage === null || usage === undefined) return;
    this.#isCounted = true;
    const { prompt, completion, cached } = this.#counts;
    this.#counts = {
      prompt: larger(prompt, counted(usage.prompt_tokens)),
      completion: larger(completion, counted(usage.completion_tokens)),
      cached: larger(cached, counted(usage.prompt_tokens_details?.cached_tokens)),
    };
  }

  /** The answer, once the stream has ended. Throws `cut` when it ended without saying why. */
  response(asked: string, requestId: string | null): ModelResponse {
    const stopReason = this.#stopReason();
    const parts = this.#parts(asked);
    const answer = { parts, stopReason, usage: this.#usage(), model: this.#model ?? asked, requestId };
    return stopReason === 'refusal' ? { ...answer, refusal: this.#whyRefused() } : answer;
  }

  #stopReason(): StopReason {
    if (this.#refusal !== '') return 'refusal';
    const hasContent = this.#text !== '' || !this.#calls.isEmpty;
    // An end without a word: the stream said that it is over, or counted what it sent.
    const isEnded = hasContent && (this.#isDone || (this.#hasEmptyFinish && this.#isCounted));
    if (this.#finish === null && !isEnded) {
      throw new ModelError({ kind: 'cut', message: 'The stream ended before the answer did' });
    }
    const word = this.#finish === null ? 'end' : stopReasonOf(this.#finish, this.#text);
    // Several servers say `stop` beside tool calls, and some `tool_calls` beside none.
    if (word === 'end' && !this.#calls.isEmpty) return 'tool-calls';
    return word === 'tool-calls' && this.#calls.isEmpty ? 'end' : word;
  }

  #whyRefused(): Refusal {
    return refusalDetails({ category: null, explanation: this.#refusal }, this.#finish);
  }

  #usage(): ModelUsage {
    const prompt = unlessZero(this.#counts.prompt);
    const { completion } = this.#counts;
    const isEmpty = this.#text === '' && this.#refusal === '' && this.#reasoning === null && this.#calls.isEmpty;
    const cached = Math.min(this.#counts.cached ?? 0, prompt ?? 0);
    return {
      // In this protocol the prompt's count includes what came from the cache.
      inputTokens: prompt === null ? null : prompt - cached,
      cacheReadTokens: cached,
      cacheWriteTokens: 0,
      outputTokens: isEmpty ? completion : unlessZero(completion),
    };
  }

  #parts(asked: string): AssistantPart[] {
    const thoughts: Reasoning[] = this.#reasoning === null ? [] : [{ openAiModel: asked, ...this.#reasoning }];
    const text = this.#text + this.#refusal;
    return [
      ...thoughts.map((value) => ({ kind: 'opaque', value }) as const),
      ...(text === '' ? [] : [{ kind: 'text', text } as const]),
      ...this.#calls.parts(),
    ];
  }
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
