import type { Config } from '../../schemas/config.ts';
import type { ModelCapability, ModelTier } from '../../schemas/model.ts';
import { OPENAI_MODELS } from './openai-models.ts';

/** The prices that follow from an input price by Anthropic's published ratio for a cache that lives five minutes. */
const CACHE_WRITE_RATIO = 1.25;

/** Batches cost half of every price, by Anthropic's own list (read with the prices, `PRICES_READ`). */
const BATCH_FACTOR = 0.5;

const claude = (
  id: string,
  depth: ModelTier,
  price: { readonly input: number; readonly output: number; readonly cacheRead: number },
  contextTokens = 1_000_000,
): ModelCapability => ({
  id,
  provider: 'anthropic',
  family: 'claude',
  depth,
  contextTokens,
  outputTokens: 128_000,
  price: { ...price, cacheWrite: price.input * CACHE_WRITE_RATIO },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: 512,
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  batchFactor: BATCH_FACTOR,
});

/** When the prices and sizes of the known models were read where they are published. They change: `docket models --refresh` and `capabilities`. */
export const PRICES_READ = '2026-11-29';

/** Anthropic's own models. */
const ANTHROPIC: readonly ModelCapability[] = [
  claude('claude-opus-5-5', 'deep', { input: 4, output: 20, cacheRead: 0.2 }),
  claude('claude-sonnet-5-5', 'standard', { input: 2, output: 10, cacheRead: 0.1 }),
  // The model takes a million tokens, but every token of a request costs five times as much when its prompt is longer than 100,000. One
  // record has one price, so the record stops there; raise context and prices together.
  claude('claude-haiku-5-5', 'light', { input: 0.1, output: 0.5, cacheRead: 0.01 }, 100_000),
];

/** Which model serves a tier when the operator names none. */
export const DEFAULT_MODELS: Readonly<Record<ModelTier, string>> = {
  deep: 'anthropic/claude-opus-5-5',
  standard: 'anthropic/claude-sonnet-5-5',
  light: 'anthropic/claude-haiku-5-5',
};

/** Of a model on the operator's own server that nobody described: as much as the smallest default of such a server. */
export const SMALL_CONTEXT = 4_096;

/** Every model that Docket knows by name. */
export function knownCapabilities(): readonly ModelCapability[] {
  return [...ANTHROPIC, ...OPENAI_MODELS];
}

/** What is known of a model, corrected by the operator; null when nobody says what it is. */
export function capabilityOf(given: {
  readonly name: string;
  readonly id: string;
  readonly provider: 'anthropic' | 'openai-compatible';
  readonly local: boolean;
  /** What the operator says of all models of the provider. */
  readonly dialect?: NonNullable<ModelCapability['dialect']>;
  readonly corrections: Config['capabilities'];
}): ModelCapability | null {
  const { name, id, provider, local, dialect = {}, corrections } = given;
  const correction = corrections[name];
  // What somebody serves on their own machine in the name of another maker is not what that one sells; under Anthropic's protocol and names
  // a gateway stands there.
  const isOwn = local && provider !== 'anthropic';
  const known = knownCapabilities().find((model) => !isOwn && model.provider === provider && model.id === id);
  const base =
    known ?? (provider === 'anthropic' && correction === undefined ? null : unknownModel(id, provider, local));
  if (base === null) return null;
  const said = Object.fromEntries(Object.entries(correction ?? {}).filter(([, value]) => value !== undefined));
  const spoken = { ...dialect, ...correction?.dialect };
  return { ...base, ...said, ...(Object.keys(spoken).length === 0 ? {} : { dialect: spoken }) };
}

/**
 * What is taken for granted of a model that nobody described: little, so that a small local server is not overrun. The form of the
 * answer is asked for in words, because several servers refuse a grammar beside tools. A hosted model is priced like an expensive one, so
 * that a budget errs to the safe side; a local one costs nothing.
 */
function unknownModel(id: string, provider: 'anthropic' | 'openai-compatible', local: boolean): ModelCapability {
  const price = local
    ? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
    : { input: 5, output: 25, cacheRead: 5, cacheWrite: 6.25 };
  const anthropic = provider === 'anthropic';
  return {
    id,
    provider,
    family: anthropic ? 'claude' : familyOf(id),
    contextTokens: anthropic ? 200_000 : local ? SMALL_CONTEXT : 32_768,
    outputTokens: anthropic ? 32_000 : 8_192,
    price,
    tools: true,
    schemas: anthropic ? 'strict' : 'none',
    minimumCacheTokens: anthropic ? 4_096 : null,
  };
}

/** `qwen/qwen3-coder:30b` -> `qwen`, `gpt-oss-120b` -> `gpt`: the letters that a model's own name begins with. */
function familyOf(id: string): string {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  return /^[a-z]+/.exec(name)?.[0] ?? name;
}
