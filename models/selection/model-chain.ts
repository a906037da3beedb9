import type { Batches, Model } from '../model.ts';
import type { Config } from '../../schemas/config.ts';
import type { ModelCapability } from '../../schemas/model.ts';
import { InputError } from '../../schemas/problem.ts';
import { capabilityOf, knownCapabilities } from './capabilities.ts';
import { ANTHROPIC_BASE_URL, endpointOf, isMaker } from '../providers/endpoint.ts';
import { parseModelName, unknownName } from './model-name.ts';
import type { ModelScore } from './model-score.ts';
import { type Provider, providerOf } from '../providers/providers.ts';
import type { Access } from '../providers/wire/access.ts';

/** A model and those that stand in for it, in order. */
export interface ModelChain {
  /** `provider/model` of the first one. */
  readonly name: string;
  readonly models: readonly [Model, ...Model[]];
}

/** What a choice depends on besides the configuration. */
export interface ModelKnowledge {
  /** The value of an environment variable. */
  readonly keys: (variable: string) => string | undefined;
  /** What `docket models --check` found for `provider/model`; null when it was never checked. */
  readonly scores?: (name: string) => ModelScore | null;
}

/** One name of a chain, looked up. */
export interface ChainEntry {
  readonly name: string;
  readonly provider: Provider;
  readonly capability: ModelCapability;
}

/** A model and its stand-ins. Throws `InputError` for names that do not exist and for a stand-in of another family. */
export function chainEntries(name: string, config: Config): readonly ChainEntry[] {
  const standIns = (Object.hasOwn(config.failover, name) ? config.failover[name] : undefined) ?? [];
  const entries = [name, ...standIns].map((each) => entryOf(each, config));
  const stranger = entries.find((entry) => entry.capability.family !== entries[0]?.capability.family);
  if (stranger === undefined) return entries;
  throw new InputError({
    what: `${stranger.name} cannot stand in for ${name}: it is of the family ${stranger.capability.family}.`,
    where: `failover.${name}`,
    remedy: 'Name models of one family, or say by `capabilities` that they are of one.',
  });
}

function entryOf(name: string, config: Config): ChainEntry {
  const { provider: providerName, id } = parseModelName(name);
  const provider = providerOf(providerName, config.providers);
  const corrections = config.capabilities;
  const { protocol, local, dialect } = provider;
  const capability = capabilityOf({ name, id, provider: protocol, local, dialect, corrections });
  if (capability !== null) return { name, provider, capability: withOffers(capability, provider, corrections[name]) };
  const known = knownCapabilities()
    .filter((model) => model.provider === provider.protocol)
    .map((model) => `${providerName}/${model.id}`);
  throw unknownName({ kind: 'model', name, known, remedy: 'Describe another one by `capabilities`.' });
}

/** A gateway in front of a maker's model may well have no batches: it has those that the operator knows of. */
function withOffers(
  capability: ModelCapability,
  { cloud, baseUrl = ANTHROPIC_BASE_URL }: Provider,
  said: Config['capabilities'][string] | undefined,
): ModelCapability {
  if (said?.batchFactor !== undefined || (cloud === null && isMaker(baseUrl))) return capability;
  const { batchFactor: _makers, ...rest } = capability;
  return rest;
}

/** Why a model cannot be used, or null. */
export function obstacleOf(
  { name, provider }: ChainEntry,
  config: Config,
  { keys, scores }: ModelKnowledge,
): string | null {
  const header = Object.values(provider.headers).find((variable) => (keys(variable) ?? '') === '');
  if (header !== undefined) return `${name} is configured, but ${header}, which holds a header of it, is not set.`;
  if (isKeyMissing(provider, keys)) {
    if (provider.logsIn) return `${name} is configured, but the login at its cloud gave no credentials.`;
    if (provider.keyHelper !== null) return `${name} is configured, but its apiKeyHelper gave no key.`;
    return provider.keyVariable === null
      ? `${name} is configured, but no variable holds a key for it: set providers.${provider.name}.keyVariable.`
      : `${name} is configured, but ${provider.keyVariable} is not set.`;
  }
  const score = config.forceModels ? null : (scores?.(name) ?? null);
  if (score === null || score.passes) return null;
  return `${name} failed \`docket models --check\`: ${score.reasons.join(' ')} Use another model, or force it by forceModels.`;
}

