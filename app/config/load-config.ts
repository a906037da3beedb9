import { join } from 'node:path';
import { OperatorConfig } from '../../schemas/config.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';
import { effectiveConfig, readOperatorConfig, readRepositoryConfig } from './config.ts';
import type { ConfigSource, EffectiveConfig, Environment } from './config.ts';
import { readFacts } from './model-facts.ts';
import { unknownAcceptance } from './narrow-acceptance.ts';
import { inPercent } from './old-scale.ts';
import { isAbsence, readRegularFile, remedyForUnread } from './regular-file.ts';
import { type RepositorySource, repositorySources, waiting } from './repository-sources.ts';

/** Where the repository's own configuration stands; read from a commit, never from a checkout. */
export const REPOSITORY_CONFIG_PATH = '.github/docket.yml';

/** A configuration file that was read from a commit. */
export interface ConfigFile {
  readonly text: string;
  readonly where: string;
}

export interface ConfigRequest {
  readonly environment: Environment;
  /** `.github/docket.yml` at the tip of the base branch; null for a plain diff, which belongs to no repository. */
  readonly repository: ConfigFile | null;
  /**
   * The same file at the tip of the default branch: without it a base makes no review see less. Null where there is none, absent where
   * nobody knows that branch, or it is the base.
   */
  readonly defaultBranch?: ConfigFile | null;
  /** `--config FILE`. */
  readonly file: string | null;
  /** What flags say, each with the flag's name as its origin. */
  readonly flags: readonly ConfigSource[];
}

/** Puts the configuration together: defaults, repository, user, `--config`, environment, flags. Throws `InputError`. */
export function loadConfig(request: ConfigRequest): EffectiveConfig {
  const { environment, file, flags } = request;
  const notices: string[] = [];
  const percent = <T extends OperatorConfig>(source: { readonly origin: string; readonly value: T }) => {
    const said = inPercent(source.value, source.origin);
    notices.push(...said.notices, ...unknownAcceptance(source.value, source.origin));
    return { ...source, value: said.config };
  };
  const branches = {
    base: readFrom(request.repository, percent),
    standard: request.defaultBranch === undefined ? undefined : readFrom(request.defaultBranch, percent),
  };
  const sources = repositorySources(branches);
  notices.push(...waiting(branches));
  const facts = readFacts(environment);
  if (facts !== null) sources.push({ origin: facts.path, value: { capabilities: facts.capabilities } });
  const userFile = userConfigPath(environment);
  const userText = userFile === null ? null : readIfThere(userFile);
  if (userFile !== null && userText !== null) {
    sources.push(percent({ origin: userFile, value: readOperatorConfig(userText, userFile) }));
  }
  const named = file ?? environment.DOCKET_CONFIG ?? null;
  if (named !== null) {
    const text = readIfThere(named);
    if (text === null) {
      throw new InputError({
        what: 'the configuration file does not exist',
        where: named,
        remedy: file === null ? 'Correct DOCKET_CONFIG.' : 'Correct the path behind --config.',
      });
    }
    sources.push(percent({ origin: named, value: readOperatorConfig(text, named) }));
  }
  sources.push(...environmentSources(environment), ...flags);
  return { ...effectiveConfig(sources), notices: [...new Set(notices)] };
}

function readFrom(
  file: ConfigFile | null,
  inNewScale: (source: RepositorySource) => RepositorySource,
): RepositorySource | null {
  return file === null ? null : inNewScale({ origin: file.where, value: readRepositoryConfig(file.text, file.where) });
}

function userConfigPath(environment: Environment): string | null {
  if (environment.XDG_CONFIG_HOME !== undefined) return join(environment.XDG_CONFIG_HOME, 'docket', 'config.yml');
  return environment.HOME === undefined ? null : join(environment.HOME, '.config', 'docket', 'config.yml');
}

/** The variables that set a key of the configuration. */
const KEY_OF_VARIABLE = {
  DOCKET_HISTORY: 'history',
  DOCKET_FAIL_ON: 'failOn',
  DOCKET_STORE: 'store',
  DOCKET_STORE_REGION: 'storeRegion',
  DOCKET_STORE_ENDPOINT: 'storeEndpoint',
  DOCKET_STORE_REPOSITORY: 'storeRepository',
} as const satisfies Partial<Record<keyof Environment, keyof OperatorConfig>>;

function environmentSources(environment: Environment): ConfigSource[] {
  return Object.entries(KEY_OF_VARIABLE).flatMap(([variable, key]) => {
    const value = new Map<string, unknown>(Object.entries(environment)).get(variable);
    return value === undefined ? [] : [{ origin: variable, value: OperatorConfig.parse({ [key]: value }) }];
  });
}

function readIfThere(path: string): string | null {
  try {
    return readRegularFile(path);
  } catch (cause) {
    if (isAbsence(cause)) return null;
    throw new InputError({
      what: `the configuration file cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: remedyForUnread(cause, 'Make it a readable file.'),
      cause,
    });
  }
}
