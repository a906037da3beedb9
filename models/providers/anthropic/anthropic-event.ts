import { z } from 'zod';

const Text = z.string().nullish();
const Block = z.looseObject({ type: z.string() });
/** Why it refused. */
const StopDetails = z.object({ category: Text, explanation: Text }).transform(({ category, explanation }) => ({
  category: category ?? null,
  explanation: explanation ?? null,
}));
const Details = StopDetails.nullish().catch(null);
const Usage = z
  .object({
    input_tokens: z.unknown().optional(),
    output_tokens: z.unknown().optional(),
    cache_read_input_tokens: z.unknown().optional(),
    cache_creation_input_tokens: z.unknown().optional(),
  })
  .nullish()
  .catch(null);
export type MessageUsage = z.infer<typeof Usage>;

const Message = z.object({
  model: Text,
  content: z.array(Block).nullish(),
  stop_reason: Text,
  stop_details: Details,
  usage: Usage,
});

/**
 * What is used of an event of the Messages API, or of a whole message from a server that does not stream. An event is known by its
 * `type`; gateways leave out indices and usage.
 */
export const MessageEvent = z.object({
  type: z.string(),
  index: z.number().nullish(),
  message: Message.nullish(),
  content_block: Block.nullish(),
  delta: z
    .looseObject({
      type: Text,
      text: Text,
      partial_json: z.unknown().optional(),
      thinking: Text,
      signature: Text,
      stop_reason: Text,
      stop_details: Details,
    })
    .nullish(),
  ...Message.shape,
});
export type MessageEvent = z.infer<typeof MessageEvent>;
