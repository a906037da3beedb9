import type { Config } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import { endpointOf } from './endpoint.ts';
import { unknownName } from '../selection/model-name.ts';

/** A provider with everything that the operator left to the defaults filled in. */
export interface Provider {
  readonly name: string;
  readonly kind: 'anthropic' | 'openai-compatible';
  /** Undefined only for Anthropic's own address. */
  readonly baseUrl: string | undefined;
  readonly local: boolean;
  /** What is sent leaves this machine unencrypted: no key may be among it. */
  readonly plain: boolean;
  /** Name of the environment variable that holds the key; null when nobody named one. */
  readonly keyVariable: string | null;
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
    const known = [...new Set([...Object.keys(BUILT_IN), ...Object.keys(configured)])];
    throw unknownName({ kind: 'provider', name, known, remedy: 'Describe another one by `providers`.' });
  }
  // Where a built-in name is given another kind, the built-in address and key are not its own.
  const defaults = builtIn?.kind === kind ? builtIn : undefined;
  const baseUrl = own?.baseUrl ?? defaults?.baseUrl;
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
  const keyVariable = own?.keyVariable ?? defaults?.keyVariable ?? null;
  if (plain && keyVariable !== null) {
    throw new InputError({
      what: `The key of the provider ${name} would be sent over plain http.`,
      where,
      remedy:
        own?.keyVariable === undefined
          ? `Use https, or describe a server that needs no key under another name than ${name}.`
          : 'Use https, or drop keyVariable.',
    });
  }
  return { name, kind, baseUrl, local, plain, keyVariable };
}

/** The environment variables that may hold a model's key: what the analysis process is allowed to see besides the harmless ones. */
export function keyVariables(configured: Config['providers']): readonly string[] {
  const names = [...Object.keys(BUILT_IN), ...Object.keys(configured)];
  const variables = names.flatMap((name) => configured[name]?.keyVariable ?? BUILT_IN[name]?.keyVariable ?? []);
  return [...new Set(variables)].toSorted();
}

function hasUserInformation(baseUrl: string): boolean {
  const { username, password } = new URL(baseUrl);
  return username !== '' || password !== '';
}
