import { NO_POLICY } from '../../schemas/policy.ts';
import { z } from 'zod';
import { Config, OperatorConfig, RepositoryConfig } from '../../schemas/config.ts';
import { parseConfigText } from './config-text.ts';
import { readRawEnvironment } from './raw-environment.ts';
import { withNarrowAcceptance } from './narrow-acceptance.ts';
import { withUsablePatterns } from './usable-patterns.ts';

/** One place that may set configuration, weakest first in a list of them. */
export interface ConfigSource {
  /** For people: `default`, `.github/docket.yml at main (1a2b3c4)`, a path, `DOCKET_FAIL_ON`, `--fail-on`. */
  readonly origin: string;
  readonly value: OperatorConfig;
}

/** The effective configuration and, for each key in dotted form, which source decided it. */
export interface EffectiveConfig {
  readonly config: Config;
  readonly origins: ReadonlyMap<string, string>;
  /** What people should know of their files, a sentence each. */
  readonly notices: readonly string[];
}

/** The only environment variables that Docket reads, its own and those that say where things lie on this machine. */
export const Environment = z.object({
  DOCKET_HISTORY: z.string().min(1).optional(),
  DOCKET_FAIL_ON: OperatorConfig.shape.failOn,
  DOCKET_CONFIG: z.string().min(1).optional(),
  DOCKET_STORE: OperatorConfig.shape.store,
  DOCKET_STORE_REGION: OperatorConfig.shape.storeRegion,
  DOCKET_STORE_ENDPOINT: OperatorConfig.shape.storeEndpoint,
  DOCKET_STORE_REPOSITORY: OperatorConfig.shape.storeRepository,
  RUNNER_TOOL_CACHE: z.string().optional(),
  XDG_CONFIG_HOME: z.string().optional(),
  XDG_STATE_HOME: z.string().optional(),
  HOME: z.string().optional(),
  USERPROFILE: z.string().optional(),
  SYSTEMROOT: z.string().optional(),
  SUDO_UID: z.string().optional(),
  PATH: z.string().optional(),
  // How git reaches GitHub from here; git and curl read either spelling.
  HTTPS_PROXY: z.string().optional(),
  https_proxy: z.string().optional(),
  HTTP_PROXY: z.string().optional(),
  http_proxy: z.string().optional(),
  ALL_PROXY: z.string().optional(),
  all_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
  GIT_SSL_CAINFO: z.string().optional(),
  GIT_SSL_CAPATH: z.string().optional(),
  SSL_CERT_FILE: z.string().optional(),
  SSL_CERT_DIR: z.string().optional(),
  SSH_AUTH_SOCK: z.string().optional(),
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
  CI: z.string().optional(),
  TERM: z.string().optional(),
});
export type Environment = z.infer<typeof Environment>;

/** What every key is when nobody says anything. */
export const DEFAULT_CONFIG: Config = {
  reviewers: {},
  ignore: [],
  sensitivePaths: [],
  comments: {
    maxInline: 5,
    minimumSeverity: 'suggestion',
    minimumPercent: 5,
    openPercent: 25,
    openCheckPercent: 50,
    maxCriticalPerTool: 10,
  },
  policy: NO_POLICY,
  coverage: { accept: [] },
  rules: {},
  instructions: [],
  modelHalves: {
    trivial: ['security', 'quality', 'release'],
    lite: ['security', 'quality', 'release', 'documentation'],
    full: ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'],
  },
  models: { deep: null, standard: null, light: null },
  reviewerModels: {},
  effort: { deep: 'high', light: 'low' },
  failover: {},
  providers: {},
  capabilities: {},
  forceModels: false,
  batch: false,
  budget: { run: {}, pullRequest: {}, month: {} },
  offline: false,
  history: null,
  store: null,
  storeRegion: null,
  storeEndpoint: null,
  storeEncryption: null,
  storeRepository: null,
  retention: { days: null, megabytes: null },
  plugins: [],
  failOn: 'never',
  pullRequests: {
    drafts: false,
    bots: true,
    skipLabel: 'docket:skip',
    onRequest: false,
    requiredLabel: null,
    baseBranches: [],
    skipTitles: [],
    skipAuthors: [],
    commands: true,
    requestChanges: false,
    approve: false,
    checkName: 'docket',
  },
};

/** Reads `.github/docket.yml`. Throws `InputError` on unknown, misplaced or mistyped keys. */
export function readRepositoryConfig(text: string, where: string): RepositoryConfig {
  const config = parseConfigText({ text, where, schema: RepositoryConfig, kind: 'repository' });
  return withNarrowAcceptance(withUsablePatterns(config, where), where);
}

/** Reads the operator's file (`--config` or the user configuration). Throws `InputError`. */
export function readOperatorConfig(text: string, where: string): OperatorConfig {
  return withUsablePatterns(parseConfigText({ text, where, schema: OperatorConfig, kind: 'operator' }), where);
}

/** The environment as far as Docket knows it. Throws `InputError` on a value that cannot be. */
export function readEnvironment(raw: Readonly<Record<string, string | undefined>> = readRawEnvironment()): Environment {
  const known = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, raw[name] || undefined]));
  return parseConfigText({ value: known, where: 'the environment', schema: Environment, kind: 'environment' });
}

/**
 * Lays the sources over the defaults, weakest first, key by key. Lists of globs add up, so that neither the operator nor the
 * repository loses what the other wants.
 */
export function effectiveConfig(sources: readonly ConfigSource[]): EffectiveConfig {
  const config: Tree = structuredClone(DEFAULT_CONFIG);
  const origins = new Map<string, string>();
  for (const { origin, value } of sources) {
    for (const [path, leaf] of leaves(value)) {
      const key = path.join('.');
      if (key === '$schema') continue;
      const before = getIn(config, path);
      const adds = ADDING_KEYS.has(key) && Array.isArray(before) && Array.isArray(leaf) && before.length > 0;
      setIn(config, path, adds ? [...new Set([...before, ...leaf])] : leaf);
      origins.set(key, adds ? `${origins.get(key)}, ${origin}` : origin);
    }
  }
  return { config: Config.parse(config), origins, notices: [] };
}

/** Every key of a configuration with its value; lists count as one value. */
export function leaves(value: object, path: readonly string[] = []): (readonly [readonly string[], unknown])[] {
  return Object.entries(value).flatMap(([key, child]) => {
    if (child === undefined) return [];
    const isBranch = typeof child === 'object' && child !== null && !Array.isArray(child);
    return isBranch ? leaves(child, [...path, key]) : [[[...path, key], child] as const];
  });
}

/** The lists of the policy: what either source asks for counts. */
export const POLICY_LISTS = [
  'rules',
  'ruleFiles',
  'forbiddenPaths',
  'required',
  'commits',
  'sections',
  'generated',
].map((key) => `policy.${key}`);

const ADDING_KEYS: ReadonlySet<string> = new Set([
  'ignore',
  'sensitivePaths',
  'instructions',
  ...POLICY_LISTS,
  'coverage.accept',
]);

interface Tree {
  [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function getIn(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
}

function setIn(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) tree[key] = value;
  else {
    const child = tree[key];
    const branch: Tree = isTree(child) ? child : {};
    tree[key] = branch;
    setIn(branch, rest, value);
  }
}
