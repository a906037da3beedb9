import semver from 'semver';
import { parse } from 'smol-toml';
import { z } from 'zod';

const Json = z.object({ version: z.string().optional() });
const Toml = z.object({
  project: Json.optional(),
  package: z.object({ version: z.unknown() }).optional(),
  tool: z.object({ poetry: Json.optional() }).optional(),
  workspace: z.object({ package: Json.optional() }).optional(),
});

/** Files that carry the version of what is released, the more telling first. */
export const VERSIONED_MANIFESTS: readonly string[] = ['package.json', 'pyproject.toml', 'Cargo.toml', 'lerna.json'];

/** Projects of .NET, and the settings that they share; they are known by the end of their names. */
export const DOTNET_MANIFEST = /\.csproj$|(?:^|\/)Directory\.Build\.props$/;

/** The version that a manifest declares; null where it declares none, or is not readable. */
export function packageVersion(file: string, manifest: string): string | null {
  try {
    if (file.endsWith('.json')) return Json.parse(JSON.parse(manifest)).version ?? null;
    if (DOTNET_MANIFEST.test(file)) return /<Version(?:Prefix)?>\s*([^<$\s]{1,60})\s*</.exec(manifest)?.[1] ?? null;
    const { project, package: crate, tool, workspace } = Toml.parse(parse(manifest));
    // Where a crate takes the version of its workspace, the manifest above is asked.
    const version = project?.version ?? tool?.poetry?.version ?? crate?.version ?? workspace?.package?.version;
    return typeof version === 'string' ? version : null;
  } catch {
    // A manifest that cannot be read announces nothing; the check of lockfiles tells of it.
    return null;
  }
}

/**
 * Whether going from one version to the next may break users: a new major; below 1.0 a new minor (below 0.1 any); a release candidate of a
 * new major.
 */
export function mayBreak(before: string, after: string): boolean {
  const [from, to] = [
    semver.coerce(before, { includePrerelease: true }),
    semver.coerce(after, { includePrerelease: true }),
  ];
  if (from === null || to === null) return before !== after;
  // A place-holder that a release tool fills in later says nothing.
  if (to.major + to.minor + to.patch === 0) return false;
  if (to.prerelease.length > 0 && to.minor === 0 && to.patch === 0) return true;
  if (semver.lte(to, from)) return false;
  if (to.major > from.major) return true;
  return from.major === 0 && (to.minor > from.minor || from.minor === 0);
}

/** Whether a version is one before a new major version, in which things may break one after another: `5.0.0-beta.3`, `5.0.0.dev1`. */
export function preparesMajor(version: string): boolean {
  return /^v?[1-9]\d{0,6}\.0(?:\.0)?[-.]?(?:alpha|beta|rc|pre|next|canary|dev|snapshot|a\d|b\d)/i.test(version);
}
