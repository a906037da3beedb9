import { z } from 'zod';
import type { OpaqueBlock } from './anthropic-request.ts';
import { ModelError } from '../model.ts';
import type { AssistantPart, ModelResponse, StopReason } from '../model.ts';
import { parsedInput } from './tool-input.ts';

const Count = z.number().nullish();

/** The parts of a message that are used. Blocks are kept whole: an opaque one goes back as it came. */
const Message = z.object({
  model: z.string(),
  stop_reason: z.string().nullable(),
  content: z.array(z.looseObject({ type: z.string() })),
  usage: z.object({
    input_tokens: Count,
    output_tokens: Count,
    cache_read_input_tokens: Count,
    cache_creation_input_tokens: Count,
  }),
});
const Text = z.object({ type: z.literal('text'), text: z.string() });
const ToolUse = z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.unknown() });

const STOP_REASONS: Readonly<Record<string, StopReason>> = {
  end_turn: 'end',
  stop_sequence: 'end',
  tool_use: 'tool-calls',
  max_tokens: 'max-tokens',
  refusal: 'refusal',
  pause_turn: 'pause',
  model_context_window_exceeded: 'context-exceeded',
};

/** Reads a finished message. `toolInputs` holds the arguments of each tool call by block index, as they came over the wire. */
export function anthropicResponse(given: {
  readonly message: unknown;
  readonly asked: string;
  readonly toolInputs: ReadonlyMap<number, string>;
  readonly requestId: string | null;
}): ModelResponse {
  const message = Message.safeParse(given.message);
  if (!message.success) throw badAnswer(`The answer is not a message: ${z.prettifyError(message.error)}`);
  const { model, stop_reason, content, usage } = message.data;
  const stopReason = STOP_REASONS[stop_reason ?? ''];
  // A word that we do not know may mean anything; taking it for a normal end could turn a failure into an all-clear.
  if (stopReason === undefined)
    throw badAnswer(`The answer ended for an unknown reason: ${stop_reason ?? 'none given'}`);
  return {
    parts: content.map((block, index) => partOf(block, given.asked, given.toolInputs.get(index))),
    stopReason,
    usage: {
      inputTokens: usage.input_tokens ?? null,
      cacheReadTokens: usage.cache_read_input_tokens ?? 0,
      cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
      outputTokens: usage.output_tokens ?? null,
    },
    model,
    requestId: given.requestId,
  };
}

function partOf(block: Readonly<Record<string, unknown>>, asked: string, source: string | undefined): AssistantPart {
  const text = Text.safeParse(block);
  if (text.success) return { kind: 'text', text: text.data.text };
  const call = ToolUse.safeParse(block);
  if (call.success) {
    const { id, name, input } = call.data;
    return { kind: 'tool-call', callId: id, name, input: source === undefined ? input : parsedInput(source) };
  }
  const opaque: OpaqueBlock = { anthropicModel: asked, block };
  return { kind: 'opaque', value: opaque };
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
