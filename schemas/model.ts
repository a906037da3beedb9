import { z } from 'zod';

/** How much thought a task is worth: `deep` (the judge), `standard`, `light`. */
export const ModelTier = z.enum(['deep', 'standard', 'light']);
export type ModelTier = z.infer<typeof ModelTier>;

/** US dollars per million tokens. */
const Price = z.number().min(0);

/** What a model can do and what it costs: one record a model, in one place, overridable by the operator. */
export const ModelCapability = z.strictObject({
  /** The provider's name of the model. */
  id: z.string().min(1),
  provider: z.enum(['anthropic', 'openai-compatible', 'recorded']),
  /** Models of one family may stand in for each other. */
  family: z.string().min(1),
  contextTokens: z.int().min(1),
  outputTokens: z.int().min(1),
  price: z.strictObject({ input: Price, output: Price, cacheRead: Price, cacheWrite: Price }),
  tools: z.boolean(),
  /** `strict`: the provider enforces the schema. `json`: it promises JSON only. `none`: the prompt has to ask. */
  schemas: z.enum(['strict', 'json', 'none']),
  /** The shortest prefix that the provider caches; null without caching. */
  minimumCacheTokens: z.int().min(1).nullable(),
});
export type ModelCapability = z.infer<typeof ModelCapability>;
