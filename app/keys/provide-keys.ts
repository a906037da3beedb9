import { providerOf, type Provider } from '../../models/providers/providers.ts';
import { entriesInUse } from '../../models/selection/choose-models.ts';
import type { Config } from '../../schemas/config.ts';
import { provideSecret, readSecret } from '../config/raw-environment.ts';
import { learnProvided } from '../known-secrets.ts';
import { keyOfCloud } from './cloud-key.ts';
import { keyOfHelper, type KeyOrReason } from './key-helper.ts';

/** How long a helper may take: a login that waits for a person is none. A cloud is asked up to three times over the network. */
const PATIENCE_MS = { helper: 10_000, cloud: 30_000 };

/**
 * Runs the `apiKeyHelper` of each provider whose models are asked, and logs in at its cloud, all at once, and puts the keys where the analysing
 * process is given them from. They are known to redaction before anything can say them. What goes wrong is returned in sentences, and the
 * provider is without a key.
 */
export async function provideKeys(
  config: Config,
  patience: Partial<typeof PATIENCE_MS> = {},
): Promise<readonly string[]> {
  const patienceMs = { ...PATIENCE_MS, ...patience };
  const given = Object.keys(config.providers).flatMap((name) => {
    const provider = providerOf(name, config.providers);
    const { keyVariable: variable, keyHelper, logsIn } = provider;
    return variable === null || (keyHelper === null && !logsIn) ? [] : [{ provider, variable }];
  });
  // Whether a model is asked at all depends on keys that are not there yet.
  const expected = (variable: string): string | undefined =>
    given.some((one) => one.variable === variable) ? 'expected' : readSecret(variable);
  const asked = given.length === 0 ? [] : entriesInUse(config, expected).map(({ provider }) => provider.name);
  const notices = await Promise.all(
    given.map(async ({ provider, variable }) => {
      // What is left of an earlier review, or was put there by somebody else, is not the key.
      provideSecret(variable, '');
      if (!asked.includes(provider.name)) return null;
      const answer = await keyOf(provider, patienceMs);
      if (!answer.ok) return answer.why;
      provideSecret(variable, answer.key);
      return null;
    }),
  );
  return notices.filter((notice) => notice !== null);
}

async function keyOf({ name, keyHelper, cloud }: Provider, patienceMs: typeof PATIENCE_MS): Promise<KeyOrReason> {
  if (keyHelper !== null) {
    const answer = await keyOfHelper(keyHelper, patienceMs.helper);
    if (!answer.ok) return { ok: false, why: `The apiKeyHelper of ${name} gave no key: it ${answer.why}.` };
    learnProvided([answer.key]);
    return answer;
  }
  if (cloud === null) throw new Error(`The provider ${name} has nothing to log in at.`);
  const answer = await keyOfCloud(cloud, patienceMs.cloud);
  return answer.ok ? answer : { ok: false, why: `The login of ${name} gave no credentials: ${answer.why}` };
}
