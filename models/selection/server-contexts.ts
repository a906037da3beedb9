import type { Config } from '../../schemas/config.ts';
import { toldContext } from '../providers/told-context.ts';
import { SMALL_CONTEXT } from './capabilities.ts';
import { entriesInUse } from './choose-models.ts';
import type { ChainEntry, ModelKnowledge } from './model-chain.ts';

interface Asking extends Pick<ModelKnowledge, 'keys'> {
  readonly signal: AbortSignal;
  readonly onNotice: (text: string) => void;
}

/**
 * The configuration with the contexts of the operator's own servers in it: whose model nobody described is asked, and taken for small when
 * it does not tell. A context that is assumed too large is cut without a word there. What the operator says is never asked about.
 */
export async function withServerContexts(config: Config, asking: Asking): Promise<Config> {
  const unknown = entriesInUse(config, asking.keys).filter((entry) => isUntold(entry, config));
  if (unknown.length === 0) return config;
  const told = await Promise.all(
    unknown.map(async (entry) => {
      const { tokens: contextTokens, atOnce } = await contextOf(entry, asking);
      const correction = { ...(atOnce !== undefined && { atOnce }), ...config.capabilities[entry.name], contextTokens };
      return [entry.name, correction] as const;
    }),
  );
  return { ...config, capabilities: { ...config.capabilities, ...Object.fromEntries(told) } };
}

/** A hosted server refuses what is too long, and is not asked beside its calls. */
function isUntold({ name, provider: { protocol, local, plain } }: ChainEntry, { capabilities }: Config): boolean {
  return protocol === 'openai-compatible' && (local || plain) && capabilities[name]?.contextTokens === undefined;
}

async function contextOf({ name, provider, capability }: ChainEntry, asking: Asking) {
  const { baseUrl = '', keyVariable } = provider;
  const { keys, signal, onNotice } = asking;
  const apiKey = keyVariable === null ? null : (keys(keyVariable) ?? null);
  const { tokens, doubt, atOnce } = await toldContext({ baseUrl, modelId: capability.id, apiKey, signal });
  const context = tokens ?? SMALL_CONTEXT;
  if (doubt !== null) {
    onNotice(
      `${name} is taken for a model of ${context.toLocaleString('en-US')} tokens of context: ${doubt}. Say by capabilities.${name}.contextTokens what it has.`,
    );
  }
  return { tokens: context, atOnce };
}
