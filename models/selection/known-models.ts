import type { Config } from '../../schemas/config.ts';
import { DEFAULT_MODELS, knownCapabilities } from './capabilities.ts';
import type { ModelChoice } from './choose-models.ts';
import { ANTHROPIC_BASE_URL, endpointOf } from '../providers/endpoint.ts';
import { chainEntries, isKeyMissing, type ModelKnowledge } from './model-chain.ts';
import type { ModelCapability } from '../../schemas/model.ts';
import type { Provider } from '../providers/providers.ts';

/** What is known of a model, whether or not it can be asked. */
export interface KnownModel {
  /** `provider/model`. */
  readonly name: string;
  /** The tiers that it serves now. */
  readonly tiers: readonly string[];
  /** The tiers that it serves when the operator names no model. */
  readonly defaultTiers: readonly string[];
  readonly host: string;
  readonly local: boolean;
  /** The variable or the setting that should have given the key without which it cannot be asked; null when nothing is missing. */
  readonly missingKey: string | null;
  /** The same in words, behind the name. */
  readonly missing: string | null;
  readonly capability: ModelCapability;
}

/** The models that serve something; where none can, the named one, or all that Docket knows and all that are configured. */
export function knownModels(
  choice: ModelChoice,
  { config, keys, only }: Pick<ModelKnowledge, 'keys'> & { readonly config: Config; readonly only: string | undefined },
): readonly KnownModel[] {
  const serving = choice.kind === 'models' ? Object.entries(choice.tiers) : [];
  const listed = choice.kind === 'models' ? serving.map(([, { name }]) => name) : idleNames(config, only);
  return [...new Set(listed)].flatMap((name) => {
    const [entry] = chainEntries(name, config);
    if (entry === undefined) return [];
    const { provider, capability } = entry;
    const missing = isKeyMissing(provider, keys) ? missingOf(provider) : null;
    return {
      name,
      tiers: serving.filter(([, chain]) => chain.name === name).map(([tier]) => tier),
      defaultTiers: Object.entries(DEFAULT_MODELS).flatMap(([tier, model]) => (model === name ? [tier] : [])),
      ...endpointOf(provider.baseUrl ?? ANTHROPIC_BASE_URL),
      missingKey: missing?.key ?? null,
      missing: missing === null ? null : `${missing.key} ${missing.why}`,
      capability,
    };
  });
}

/** In the operator's terms: where a helper or a login puts a key is a name of ours. */
function missingOf({ name, keyHelper, logsIn, cloud, keyVariable }: Provider): {
  readonly key: string;
  readonly why: string;
} {
  if (keyHelper !== null) return { key: `providers.${name}.apiKeyHelper`, why: 'gave no key' };
  if (logsIn) return { key: `providers.${name}.${cloud?.kind ?? 'auth'}`, why: 'gave no credentials' };
  return { key: keyVariable ?? `providers.${name}.keyVariable`, why: 'is not set' };
}

function idleNames({ models }: Config, only: string | undefined): readonly string[] {
  if (only !== undefined) return [only];
  const configured = Object.values(models).filter((name) => name !== null);
  return [...configured, ...knownNames()];
}

/** `provider/model` of every model that Docket knows, at its maker's. */
export function knownNames(): readonly string[] {
  return knownCapabilities().map(({ provider, id }) => `${provider === 'anthropic' ? provider : 'openai'}/${id}`);
}
