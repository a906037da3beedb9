import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Plugin, transform } from 'esbuild';
import { type LoadedTogether, mergeChunks } from './merge-chunks.ts';
import { PACKED_PACKAGES } from './packed-files.ts';

/** The programs that the Action consists of. They keep their places, so that each finds the other as in the sources. */
export const ACTION_PROGRAMS: readonly string[] = [
  'app/action/main.ts',
  'app/action/post.ts',
  'app/action/run.ts',
  'app/analyse/child.ts',
  'analysers/child.ts',
];

/** The programs of the command line. */
export const COMMAND_LINE_PROGRAMS: readonly string[] = [
  // By itself, so that asking for the version loads nothing else.
  'app/version.ts',
  // By itself, too: what a review begins with before the rest is loaded.
  'app/cli/begin-early.ts',
  'app/cli/main.ts',
  'app/analyse/child.ts',
  'analysers/child.ts',
];

/** What the processes of a review load; each name becomes part of a file's. */
const ANALYSIS: LoadedTogether = {
  analysis: ['app/analyse/child.ts'],
  // Each tool of the child: what only one of them shares with the analysis would otherwise stand among all that the analysis loads.
  analysers: [
    'analysers/child.ts',
    'analysers/ast-grep.ts',
    'analysers/markdown.ts',
    'analysers/postgres.ts',
    'analysers/ruff.ts',
    'analysers/secrets/secrets.ts',
  ],
};
const LOADED_BY_ACTION: LoadedTogether = { ...ANALYSIS, action: ['app/action/run.ts'] };
const LOADED_BY_COMMAND_LINE: LoadedTogether = {
  ...ANALYSIS,
  // Asking for it loads nothing of the others.
  version: ['app/version.ts'],
  begin: ['app/cli/begin-early.ts'],
  // What every command loads, with the reader of the configuration that most ask for, one of them in their place; more than that only a review does.
  command: [
    'app/cli/main.ts',
    'app/own-temporary-folder.ts',
    'app/clear-after-killed.ts',
    'app/stall-guard.ts',
    'app/cli/commands/log-command.ts',
  ],
  review: [
    'app/cli/main.ts',
    'app/own-temporary-folder.ts',
    'app/clear-after-killed.ts',
    'app/stall-guard.ts',
    'app/cli/begin-early.ts',
    'app/analyse/analysis-process.ts',
    'app/cli/commands/review-command.ts',
  ],
};

/** Packages of the App: some load parts of themselves by name while they run, and none is for the command line. They stay beside a bundle. */
export const LOADED_BY_NAME: readonly string[] = [
  'probot',
  'pino',
  'prom-client',
  'pg',
  'graphile-worker',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/resources',
  '@opentelemetry/exporter-trace-otlp-proto',
  '@opentelemetry/exporter-metrics-otlp-proto',
];

/** Stands for the way from an output file up to the bundle's root. */
const UP = '__DOCKET_UP__';

/**
 * The beginning of every output file. zod checks by interpreting its schemas: to compile a checker for each costs more than it saves in all but the largest
 * reviews (measured: 8% of the CPU of 100 files, break-even at 1,000). CommonJS packages ask for Node's own modules by `require`, which a module does not have; our
 * own sources ask where they lie, and a chunk lies elsewhere.
 */
const BANNER = [
  'globalThis.__zod_globalConfig??={jitless:true};',
  "import{createRequire as __docketRequire}from'node:module';",
  'const require=__docketRequire(import.meta.url),',
  `__docketRoot=new URL('${UP}',import.meta.url);`,
].join('');

/** Names stay, save for the few that two files of one chunk share: keeping those as well would be a call for each function at each start. */
const FORM = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'error',
} as const satisfies BuildOptions;

export interface Bundle {
  /** Paths below the bundle's root. */
  readonly files: ReadonlyMap<string, string>;
  /** Names of the npm packages that are in it. */
  readonly packages: readonly string[];
}

/**
 * Bundles programs: modules with shared chunks, white space taken out.
 *
 * @param outside packages that are not taken in, besides those with native parts
 */
export async function bundle(
  root: string,
  programs: readonly string[],
  outside: readonly string[] = [],
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...FORM,
    absWorkingDir: root,
    entryPoints: [...programs],
    outbase: '.',
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: [...PACKED_PACKAGES.map(({ name }) => name), ...outside],
    plugins: [ownPlaces(root), withoutIdentityTokens, shortNames],
    metafile: true,
    write: false,
  });
  const made = new Map(outputFiles.map(({ path, text }) => [relative(join(root, 'dist'), path), text]));
  const together = programs.includes('app/cli/main.ts') ? LOADED_BY_COMMAND_LINE : LOADED_BY_ACTION;
  const merged = await mergeChunks(made, metafile, together, { ...FORM, banner: { js: BANNER } });
  const files = new Map(
    [...merged].map(([place, text]) => [place, text.replace(UP, '../'.repeat(place.split('/').length - 1))]),
  );
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return { files, packages: [...new Set(packages)].toSorted() };
}

/** An object of all that zod has is bundled whole, its sixty languages included; a namespace only as far as it is used. */
const ZOD = "import { z } from 'zod';";
const ZOD_IN_PARTS = "import * as z from 'zod';";

/** A source that asks where it lies is told its own place in the bundle, not that of the chunk that it ended up in. */
const ownPlaces = (root: string): Plugin => ({
  name: 'own-places',
  setup(hooks) {
    hooks.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const place = relative(root, path).replace(/\.ts$/, '.js');
      const text = await readFile(path, 'utf8');
      if (place.startsWith('node_modules')) return null;
      const here = `new URL(${JSON.stringify(place)},__docketRoot).href`;
      const contents = text.replaceAll('import.meta.url', here).replace(ZOD, ZOD_IN_PARTS);
      return { contents, loader: 'ts' };
    });
  },
});

/** The client for identity tokens brings a whole HTTP library along; Docket asks for one by `fetch` (`app/keys/actions-identity.ts`). */
const withoutIdentityTokens: Plugin = {
  name: 'without-identity-tokens',
  setup(hooks) {
    hooks.onLoad({ filter: /@actions\/core\/lib\/oidc-utils\.js$/ }, () => ({
      contents: 'export class OidcClient {}',
    }));
  },
};

/** Compilers and parsers of others are large, and nothing asks for the names within them: each module is shortened by itself, what it gives away keeps its names. */
const COMPILERS =
  /[\\/]node_modules[\\/](?:svelte|@vue|@babel[\\/]parser|@sveltejs|acorn|esrap|aria-query|axobject-query|magic-string|graphql)[\\/].*\.[cm]?js$/;
const shortNames: Plugin = {
  name: 'short-names',
  setup(hooks) {
    hooks.onLoad({ filter: COMPILERS }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minify: true, legalComments: 'none' });
      return { contents: code, loader: 'js' };
    });
  },
};