/** A loopback server needs no key, and one that is asked over plain http gets none. */
export function isKeyMissing({ local, plain, keyVariable }: Provider, keys: ModelKnowledge['keys']): boolean {
  if (keyVariable === null) return !local && !plain;
  return (keys(keyVariable) ?? '') === '' && !local;
}

/** The models of a chain, ready to be asked. */
export function chainOf(name: string, entries: readonly ChainEntry[], keys: ModelKnowledge['keys']): ModelChain {
  const [first, ...rest] = entries.map((entry) => modelOf(entry, keys));
  if (first === undefined) throw new Error(`The chain of ${name} is empty.`);
  return { name, models: [first, ...rest] };
}

/** A machine of one's own may read one prompt for minutes. */
const OWN_CALL_SECONDS = 15 * 60;

/** How long its provider's calls may take, in seconds: what the operator says, and more than usual on this machine. A gateway is no such server. */
export function patienceOf({ protocol, local, timeouts }: Provider): Provider['timeouts'] {
  return local && protocol === 'openai-compatible' ? { call: OWN_CALL_SECONDS, ...timeouts } : timeouts;
}

function modelOf({ provider, capability }: ChainEntry, keys: ModelKnowledge['keys']): Model {
  const { protocol, cloud } = provider;
  const timeouts = patienceOf(provider);
  const access = accessOf(provider, keys);
  if (protocol === 'anthropic') {
    const options = { capability, access, baseUrl: provider.baseUrl ?? ANTHROPIC_BASE_URL, cloud };
    return lazyModel({
      ...options,
      timeouts,
      hasBatches: cloud === null,
      load: async () => (await import('../providers/anthropic.ts')).createAnthropicModel(options),
    });
  }
  if (provider.baseUrl === undefined) throw new Error(`The provider ${provider.name} has no address.`);
  const options = { capability, access, baseUrl: provider.baseUrl };
  const load = async () => (await import('../providers/openai-compatible.ts')).createOpenAiCompatibleModel(options);
  return lazyModel({ ...options, timeouts, hasBatches: true, load });
}

/** How the requests of a provider are let in, with the values of the variables that the operator named. */
export function accessOf({ keyVariable, auth, headers, body }: Provider, keys: ModelKnowledge['keys']): Access {
  return {
    apiKey: keyVariable === null ? null : (keys(keyVariable) ?? null),
    auth,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, variable]) => {
        const value = keys(variable);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    fields: body,
  };
}

interface LazyModel {
  readonly capability: ModelCapability;
  readonly baseUrl: string;
  readonly timeouts: Provider['timeouts'];
  readonly hasBatches?: boolean;
  readonly load: () => Promise<Model>;
}

/** A model whose provider's library is loaded with the first question: a review that asks nobody starts faster by all of them. */
function lazyModel({ capability, baseUrl, timeouts, hasBatches = false, load }: LazyModel): Model {
  let loaded: Promise<Model> | null = null;
  const batches = async (): Promise<Batches> => {
    loaded ??= load();
    const { batches: loadedBatches } = await loaded;
    if (loadedBatches === undefined) throw new Error(`${capability.id} has no batches.`);
    return loadedBatches;
  };
  return {
    capability,
    ...endpointOf(baseUrl),
    timeouts: {
      ...(timeouts.call === undefined ? {} : { callMs: timeouts.call * 1000 }),
      ...(timeouts.silence === undefined ? {} : { silenceMs: timeouts.silence * 1000 }),
      ...(timeouts.progress === undefined ? {} : { progressMs: timeouts.progress * 1000 }),
    },
    call: async (request, options) => {
      loaded ??= load();
      return (await loaded).call(request, options);
    },
    countTokens: async (request, signal) => {
      loaded ??= load();
      return (await (await loaded).countTokens?.(request, signal)) ?? null;
    },
    ...(hasBatches && {
      batches: {
        create: async (questions, signal) => (await batches()).create(questions, signal),
        look: async (batch, signal) => (await batches()).look(batch, signal),
        rows: async (batch, signal) => (await batches()).rows(batch, signal),
      } satisfies Batches,
    }),
  };
}
