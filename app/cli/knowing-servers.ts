import { withServerContexts } from '../../models/selection/server-contexts.ts';
import type { Config } from '../../schemas/config.ts';
import { readSecret } from '../config/raw-environment.ts';
import { provideKeys } from '../keys/provide-keys.ts';

/** The configuration with what local servers tell of their models; what they do not tell is said on standard error. */
export async function knowingServers(config: Config): Promise<Config> {
  for (const notice of await provideKeys(config)) process.stderr.write(`docket: ${notice}\n`);
  return withServerContexts(config, {
    keys: readSecret,
    // Two seconds at most: nothing worth being stopped by a signal.
    signal: new AbortController().signal,
    onNotice: (text) => process.stderr.write(`docket: ${text}\n`),
  });
}
