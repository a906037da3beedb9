import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../schemas/config.ts';
import { readEnvironment } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ActionInputs } from './inputs.ts';

/** Whose wishes, and a folder of this job alone. */
interface OperatorRequest {
  readonly inputs: ActionInputs;
  readonly folder: string;
}

/** What the operator alone says: the repository cannot set a store. Throws an `InputError` where it cannot be read. */
export async function operatorConfig(request: OperatorRequest): Promise<Config> {
  const file = await configFile(request);
  return loadConfig({ environment: readEnvironment(), repository: null, file, flags: request.inputs.flags }).config;
}

/** The operator's configuration comes as text, because a job has no checkout that it could be read from. Null where there is none. */
export async function configFile({ inputs: { config }, folder }: OperatorRequest): Promise<string | null> {
  if (config === null) return null;
  const path = join(folder, 'input-config.yml');
  await writeFile(path, config, { mode: 0o600 });
  return path;
}
