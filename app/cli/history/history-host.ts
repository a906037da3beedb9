import { resolve } from 'node:path';
import { type Colours, coloursOf } from '../../output/text/colours.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import type { Config } from '../../../schemas/config.ts';
import { InputError } from '../../../schemas/problem.ts';
import { localFolder } from '../../history/local-folder.ts';
import { localName } from '../../history/history-name.ts';
import { loadConfig } from '../../config/load-config.ts';
import { storeOf, toolsFor } from '../../history/store-of.ts';
import { historyPathOf } from '../../composition-root.ts';
import { type Host, openHost } from '../host.ts';

/** The options that all of `docket history` takes. */
export interface HistoryCommandOptions {
  readonly history?: string;
  readonly cwd?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** The history that the arguments mean. */
export interface MeantHistory {
  readonly host: Host;
  readonly config: Config;
  /** The local file, where there is no store. */
  readonly path: string;
  /** The folder of local files, where there is one. */
  readonly folder: string;
  /** Null where the history is only local. */
  readonly store: ObjectStore | null;
  readonly colours: Colours;
}

/** Finds out which history is meant, lets the command work with it, and lets go of it. */
export async function withMeantHistory<T>(
  options: HistoryCommandOptions,
  work: (meant: MeantHistory) => Promise<T>,
): Promise<T> {
  const host = openHost(options.cwd);
  const { cwd, environment } = host;
  const file = options.config === undefined ? null : resolve(cwd, options.config);
  const flags = options.history === undefined ? [] : [{ origin: '--history', value: { history: options.history } }];
  const { config } = loadConfig({ environment, repository: null, file, flags });
  const repository = await repositoryAt(host);
  try {
    const path = historyPathOf({ cwd, repository }, config.history, environment);
    const store = storeOf(config, repository === null ? null : await localName(repository));
    try {
      const colours = coloursOf(host.colour);
      return await work({ host, config, path, folder: localFolder(path), store, colours });
    } finally {
      store?.close();
    }
  } finally {
    await repository?.close();
  }
}

/** The repository that a folder lies in, or null. Its opener closes it. */
export async function repositoryAt({
  cwd,
  environment,
}: Pick<Host, 'cwd' | 'environment'>): Promise<Repository | null> {
  try {
    return await openRepository(cwd, environment);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Everything that the store is worked with. Throws an `InputError` where there is none. */
export async function storeTools({ store, host, path }: MeantHistory): Promise<ReplicaTools> {
  if (store !== null) return toolsFor(store, host.environment);
  throw new InputError({
    what: 'there is no store: the history is only on this machine',
    where: path,
    remedy: 'Set `store` in the configuration, or DOCKET_STORE, to s3://bucket/prefix or file:///folder.',
  });
}
