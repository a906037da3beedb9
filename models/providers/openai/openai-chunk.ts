import { z } from 'zod';

const Text = z.string().nullish();
/** A content is a text, or a list of parts: texts, and thoughts, which Mistral's models send as parts of parts. */
const Part = z.looseObject({ type: Text, text: z.unknown().optional(), thinking: z.unknown().optional() });
const Content = z.union([z.string(), z.array(z.union([z.string(), Part])), Part]).nullish();
const Index = z.union([z.number(), z.string().regex(/^\d{1,6}$/)]).nullish();

const Function = z.object({ name: Text, arguments: z.unknown().optional() });
const ToolCall = z.object({
  index: Index,
  id: z.union([z.string(), z.number()]).nullish(),
  function: Function.nullish(),
});
export type ToolCallPiece = z.infer<typeof ToolCall>;

const Delta = z.object({
  content: Content,
  refusal: Text,
  reasoning_content: Text,
  reasoning: Text.catch(null),
  tool_calls: z.union([z.array(ToolCall), ToolCall.transform((call) => [call])]).nullish(),
  function_call: Function.nullish(),
});
export type ChatDelta = z.infer<typeof Delta>;

/**
 * What is used of a piece of a chat completion. Servers differ in what they leave out, so nearly everything may be absent; a server that
 * does not stream sends the same with a `message` in the place of the `delta`.
 */
export const ChatChunk = z.object({
  model: Text,
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        finish_reason: Text,
        delta: Delta.nullish(),
        message: Delta.nullish(),
        text: Text,
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.unknown().optional(),
      completion_tokens: z.unknown().optional(),
      prompt_tokens_details: z.object({ cached_tokens: z.unknown().optional() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type ChatChunk = z.infer<typeof ChatChunk>;

/** The texts of a content, and the thoughts in it. */
export function textsOf(content: ChatDelta['content']): { readonly text: string; readonly thoughts: string } {
  if (content === null || content === undefined) return { text: '', thoughts: '' };
  if (typeof content === 'string') return { text: content, thoughts: '' };
  const parts = (Array.isArray(content) ? content : [content]).map((part) =>
    typeof part === 'string' ? { text: part, thoughts: '' } : textsOfPart(part),
  );
  return {
    text: parts.map(({ text }) => text).join(''),
    thoughts: parts.map(({ thoughts }) => thoughts).join(''),
  };
}

function textsOfPart({ text, thinking }: z.infer<typeof Part>): { readonly text: string; readonly thoughts: string } {
  const thoughts = Array.isArray(thinking) ? thinking.map(textIn).join('') : textIn(thinking);
  return { text: textIn(text), thoughts };
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = z.object({ text: z.string() }).safeParse(value);
  return text.success ? text.data.text : '';
}
