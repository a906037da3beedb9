import type { Config } from '../../schemas/config.ts';
import { ModelTier } from '../../schemas/model.ts';
import { DEFAULT_MODELS } from './capabilities.ts';
import { chainEntries, chainOf, isKeyMissing, obstacleOf } from './model-chain.ts';
import type { ChainEntry, ModelChain, ModelKnowledge } from './model-chain.ts';
import { providerOf } from '../providers/providers.ts';

export type ModelChoice =
  /** No model is wanted or none can be: the review is made of checks alone. */
  | { readonly kind: 'none'; readonly reason: string }
  /** Models were asked for and cannot be used: the review is incomplete. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | {
      readonly kind: 'models';
      readonly tiers: Readonly<Record<ModelTier, ModelChain>>;
      /** The models of a reviewer, or of `judge`. */
      forTask(task: string): ModelChain;
    };

/**
 * Which model looks at what. Throws `InputError` for names that do not exist and chains that mix families; what is merely missing
 * (a key) makes the choice unusable.
 */
export function chooseModels(
  config: Config,
  keys: ModelKnowledge['keys'],
  scores?: ModelKnowledge['scores'],
): ModelChoice {
  const names = tierNames(config, keys);
  const tasks = new Map(Object.entries(config.reviewerModels));
  // Every name is looked at even when offline: a typing error is an error whether or not it matters today.
  const named = namesIn(config, names);
  const chains = new Map(named.map((name) => [name, chainEntries(name, config)] as const));
  if (config.offline) return { kind: 'none', reason: 'Offline: no model was asked.' };
  if (names === null) return withoutTiers(config, named);

  const knowledge: ModelKnowledge = scores === undefined ? { keys } : { keys, scores };
  const obstacle = [...chains.values()]
    .flat()
    .map((entry) => obstacleOf(entry, config, knowledge))
    .find((reason) => reason !== null);
  if (obstacle !== undefined && obstacle !== null) return { kind: 'unusable', reason: obstacle };

  const built = new Map([...chains].map(([name, entries]) => [name, chainOf(name, entries, keys)] as const));
  const chain = (name: string): ModelChain => {
    const found = built.get(name);
    if (found === undefined) throw new Error(`The model ${name} was not prepared.`);
    return found;
  };
  const tiers = { deep: chain(names.deep), standard: chain(names.standard), light: chain(names.light) };
  return {
    kind: 'models',
    tiers,
    forTask: (task) => {
      const wanted = tasks.get(task) ?? (task === 'judge' ? 'deep' : 'standard');
      const tier = ModelTier.safeParse(wanted);
      return tier.success ? tiers[tier.data] : chain(wanted);
    },
  };
}

/** Every model that may be asked, stand-ins included, each once; none when no model is. Throws as `chooseModels` does. */
export function entriesInUse(config: Config, keys: ModelKnowledge['keys']): readonly ChainEntry[] {
  if (chooseModels(config, keys).kind !== 'models') return [];
  const entries = namesIn(config, tierNames(config, keys)).flatMap((name) => chainEntries(name, config));
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

/** The models that serve a tier or a task, each once. */
function namesIn({ reviewerModels }: Config, tiers: Readonly<Record<ModelTier, string>> | null): readonly string[] {
  const ofTasks = Object.values(reviewerModels).filter((name) => name.includes('/'));
  return [...new Set([...Object.values(tiers ?? {}), ...ofTasks])];
}

/** Whether these models may be asked nothing: no name and no key. */
function withoutTiers(config: Config, named: readonly string[]): ModelChoice {
  const asked =
    named.length > 0 || Object.values(config.reviewerModels).length > 0 || Object.keys(config.providers).length > 0;
  if (!asked) return { kind: 'none', reason: 'No model is configured and ANTHROPIC_API_KEY is not set.' };
  return {
    kind: 'unusable',
    reason:
      'Providers or reviewers are configured, but no model serves the tiers: set `models`, or ANTHROPIC_API_KEY for the default ones.',
  };
}

/**
 * The names of the three tiers. A tier that is not named is served by its neighbour, never by a default: who names a local model does not
 * want the rest of the review to leave the machine.
 */
function tierNames(config: Config, keys: ModelKnowledge['keys']): Record<ModelTier, string> | null {
  const { deep, standard, light } = config.models;
  const middle = standard ?? deep ?? light;
  if (middle !== null) return { deep: deep ?? middle, standard: middle, light: light ?? middle };
  const anthropic = providerOf('anthropic', config.providers);
  return isKeyMissing(anthropic, keys) ? null : { ...DEFAULT_MODELS };
}
