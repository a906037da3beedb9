import { analysisEnvironment } from '../../../app/analyse/environment.ts';
import { effectiveConfig, readOperatorConfig } from '../../../app/config/config.ts';
import { readRawEnvironment, readSecret } from '../../../app/config/raw-environment.ts';
import { useNetwork } from '../../../app/config/network.ts';
import { provideKeys } from '../../../app/keys/provide-keys.ts';
import { rolesApart } from '../../../app/keys/roles-apart.ts';
import { scrub, tellProvided } from '../../../app/known-secrets.ts';
import { chainEntries, chainOf } from '../../../models/selection/model-chain.ts';
import { keyVariables } from '../../../models/providers/providers.ts';
import { describeCause } from '../../../schemas/problem.ts';
import { request } from '../../models/providers/protocols.ts';

// A process of its own: logs in as the process that publishes does, then asks the model with what the analysing process would be given, and
// prints both.
const [name = '', text = ''] = process.argv.slice(2);
const source = { origin: 'test', value: { ...readOperatorConfig(text, 'test'), models: { standard: name } } };
const { config } = effectiveConfig([source]);
const masked: string[] = [];

tellProvided((secret) => masked.push(secret));
useNetwork();
const roles = await rolesApart(config);
const notices = await provideKeys(config, { cloud: 300_000 });
const environment = analysisEnvironment(readRawEnvironment(), keyVariables(config.providers));
// As in the other process: nothing but its environment is there to be found.
for (const variable of Object.keys(process.env)) if (!(variable in environment)) delete process.env[variable];

async function ask(): Promise<string> {
  const [model] = chainOf(name, chainEntries(name, config), readSecret).models;
  const answer = await model.call(request(), { signal: AbortSignal.timeout(300_000) });
  return JSON.stringify(answer.parts);
}
const answer = await ask().catch((error: unknown) => `failed: ${describeCause(error)}`);
const scrubbed = scrub(masked.join(' '));
process.stdout.write(JSON.stringify({ notices, environment, masked, answer, scrubbed, roles }));
