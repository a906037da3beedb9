import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';

/**
 * Who may import whom, as data: the lint configuration is made from it and a test plants one violation of each row.
 * Patterns are regular expressions on the text of the import.
 */
export interface ImportRule {
  readonly files: string;
  readonly forbidden: readonly { readonly regex: string; readonly message: string }[];
  /** Libraries of the list below that these files may import. */
  readonly libraries: readonly string[];
  /** Whether these files may start processes by themselves. */
  readonly startsProcesses?: boolean;
}

/** Outside libraries that are wrapped: each may be imported only where a row of the table says so. */
export const WRAPPED_LIBRARIES: readonly string[] = [
  'probot',
  '@octokit',
  '@anthropic-ai',
  'google-auth-library',
  '@aws-sdk/client-sts',
  'openai',
  'better-sqlite3',
  'pg',
  'graphile-worker',
  '@actions/core',
  'commander',
  '@ast-grep',
  'oxlint',
  '@astral-sh/ruff-wasm-nodejs',
  'libpg-query',
  '@secretlint',
  '@opentelemetry',
];

// oxlint's regular expressions know no look-ahead, so "everything but" is written out from what is there.
const alternatives = (names: readonly string[]) => names.map((name) => name.replaceAll('.', '\\.')).join('|');
const entriesBut = (folder: string, ...but: readonly string[]) =>
  alternatives(readdirSync(new URL(`../${folder}/`, import.meta.url)).filter((name) => !but.includes(name)));
const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
// What the bundle takes in stands among the packages of development, so all of them are meant.
const dependencies = ['dependencies', 'devDependencies'].flatMap((key) =>
  typeof manifest === 'object' && manifest !== null
    ? Object.keys(Object.entries(manifest).find(([name]) => name === key)?.[1] ?? {})
    : [],
);
const packagesBut = (but: readonly string[]) =>
  `^(${alternatives(dependencies.filter((name) => !but.includes(name)))})(/|$)`;
const builtinsBut = (but: readonly string[]) =>
  `^(node:)?(${alternatives(builtinModules.filter((name) => !but.includes(name)))})$`;
const folders = (names: string) => `(^|/)(${names})/`;
const OUR_FOLDERS = 'app|coordinator|history|forge|models|analysers|reviewers|schemas';
const PURE = 'The coordinator is pure: it imports schemas, digests and globs, nothing else.';
const adapters = {
  regex: folders('app|reviewers|coordinator'),
  message: 'An adapter imports schemas and outside libraries only.',
};
const siblings = (own: string) => ({
  regex: `^(\\.\\./)+(${OUR_FOLDERS.split('|')
    .filter((name) => name !== own && name !== 'schemas')
    .join('|')})/`,
  message: 'An adapter imports schemas and outside libraries only.',
});
const system = {
  regex:
    '^(node:)?(fs|fs/promises|child_process|net|http|http2|https|tls|dgram|dns|worker_threads|cluster|os|process|vm|module)$',
  message: 'Reviewers reach the world through their context.',
};
const reviewerReach = [
  system,
  {
    regex: `(^|/)(app|coordinator|history|models)/|(^|/)forge/(${entriesBut('forge', 'forge.ts')})|(^|/)analysers/(${entriesBut('analysers', 'analyser.ts')})`,
    message: 'A reviewer imports schemas and interface types only.',
  },
];

/** The models' pass knows models as it knows the forge: by their interfaces. */
const modelPassReach = [
  system,
  {
    regex: `(^|/)(app|coordinator|history)/|(^|/)models/(${entriesBut('models', 'model.ts', 'model-caller.ts', 'call-journal.ts')})|(^|/)forge/(${entriesBut('forge', 'forge.ts')})|(^|/)analysers/(${entriesBut('analysers', 'analyser.ts')})`,
    message: 'The model pass imports schemas and interface types only.',
  },
];

/** Folders of the runner and of what every specialist may use. */
const SHARED_BY_REVIEWERS = ['runner', 'plugins', 'changed-code', 'outside', 'stated'];

/** One row for each specialist's folder: a reviewer never imports another. */
function specialistRules(): ImportRule[] {
  const root = new URL('../reviewers/', import.meta.url);
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SHARED_BY_REVIEWERS.includes(entry.name))
    .map((entry) => entry.name);
  return names.map((name) => ({
    files: `reviewers/${name}/**`,
    forbidden: [
      ...(name === 'model-pass' ? modelPassReach : reviewerReach),
      {
        regex: `^(\\.\\./)+(${names.filter((other) => other !== name).join('|')})(/|$)`,
        message: 'One reviewer never imports another.',
      },
    ],
    libraries: [],
  }));
}

