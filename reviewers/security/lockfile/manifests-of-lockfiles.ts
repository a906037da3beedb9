import { basename, dirname } from 'node:path/posix';
import { lockfileName } from '../../../schemas/file-kinds/lockfile-name.ts';

/** What asks for packages, and the lockfiles that can pin them for it. */
interface Pinned {
  readonly manifests: readonly string[];
  readonly lockfiles: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');
const PINNED: readonly Pinned[] = [
  {
    manifests: words('package.json'),
    lockfiles: words('package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock'),
  },
  { manifests: words('deno.json deno.jsonc'), lockfiles: words('deno.lock') },
  { manifests: words('Pipfile'), lockfiles: words('Pipfile.lock') },
  {
    manifests: words('pyproject.toml'),
    lockfiles: words('poetry.lock uv.lock pdm.lock pylock.toml pixi.lock conda-lock.yml'),
  },
  { manifests: words('environment.yml environment.yaml pixi.toml'), lockfiles: words('conda-lock.yml pixi.lock') },
  { manifests: words('Cargo.toml'), lockfiles: words('Cargo.lock') },
  { manifests: words('go.mod'), lockfiles: words('go.sum') },
  { manifests: words('go.work'), lockfiles: words('go.work.sum') },
  { manifests: words('Gemfile gems.rb'), lockfiles: words('Gemfile.lock gems.locked') },
  { manifests: words('composer.json'), lockfiles: words('composer.lock') },
  { manifests: words('flake.nix'), lockfiles: words('flake.lock') },
  { manifests: words('Package.swift'), lockfiles: words('Package.resolved') },
  { manifests: words('Podfile'), lockfiles: words('Podfile.lock') },
  { manifests: words('mix.exs'), lockfiles: words('mix.lock') },
  { manifests: words('pubspec.yaml'), lockfiles: words('pubspec.lock') },
  { manifests: words('MODULE.bazel'), lockfiles: words('MODULE.bazel.lock') },
  { manifests: words('Chart.yaml'), lockfiles: words('Chart.lock') },
  { manifests: words('shard.yml'), lockfiles: words('shard.lock') },
];

/** Whether the table knows what this lockfile pins packages for. */
export function isPinning(path: string): boolean {
  return PINNED.some(({ lockfiles }) => lockfiles.includes(lockfileName(path)));
}

/** Where the manifests of a lockfile may stand. */
export function manifestsOf(lockfile: string): readonly string[] {
  const folder = dirname(lockfile);
  const named = lockfileName(lockfile) === basename(lockfile) ? [] : [lockfile.replace(/\.lock$/, '')];
  const usual = PINNED.filter(({ lockfiles }) => lockfiles.includes(lockfileName(lockfile))).flatMap(({ manifests }) =>
    manifests.map((one) => (folder === '.' ? one : `${folder}/${one}`)),
  );
  return [...named, ...usual];
}

/** The manifest beside a lockfile that is gone, for which no other lockfile stands there or in a folder above; null where there is none. */
export function unpinnedManifest(gone: string, paths: readonly string[]): string | null {
  // A lockfile of a manifest under a name of its own pins for that one alone.
  if (lockfileName(gone) !== basename(gone)) {
    const own = gone.replace(/\.lock$/, '');
    return paths.includes(own) ? own : null;
  }
  const folder = dirname(gone);
  const beside = new Set(paths.filter((path) => dirname(path) === folder).map((path) => basename(path)));
  const left = PINNED.filter(({ lockfiles }) => lockfiles.includes(basename(gone)));
  // One above pins for a whole workspace.
  const above = new Set(paths.filter((path) => isAbove(dirname(path), folder)).map((path) => basename(path)));
  if (left.some(({ lockfiles }) => lockfiles.some((one) => beside.has(one) || above.has(one)))) return null;
  return left.flatMap(({ manifests }) => manifests).find((one) => beside.has(one)) ?? null;
}

const isAbove = (one: string, folder: string): boolean =>
  one !== folder && (one === '.' || folder.startsWith(`${one}/`));
