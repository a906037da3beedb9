import { heldModels } from '../../../models/providers/held-models.ts';
import { ANTHROPIC_BASE_URL } from '../../../models/providers/endpoint.ts';
import { type Provider, providerNames, providerOf } from '../../../models/providers/providers.ts';
import { accessOf, isKeyMissing } from '../../../models/selection/model-chain.ts';
import type { Config } from '../../../schemas/config.ts';
import { InputError } from '../../../schemas/problem.ts';
import { type Environment } from '../../config/config.ts';
import { readSecret } from '../../config/raw-environment.ts';
import { type AskedServer, keepLists, keptLists } from '../../config/server-lists.ts';
import { provideKeys } from '../../keys/provide-keys.ts';
import { jsonText } from '../../output/json-text.ts';
import { proposedConfig, renderServers } from '../render/render-servers.ts';

interface Discovery {
  readonly config: Config;
  readonly environment: Environment;
  readonly json: boolean;
  /** What was told within the last day counts. */
  readonly cache: boolean;
  readonly signal: AbortSignal;
}

/**
 * `docket models --discover`: asks every configured server, and those whose key is set, what it holds and can; keeps the answers for a day, and
 * proposes the configuration. Returns 1 where no server answered. Throws `InputError` where there is none to be asked.
 */
export async function discoverModels({ config, environment, json, cache, signal }: Discovery): Promise<number> {
  if (config.offline) {
    throw new InputError({
      what: 'offline: no server is asked',
      where: 'offline',
      remedy: 'Take `offline` away for this.',
    });
  }
  for (const notice of await provideKeys(config)) process.stderr.write(`docket: ${notice}\n`);
  const providers = providerNames(config.providers)
    .map((name) => providerOf(name, config.providers))
    .filter((provider) => Object.hasOwn(config.providers, provider.name) || !isKeyMissing(provider, readSecret));
  if (providers.length === 0) {
    throw new InputError({
      what: 'there is no server to be asked what it holds',
      where: 'providers',
      remedy:
        'Describe one in your configuration, for example `providers: { ollama: { kind: openai-compatible, baseUrl: "http://127.0.0.1:11434/v1" } }`, or set ANTHROPIC_API_KEY or OPENAI_API_KEY.',
    });
  }
  const now = new Date();
  const kept = cache ? keptLists(environment, now) : [];
  const servers = await Promise.all(
    providers.map(async (provider): Promise<AskedServer> => {
      const address = { provider: provider.name, baseUrl: provider.baseUrl ?? ANTHROPIC_BASE_URL };
      const known = kept.find((list) => list.provider === address.provider && list.baseUrl === address.baseUrl);
      if (known !== undefined) return { ...known, why: null };
      const held = await ask(provider, signal);
      if (!held.ok) return { ...address, why: held.why };
      return {
        ...address,
        asked: now.toISOString(),
        models: held.models.map((model) => ({ ...model })),
        left: held.left,
        why: null,
      };
    }),
  );
  const lists = servers.flatMap(({ why, ...list }) => (why === null && 'models' in list ? [list] : []));
  if (lists.length > 0) keepLists(environment, lists);
  const proposal = proposedConfig(lists, config);
  process.stdout.write(
    json ? jsonText({ schemaVersion: 1, servers, proposal }) : renderServers(servers, { config, proposal }),
  );
  return lists.length === 0 ? 1 : 0;
}

async function ask(provider: Provider, signal: AbortSignal): ReturnType<typeof heldModels> {
  if (isKeyMissing(provider, readSecret)) return { ok: false, why: 'its key is missing' };
  return heldModels(provider, accessOf(provider, readSecret), signal);
}