/** What starts a process; `processes/` is the one place for it. */
const STARTERS = ['spawn', 'spawnSync', 'fork', 'exec', 'execSync', 'execFile', 'execFileSync'];

/** Later rows win over earlier ones for the same file. */
export const IMPORT_RULES: readonly ImportRule[] = [
  { files: 'app/**', forbidden: [], libraries: [] },
  { files: 'app/cli/**', forbidden: [], libraries: ['commander'] },
  { files: 'app/action/**', forbidden: [], libraries: ['@actions/core'] },
  { files: 'app/keys/**', forbidden: [], libraries: ['google-auth-library', '@aws-sdk/client-sts'] },
  { files: 'app/webhook/**', forbidden: [], libraries: ['probot'] },
  { files: 'app/telemetry/**', forbidden: [], libraries: ['@opentelemetry'] },
  {
    files: 'schemas/**',
    forbidden: [
      // The tables of file kinds lie deeper, so a way up that ends in no other folder is theirs.
      {
        regex: `^(\\.\\./)+(${OUR_FOLDERS.replace('|schemas', '')}|scripts|test|dist|docs)(/|$)`,
        message: 'schemas import zod and each other, nothing else.',
      },
      { regex: packagesBut(['zod', 'picomatch']), message: 'schemas import zod, globs and each other, nothing else.' },
      { regex: builtinsBut([]), message: 'schemas import zod and each other, nothing else.' },
    ],
    libraries: [],
  },
  {
    files: 'processes/**',
    forbidden: [
      {
        regex: `^(\\.\\./)+(${OUR_FOLDERS})/`,
        message: 'What starts processes knows nothing of what they are for.',
      },
    ],
    libraries: [],
    startsProcesses: true,
  },
  { files: 'forge/**', forbidden: [adapters, siblings('forge')], libraries: [] },
  { files: 'forge/github/**', forbidden: [adapters, siblings('forge')], libraries: ['@octokit'] },
  { files: 'models/**', forbidden: [adapters, siblings('models')], libraries: [] },
  {
    files: 'models/providers/anthropic/anthropic-client.ts',
    forbidden: [adapters, siblings('models')],
    libraries: ['@anthropic-ai'],
  },
  {
    files: 'models/providers/cloud-clients.ts',
    forbidden: [adapters, siblings('models')],
    libraries: ['@anthropic-ai', 'google-auth-library'],
  },
  {
    files: 'models/providers/openai/openai-client.ts',
    forbidden: [adapters, siblings('models')],
    libraries: ['openai'],
  },
  { files: 'history/**', forbidden: [adapters, siblings('history')], libraries: ['better-sqlite3'] },
  {
    files: 'history/deliveries/postgres/**',
    forbidden: [adapters, siblings('history')],
    libraries: ['pg', 'graphile-worker'],
  },
  {
    files: 'analysers/**',
    forbidden: [
      adapters,
      {
        regex: `(^|/)(history|models)/|(^|/)forge/(${entriesBut('forge', 'forge.ts')})`,
        message: 'An analyser knows the forge by its interface only.',
      },
    ],
    libraries: ['@ast-grep', 'oxlint', '@astral-sh/ruff-wasm-nodejs', 'libpg-query', '@secretlint'],
  },
  { files: 'reviewers/**', forbidden: reviewerReach, libraries: [] },
  ...specialistRules(),
  {
    files: 'coordinator/**',
    forbidden: [
      { regex: folders('app|history|forge|models|analysers|reviewers'), message: PURE },
      { regex: packagesBut(['picomatch']), message: PURE },
      { regex: builtinsBut(['crypto']), message: PURE },
    ],
    libraries: [],
  },
];

/** The `no-restricted-imports` options of one row: its own patterns and every wrapped library it may not use. */
export function restrictedImports(rule: Omit<ImportRule, 'files'>) {
  const libraries = WRAPPED_LIBRARIES.filter((library) => !rule.libraries.includes(library));
  return {
    paths: [
      {
        name: 'node:crypto',
        importNames: ['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync', 'webcrypto', 'getRandomValues'],
        message: 'Randomness is an argument; ids come from history/ids.ts.',
      },
      ...(rule.startsProcesses === true
        ? []
        : [
            {
              name: 'node:child_process',
              importNames: STARTERS,
              message: 'Node throws and ends programs here; processes/start-process.ts does not.',
            },
          ]),
    ],
    patterns: [
      ...rule.forbidden,
      { regex: `^(${libraries.join('|')})(/|$)`, message: 'This library is wrapped in one place; use the wrapper.' },
    ],
  };
}
