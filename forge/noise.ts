import { basename } from 'node:path/posix';
import picomatch from 'picomatch';
import type { NoiseReason } from '../schemas/change-set.ts';

/** What the filter looks at. */
export interface NoiseSubject {
  readonly path: string;
  /** The file at head (at the base where it was deleted), or as much of it as is known; null where nothing is. */
  readonly text: string | null;
  /** False where `text` begins somewhere inside the file. */
  readonly fromStart: boolean;
}

const LOCKFILES: ReadonlySet<string> = new Set(
  `
  package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock
  poetry.lock Pipfile.lock uv.lock pdm.lock pixi.lock conda-lock.yml pylock.toml
  Cargo.lock go.sum go.work.sum Gopkg.lock glide.lock Gemfile.lock gems.locked composer.lock
  mix.lock rebar.lock pubspec.lock Podfile.lock Cartfile.resolved Package.resolved
  packages.lock.json paket.lock gradle.lockfile buildscript-gradle.lockfile MODULE.bazel.lock conan.lock
  flake.lock .terraform.lock.hcl Chart.lock stack.yaml.lock cabal.project.freeze shard.lock cpanfile.snapshot
  `
    .trim()
    .split(/\s+/),
);

/** Folders that hold other people's code, as GitHub's linguist knows them. */
const VENDORED = picomatch(
  [
    '**/{node_modules,bower_components,jspm_packages,web_modules,elm-stuff,.yarn/releases,.yarn/plugins,.yarn/sdks,.yarn/unplugged}/**',
    '**/{vendor,vendors,third_party,third-party,thirdparty,3rdparty,Godeps/_workspace,Pods,Carthage,extern,externals}/**',
    '**/{site-packages,.venv,virtualenv,.bundle,deps/v8}/**',
    '**/{gradlew,gradlew.bat,mvnw,mvnw.cmd,.pnp.cjs,.pnp.loader.mjs}',
    '**/gradle/wrapper/**',
    '**/.mvn/wrapper/**',
  ],
  { dot: true },
);
const SOURCE_MAP = picomatch('**/*.{js,mjs,cjs,css,ts,jsx,tsx,wasm}.map', { dot: true, nocase: true });
const MINIFIED = picomatch('**/*{.,-}min.{js,mjs,cjs,css}', { dot: true, nocase: true });
const MINIFIABLE = picomatch('**/*.{js,mjs,cjs,css}', { dot: true, nocase: true });
/** A migration is run against real data whoever wrote it, so it is always reviewed. */
const MIGRATION = picomatch('**/{migrations,migrate}/**', { dot: true, nocase: true });

const GENERATED = /(?:^|[^\w@])@generated\b|\bcode generated\b.*\bdo not edit\b|<auto-?generated\b/i;
const HEADER_LINES = 10;
const HEADER_COLUMNS = 300;
/** Linguist's measure of minified code: more than 110 characters a line on average. One long line alone proves nothing. */
const MINIFIED_AVERAGE = 110;
const MINIFIED_LEAST = 1000;

/** Why a file is left out of the review, or null. `ignore` are the configuration's globs. */
export function noiseReason(subject: NoiseSubject, ignore: readonly string[]): NoiseReason | null {
  const { path } = subject;
  if (ignore.length > 0 && picomatch.isMatch(path, [...ignore], { dot: true })) return 'ignored-by-config';
  if (LOCKFILES.has(basename(path))) return 'lockfile';
  if (SOURCE_MAP(path)) return 'source-map';
  if (VENDORED(path)) return 'vendored';
  if (MINIFIED(path) || (MINIFIABLE(path) && looksMinified(subject.text))) return 'minified';
  if (!MIGRATION(path) && looksGenerated(subject)) return 'generated';
  return null;
}

function looksMinified(text: string | null): boolean {
  if (text === null || text.length < MINIFIED_LEAST) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > MINIFIED_AVERAGE;
}

/** The marker counts in the first lines only: further down it is a word like any other. */
function looksGenerated({ text, fromStart }: NoiseSubject): boolean {
  if (text === null || !fromStart) return false;
  const header = text.slice(0, HEADER_LINES * HEADER_COLUMNS).split('\n', HEADER_LINES);
  return header.some((line) => GENERATED.test(line.slice(0, HEADER_COLUMNS)));
}
