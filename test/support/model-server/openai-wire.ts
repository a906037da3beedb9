import type { StopReason } from '../../../models/model.ts';
import { pieces } from './anthropic-wire.ts';
import type { WireEvent } from './anthropic-wire.ts';
import type { CachedUsage } from './prompt-cache.ts';
import type { AnswerReply, ReplyPart } from './reply.ts';

// The protocol has no word for a paused turn, and one word for both kinds of "too long".
const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  end: 'stop',
  'tool-calls': 'tool_calls',
  'max-tokens': 'length',
  refusal: 'content_filter',
  pause: 'stop',
  'context-exceeded': 'length',
};

export const openAiError = (errorType: string, message: string): object => ({
  error: { message, type: errorType, param: null, code: null },
});

export const openAiStreamError = (errorType: string, message: string): WireEvent => ({
  data: `data: ${JSON.stringify(openAiError(errorType, message))}\n\n`,
  characters: 0,
});

/** The answer as the chunks of the chat completions API. */
export function openAiEvents(options: {
  readonly reply: AnswerReply;
  readonly model: string;
  readonly id: string;
  readonly usage: CachedUsage & { readonly output: number };
}): WireEvent[] {
  const { reply, model, id, usage } = options;
  const frame = (fields: object, characters = 0): WireEvent => ({
    data: `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1, model, ...fields })}\n\n`,
    characters,
  });
  const choice = (delta: object, finish_reason: string | null = null, characters = 0) =>
    frame({ choices: [{ index: 0, delta, finish_reason }] }, characters);
  const calls = reply.parts.filter((part) => part.kind === 'tool-call' || part.kind === 'raw-tool-call');
  const chunk = reply.chunk ?? 40;
  const claimed = reply.usage ?? {};
  const counted = claimed.input === null || claimed.output === null ? null : usageOf(claimed, usage);
  return [
    choice({ role: 'assistant', content: '' }),
    ...reply.parts
      .flatMap((part) => partDeltas(part, calls.indexOf(part as (typeof calls)[number]), chunk))
      .map(({ delta, characters }) => choice(delta, null, characters)),
    choice({}, reply.stopWord ?? STOP_WORDS[reply.stop ?? (calls.length > 0 ? 'tool-calls' : 'end')]),
    ...(counted === null ? [] : [frame({ choices: [], usage: counted })]),
    { data: 'data: [DONE]\n\n', characters: 0 },
  ];
}

function usageOf(claimed: NonNullable<AnswerReply['usage']>, usage: CachedUsage & { readonly output: number }): object {
  const cached = claimed.cacheRead ?? usage.cacheRead;
  // In this protocol the prompt's count includes what was read from the cache.
  const prompt = (claimed.input ?? usage.input + usage.cacheWrite) + cached;
  const completion = claimed.output ?? usage.output;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  };
}

function partDeltas(part: ReplyPart, index: number, chunk: number): { delta: object; characters: number }[] {
  switch (part.kind) {
    case 'text':
      return pieces(part.text, chunk).map((content) => ({ delta: { content }, characters: content.length }));
    case 'tool-call':
    case 'raw-tool-call': {
      const source = part.kind === 'tool-call' ? JSON.stringify(part.input) : part.arguments;
      const head = { index, id: part.id, type: 'function', function: { name: part.name, arguments: '' } };
      return [
        { delta: { tool_calls: [head] }, characters: 0 },
        ...pieces(source, chunk).map((piece) => ({
          delta: { tool_calls: [{ index, function: { arguments: piece } }] },
          characters: piece.length,
        })),
      ];
    }
    case 'thinking':
      return pieces(part.thinking, chunk).map((piece) => ({
        delta: { reasoning_content: piece },
        characters: piece.length,
      }));
    case 'block':
      throw new Error('This protocol has no content blocks.');
  }
}
