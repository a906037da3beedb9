import type { StopReason } from '../../../models/model.ts';
import type { AnswerReply, ReplyPart } from './reply.ts';
import type { CachedUsage } from './prompt-cache.ts';

/** An event of a stream; `characters` of content count toward a cut. */
export interface WireEvent {
  readonly data: string;
  readonly characters: number;
}

const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  end: 'end_turn',
  'tool-calls': 'tool_use',
  'max-tokens': 'max_tokens',
  refusal: 'refusal',
  pause: 'pause_turn',
  'context-exceeded': 'model_context_window_exceeded',
};

const event = (type: string, fields: object, characters = 0): WireEvent => ({
  data: `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`,
  characters,
});

export const anthropicError = (errorType: string, message: string, requestId: string): object => ({
  type: 'error',
  error: { type: errorType, message },
  request_id: requestId,
});

export const anthropicStreamError = (errorType: string, message: string): WireEvent =>
  event('error', { error: { type: errorType, message } });

/** The answer as the events of the Messages API. */
export function anthropicEvents(options: {
  readonly reply: AnswerReply;
  readonly model: string;
  readonly id: string;
  readonly usage: CachedUsage & { readonly output: number };
}): WireEvent[] {
  const { reply, model, id, usage } = options;
  const claimed = reply.usage ?? {};
  const given = <T>(value: T | null | undefined, otherwise: T) =>
    value === undefined ? otherwise : (value ?? undefined);
  const start = {
    input_tokens: given(claimed.input, usage.input),
    cache_read_input_tokens: given(claimed.cacheRead, usage.cacheRead),
    cache_creation_input_tokens: given(claimed.cacheWrite, usage.cacheWrite),
    output_tokens: 1,
  };
  const calls = reply.parts.some((part) => part.kind === 'tool-call' || part.kind === 'raw-tool-call');
  const stop_reason = reply.stopWord ?? STOP_WORDS[reply.stop ?? (calls ? 'tool-calls' : 'end')];
  const message = {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  return [
    event('message_start', { message: { ...message, usage: start } }),
    event('ping', {}),
    ...reply.parts.flatMap((part, index) => blockEvents(part, index, reply.chunk ?? 40)),
    event('message_delta', {
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: given(claimed.output, usage.output) },
    }),
    event('message_stop', {}),
  ];
}

function blockEvents(part: ReplyPart, index: number, chunk: number): WireEvent[] {
  const block = (content_block: object, deltas: readonly WireEvent[]) => [
    event('content_block_start', { index, content_block }),
    ...deltas,
    event('content_block_stop', { index }),
  ];
  const deltas = (source: string, type: string, field: string) =>
    pieces(source, chunk).map((piece) =>
      event('content_block_delta', { index, delta: { type, [field]: piece } }, piece.length),
    );
  switch (part.kind) {
    case 'text':
      return block({ type: 'text', text: '' }, deltas(part.text, 'text_delta', 'text'));
    case 'tool-call':
    case 'raw-tool-call': {
      const source = part.kind === 'tool-call' ? JSON.stringify(part.input) : part.arguments;
      const start = { type: 'tool_use', id: part.id, name: part.name, input: {} };
      return block(start, deltas(source, 'input_json_delta', 'partial_json'));
    }
    case 'thinking':
      return block({ type: 'thinking', thinking: '', signature: '' }, [
        ...deltas(part.thinking, 'thinking_delta', 'thinking'),
        event('content_block_delta', { index, delta: { type: 'signature_delta', signature: part.signature } }),
      ]);
    case 'block':
      return block(part.block, []);
  }
}

/** Cuts text into pieces, never through a surrogate pair. */
export function pieces(source: string, size: number): string[] {
  const points = Array.from(source);
  return Array.from({ length: Math.ceil(points.length / size) }, (_unused, at) =>
    points.slice(at * size, (at + 1) * size).join(''),
  );
}
