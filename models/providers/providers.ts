import type { Config } from '../../schemas/config.ts';
import type { ProviderSettings } from '../../schemas/model.ts';
import { InputError } from '../../schemas/problem.ts';
import type { AuthHeader } from './wire/access.ts';
import { type Cloud, cloudOf, cloudUrl, needsLogin } from './cloud.ts';
import { endpointOf } from './endpoint.ts';
import { unknownName } from '../selection/model-name.ts';

/** A provider with everything that the operator left to the defaults filled in. */
export interface Provider {
  readonly name: string;
  readonly protocol: 'anthropic' | 'openai-compatible';
  /** A cloud that serves the models by its own addresses; null for every other server. */
  readonly cloud: Cloud | null;
  /** The process that publishes logs in at the cloud; `keyVariable` is then one of Docket's own, with what it was given there. */
  readonly logsIn: boolean;
  /** Undefined only for Anthropic's own address. */
  readonly baseUrl: string | undefined;
  readonly local: boolean;
  /** What is sent leaves this machine unencrypted: no key may be among it. */
  readonly plain: boolean;
  /** Name of the environment variable that holds the key; null when nobody named one. */
  readonly keyVariable: string | null;
  /** Prints the key; `keyVariable` is then one of Docket's own, into which the key is put. Null where there is none. */
  readonly keyHelper: readonly string[] | null;
  readonly auth: AuthHeader;
  /** Names of further headers, and of the variables that hold their values. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly timeouts: NonNullable<ProviderSettings['timeouts']>;
  readonly dialect: NonNullable<ProviderSettings['dialect']>;
}

const BUILT_IN: Config['providers'] = {
  anthropic: { kind: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY' },
  openai: { kind: 'openai-compatible', baseUrl: 'https://api.openai.com/v1', keyVariable: 'OPENAI_API_KEY' },
};

/** The provider of this name. Throws `InputError` when there is none or when it cannot be asked. */
export function providerOf(name: string, configured: Config['providers']): Provider {
  const own = Object.hasOwn(configured, name) ? configured[name] : undefined;
  const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  const kind = own?.kind ?? builtIn?.kind;
  if (kind === undefined) {
    throw unknownName({
      kind: 'provider',
      name,
      known: providerNames(configured),
      remedy: 'Describe another one by `providers`.',
    });
  }
  // Where a built-in name is given another kind, the built-in address and key are not its own.
  const defaults = builtIn?.kind === kind ? builtIn : undefined;
  const cloud = cloudOf(name, { ...own, kind });
  const baseUrl = own?.baseUrl ?? defaults?.baseUrl ?? (cloud === null ? undefined : cloudUrl(cloud));
  const where = `providers.${name}.baseUrl`;
  if (baseUrl === undefined && kind === 'openai-compatible') {
    throw new InputError({
      what: `The provider ${name} has no address.`,
      where,
      remedy: 'Set baseUrl, version included.',
    });
  }
  if (baseUrl !== undefined && hasUserInformation(baseUrl)) {
    const remedy = 'Put the key into an environment variable and name it by keyVariable.';
    throw new InputError({ what: `The address of the provider ${name} holds credentials.`, where, remedy });
  }
  const local = baseUrl !== undefined && endpointOf(baseUrl).local;
  const plain = baseUrl !== undefined && !local && new URL(baseUrl).protocol === 'http:';
  const keyHelper = own?.apiKeyHelper ?? null;
  if (keyHelper !== null && own?.keyVariable !== undefined) {
    throw new InputError({
      what: `The provider ${name} has a keyVariable and an apiKeyHelper.`,
      where: `providers.${name}`,
      remedy: 'Name one of them.',
    });
  }
  const logsIn = needsLogin(cloud);
  const isGiven = keyHelper !== null || logsIn;
  const keyVariable = own?.keyVariable ?? (isGiven ? helpedVariable(name) : (defaults?.keyVariable ?? null));
  if (plain && (keyVariable !== null || own?.headers !== undefined)) {
    throw new InputError({
      what: `The ${keyVariable === null ? 'headers' : 'key'} of the provider ${name} would be sent over plain http.`,
      where,
      remedy:
        own?.keyVariable === undefined && keyVariable !== null
          ? `Use https, or describe a server that needs no key under another name than ${name}.`
          : `Use https, or drop ${keyVariable === null ? 'headers' : 'keyVariable'}.`,
    });
  }
  return {
    name,
    protocol: kind === 'openai-compatible' ? 'openai-compatible' : 'anthropic',
    cloud,
    logsIn,
    baseUrl,
    local,
    plain,
    keyVariable,
    keyHelper,
    auth:
      cloud?.kind === 'aws' && logsIn ? 'signature' : (own?.auth ?? (kind === 'anthropic' ? 'x-api-key' : 'bearer')),
    headers: own?.headers ?? {},
    body: own?.body ?? {},
    timeouts: own?.timeouts ?? {},
    dialect: own?.dialect ?? {},
  };
}

/** Every provider that has a name: those that Docket knows, and those that are described. */
export function providerNames(configured: Config['providers']): readonly string[] {
  return [...new Set([...Object.keys(BUILT_IN), ...Object.keys(configured)])];
}

/** Where the key that a helper printed, or that a cloud gave, is put: a name that no operator can give, so that nothing else is found there. */
function helpedVariable(name: string): string {
  return `DOCKET_HELPED_KEY_${Buffer.from(name, 'utf8').toString('hex').toUpperCase()}`;
}

/** The environment variables that may hold a model's key, or another header's value: what the analysis process is allowed to see besides the harmless ones. */
export function keyVariables(configured: Config['providers']): readonly string[] {
  const variables = providerNames(configured).flatMap((name) => {
    const own = Object.hasOwn(configured, name) ? configured[name] : undefined;
    const isGiven =
      own?.apiKeyHelper !== undefined || own?.aws?.role !== undefined || own?.google?.serviceAccount !== undefined;
    const helped = isGiven ? helpedVariable(name) : undefined;
    const key = own?.keyVariable ?? helped ?? BUILT_IN[name]?.keyVariable ?? [];
    return [key, Object.values(own?.headers ?? {})].flat();
  });
  return [...new Set(variables)].toSorted();
}

function hasUserInformation(baseUrl: string): boolean {
  const { username, password } = new URL(baseUrl);
  return username !== '' || password !== '';
}
