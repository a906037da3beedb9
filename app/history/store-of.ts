import { join } from 'node:path';
import type { Litestream } from '../../history/replica/litestream-binary.ts';
import { findLitestream } from '../../history/replica/litestream-binary.ts';
import { litestreamEnvironment } from '../../history/replica/litestream-environment.ts';
import type { S3Clients } from '../../history/replica/stores/s3-clients.ts';
import { type HistoryName, openStore } from '../../history/replica/open-store.ts';
import type { ReplicaTools } from '../../history/replica/run-replica.ts';
import type { ObjectStore } from '../../history/replica/store.ts';
import type { Config } from '../../schemas/config.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';
import { StoreSettings } from '../../schemas/store.ts';
import { type Environment } from '../config/config.ts';
import { readRawEnvironment, readSecret } from '../config/raw-environment.ts';
import { readRegularFile } from '../config/regular-file.ts';
import { stateFile } from '../config/state-home.ts';

const KEY_VARIABLE = 'DOCKET_STORE_CUSTOMER_KEY';

/** The keys of the configuration that say where the store is. */
export type StoreConfig = Pick<
  Config,
  'store' | 'storeRegion' | 'storeEndpoint' | 'storeEncryption' | 'storeRepository'
>;

/** The operator's store, opened for one repository; null where none is set. Throws an `InputError` where the settings cannot be meant. */
export function storeOf(config: StoreConfig, name: HistoryName | null, clients?: S3Clients): ObjectStore | null {
  const settings = storeSettings(config);
  if (settings === null) return null;
  const meant = config.storeRepository === null ? name : nameOf(config.storeRepository);
  if (meant === null) {
    throw new InputError({
      what: 'there is a store, but it is not known whose history is meant',
      where: `store: ${settings.url}`,
      remedy: 'Set storeRepository (or DOCKET_STORE_REPOSITORY) to host/id, for example github.com/123456.',
    });
  }
  return openStore(settings, meant, clients);
}

/** What the operator says about the store; the customer's key comes from the environment and is in no configuration. */
function storeSettings(config: StoreConfig): StoreSettings | null {
  const { store: url, storeRegion: region, storeEndpoint: endpoint, storeEncryption: encryption } = config;
  if (url === null) return null;
  const key = encryption?.kind === 'customer-key' ? { key: readSecret(KEY_VARIABLE) ?? '' } : {};
  const authorities = authoritiesOfStore(url);
  const settings = StoreSettings.safeParse({
    url,
    region,
    endpoint,
    encryption: encryption === null ? null : { ...encryption, ...key },
    ...(authorities === null ? {} : { authorities }),
  });
  if (settings.success) return settings.data;
  const [issue] = settings.error.issues;
  throw new InputError({
    what: `the store cannot be used: ${issue?.path.join('.') ?? 'store'}: ${issue?.message ?? 'wrong'}`,
    where: `store: ${url}`,
    remedy: `Correct it; the customer's key belongs into ${KEY_VARIABLE}.`,
  });
}

/** What AWS_CA_BUNDLE names: the SDK for JavaScript does not read it, Litestream fails on it, so both are handed it in their own way. */
export function authoritiesOfStore(where: string): string | null {
  const { AWS_CA_BUNDLE: path } = readRawEnvironment();
  if (path === undefined || path === '') return null;
  try {
    return readRegularFile(path);
  } catch (cause) {
    throw new InputError({
      what: `the certificates for the store cannot be read: ${describeCause(cause)}`,
      where: `AWS_CA_BUNDLE, for ${where}`,
      remedy: 'Correct the path, or unset the variable.',
      cause,
    });
  }
}

/** Everything that a store is worked with. */
export async function toolsFor(store: ObjectStore, environment: Environment): Promise<ReplicaTools> {
  const litestream = await litestreamOn(environment);
  return {
    store,
    tool: { ...litestream, environment: litestreamEnvironment(readRawEnvironment(), store.litestreamEnvironment) },
    now: () => new Date(),
  };
}

/** The Litestream of this machine. Throws an `InfrastructureError` that says how to get one. */
export function litestreamOn(environment: Environment): Promise<Litestream> {
  return findLitestream({ path: environment.PATH ?? '', toolFolder: toolFolderOf(environment) });
}

/** Where tools are installed once: the runner's tool cache, else the user's state. */
export function toolFolderOf(environment: Environment): string {
  const { RUNNER_TOOL_CACHE: cache } = environment;
  return cache === undefined ? stateFile('tools', environment) : join(cache, 'docket');
}

function nameOf(text: string): HistoryName {
  const [host = '', repositoryId = ''] = text.split('/');
  return { host, repositoryId };
}
