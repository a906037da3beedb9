import { z } from 'zod';
import { ModelError } from '../model.ts';
import type { AssistantPart, ModelResponse, StopReason } from '../model.ts';
import type { Reasoning } from './openai-request.ts';
import { parsedInput } from './tool-input.ts';

const Count = z.number().nullish();
const Text = z.string().nullish();

/** What is used of a chunk. Servers differ in what they leave out, so nearly everything may be absent. */
const Chunk = z.object({
  model: Text,
  choices: z
    .array(
      z.object({
        finish_reason: Text,
        delta: z
          .object({
            content: Text,
            refusal: Text,
            reasoning_content: Text,
            reasoning: Text,
            tool_calls: z
              .array(
                z.object({
                  index: z.number().nullish(),
                  id: Text,
                  function: z.object({ name: Text, arguments: Text }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: Count,
      completion_tokens: Count,
      prompt_tokens_details: z.object({ cached_tokens: Count }).nullish(),
    })
    .nullish(),
});
type Chunk = z.infer<typeof Chunk>;

const STOP_REASONS: Readonly<Record<string, StopReason>> = {
  stop: 'end',
  eos: 'end',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  length: 'max-tokens',
  content_filter: 'refusal',
};

interface CallSoFar {
  id: string;
  name: string;
  source: string;
}

/** Puts the chunks of a stream together. */
export class ChatAnswer {
  #text = '';
  #refusal = '';
  #reasoning: Pick<Reasoning, 'field' | 'text'> | null = null;
  #model: string | null = null;
  #finish: string | null = null;
  #usage: Chunk['usage'] = null;
  readonly #calls: CallSoFar[] = [];
  readonly #places = new Map<number, CallSoFar>();

  add(raw: unknown): void {
    const parsed = Chunk.safeParse(raw);
    if (!parsed.success) throw badAnswer(`A piece of the answer is not the protocol: ${z.prettifyError(parsed.error)}`);
    const chunk = parsed.data;
    const choice = chunk.choices?.[0];
    this.#model ??= chunk.model ?? null;
    this.#usage = chunk.usage ?? this.#usage;
    this.#finish = choice?.finish_reason ?? this.#finish;
    const delta = choice?.delta;
    if (delta === null || delta === undefined) return;
    this.#text += delta.content ?? '';
    this.#refusal += delta.refusal ?? '';
    for (const field of ['reasoning_content', 'reasoning'] as const) {
      const thought = delta[field] ?? '';
      if (thought !== '') this.#reasoning = { field, text: (this.#reasoning?.text ?? '') + thought };
    }
    for (const call of delta.tool_calls ?? []) this.#addCall(call);
  }

  #addCall(call: NonNullable<NonNullable<NonNullable<Chunk['choices']>[number]['delta']>['tool_calls']>[number]): void {
    const index = call.index ?? this.#calls.length - (call.id ? 0 : 1);
    const before = this.#places.get(index);
    // Some servers number every call 0; a new id with a name begins a new call all the same.
    const isNew = before === undefined || (call.id && call.function?.name && call.id !== before.id);
    const place = isNew ? { id: '', name: '', source: '' } : before;
    if (isNew) {
      this.#places.set(index, place);
      this.#calls.push(place);
    }
    place.id ||= call.id ?? '';
    place.name ||= call.function?.name ?? '';
    place.source += call.function?.arguments ?? '';
  }

  /** The answer, once the stream has ended. Throws `cut` when it ended without saying why. */
  response(asked: string, requestId: string | null): ModelResponse {
    if (this.#finish === null) throw new ModelError({ kind: 'cut', message: 'The stream ended before the answer did' });
    const word = STOP_REASONS[this.#finish];
    if (word === undefined) throw badAnswer(`The answer ended for an unknown reason: ${this.#finish}`);
    const cached = this.#usage?.prompt_tokens_details?.cached_tokens ?? 0;
    const prompt = this.#usage?.prompt_tokens ?? null;
    return {
      parts: this.#parts(asked),
      stopReason: this.#stopReason(word),
      usage: {
        // In this protocol the prompt's count includes what came from the cache.
        inputTokens: prompt === null ? null : Math.max(0, prompt - cached),
        cacheReadTokens: cached,
        cacheWriteTokens: 0,
        outputTokens: this.#usage?.completion_tokens ?? null,
      },
      model: this.#model ?? asked,
      requestId,
    };
  }

  #stopReason(word: StopReason): StopReason {
    if (this.#refusal !== '') return 'refusal';
    // Several servers say `stop` beside tool calls.
    return word === 'end' && this.#calls.length > 0 ? 'tool-calls' : word;
  }

  #parts(asked: string): AssistantPart[] {
    const thoughts: Reasoning[] = this.#reasoning === null ? [] : [{ openAiModel: asked, ...this.#reasoning }];
    const text = this.#text + this.#refusal;
    return [
      ...thoughts.map((value) => ({ kind: 'opaque', value }) as const),
      ...(text === '' ? [] : [{ kind: 'text', text } as const]),
      ...this.#calls.map(({ id, name, source }, index): AssistantPart => ({
        kind: 'tool-call',
        callId: id === '' ? `call_${index + 1}` : id,
        name,
        input: parsedInput(source),
      })),
    ];
  }
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
