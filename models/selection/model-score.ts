import { z } from 'zod';

/** How many of how many. */
const Tally = z.strictObject({ valid: z.int().min(0), of: z.int().min(0) });

/** How well a model does what reviewers need first; made by `checkModel`. */
export const ModelScore = z.strictObject({
  /** The provider's name of the model that was asked. */
  model: z.string(),
  /** Of 0 when the model has no tools by its capability record. */
  toolCalls: Tally,
  answers: Tally,
  /** One entry a prompt size; of 0 when it does not fit into the context. */
  quotes: z.array(z.strictObject({ promptTokens: z.int().min(1), ...Tally.shape })),
  /** What size of change its server can review in what time, in words; absent where that was not measured. */
  speed: z.string().optional(),
  passes: z.boolean(),
  /** One sentence a missed bar, with what to do about it. */
  reasons: z.array(z.string()),
  /** What most often went wrong, most frequent first. */
  mistakes: z.array(z.string()),
});
export type ModelScore = z.infer<typeof ModelScore>;
