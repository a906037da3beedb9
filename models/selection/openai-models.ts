import type { ModelCapability, ModelTier } from '../../schemas/model.ts';

/** Up to here a prompt costs the plain price; beyond it every token of the request costs twice as much. One record has one price. */
const PLAIN_PRICE_UP_TO = 272_000;

/** Batches cost half of every price, by OpenAI's own list. */
const BATCH_FACTOR = 0.5;

const gpt = (id: string, depth: ModelTier, price: ModelCapability['price']): ModelCapability => ({
  id,
  provider: 'openai-compatible',
  family: 'gpt',
  depth,
  contextTokens: PLAIN_PRICE_UP_TO,
  outputTokens: 128_000,
  price,
  tools: true,
  schemas: 'strict',
  // Prefixes are cached without marks.
  minimumCacheTokens: null,
  efforts: ['low', 'medium', 'high', 'xhigh'],
  batchFactor: BATCH_FACTOR,
});

/** OpenAI's own models, as their prices were published on the day in `PRICES_READ` (`capabilities.ts`). */
export const OPENAI_MODELS: readonly ModelCapability[] = [
  gpt('gpt-6-astra', 'deep', { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5 }),
  gpt('gpt-6.1-sol', 'deep', { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 }),
  gpt('gpt-6.1-terra', 'standard', { input: 1, output: 5, cacheRead: 0.05, cacheWrite: 1.25 }),
  gpt('gpt-6-luna', 'light', { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 }),
  gpt('gpt-5.6-sol', 'deep', { input: 4, output: 20, cacheRead: 0.4, cacheWrite: 5 }),
  gpt('gpt-5.6-terra', 'standard', { input: 2, output: 12, cacheRead: 0.2, cacheWrite: 2.5 }),
  gpt('gpt-5.6-luna', 'light', { input: 0.2, output: 1.2, cacheRead: 0.02, cacheWrite: 0.25 }),
];
