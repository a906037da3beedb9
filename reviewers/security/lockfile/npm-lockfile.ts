import { z } from 'zod';
import type { LockedPackage } from './locked-package.ts';

const Text = z.string().optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);

const NpmPackage = z.looseObject({
  name: Text,
  version: Text,
  resolved: Text,
  integrity: Text,
  hasInstallScript: Flag,
  link: Flag,
  inBundle: Flag,
  bundled: Flag,
  bundleDependencies: z.unknown().optional(),
});
type NpmPackage = z.infer<typeof NpmPackage>;
const OldPackage = NpmPackage.extend({ dependencies: z.record(z.string(), z.unknown()).optional().catch(undefined) });
const NpmLock = z.looseObject({
  packages: z.record(z.string(), NpmPackage).optional(),
  dependencies: z.record(z.string(), z.unknown()).optional(),
});

/** npm's: `packages` by their places, `dependencies` as a tree, or both, of which older versions read the tree. */
export function npmLockfile(text: string): readonly LockedPackage[] {
  const lock = NpmLock.parse(JSON.parse(text));
  const packages = Object.entries(lock.packages ?? {});
  const bundling = new Set(packages.flatMap(([key, one]) => (one.bundleDependencies === undefined ? [] : [key])));
  const ofPlaces = packages.map(([key, one]) => placed(key, one, bundling));
  return [...ofPlaces, ...ofTree(lock.dependencies ?? {}, '')];
}

function placed(key: string, one: NpmPackage, bundling: ReadonlySet<string>): LockedPackage {
  const isInFolder = key === '' || !key.includes('node_modules/');
  const name = one.name ?? key.slice(key.lastIndexOf('node_modules/') + (key.includes('node_modules/') ? 13 : 0));
  const isBundled =
    one.inBundle === true && [...bundling].some((by) => key.startsWith(`${by}/node_modules/`) || by === '');
  return locked(one, { key, name, isOwn: one.link === true || isInFolder, isBundled });
}

/** The first version of the format, and the half of the second that npm 6 reads. */
function ofTree(dependencies: Readonly<Record<string, unknown>>, above: string): readonly LockedPackage[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    const one = OldPackage.parse(value);
    const key = `${above}${name}`;
    const own = locked(one, { key: `tree ${key}`, name, isOwn: false, isBundled: one.bundled === true });
    return [own, ...ofTree(one.dependencies ?? {}, `${key}/`)];
  });
}

interface Named {
  readonly key: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isBundled: boolean;
}

function locked(one: NpmPackage, { key, name, isOwn, isBundled }: Named): LockedPackage {
  const { version = '', resolved, integrity } = one;
  // In the first version of the format the version of what is no release is its address.
  const source = resolved ?? (/^(?:git|https?:|file:)/.test(version) ? version : null);
  // What says that it is a folder and names an address is none.
  const isFolder =
    isOwn && (source === null || /^(?!\w{1,20}:|\/|(?:\.\.\/){2})/.test(source.replace(/^file:(?!\/)/, '')));
  return {
    key,
    name,
    version,
    // What is neither bundled nor has an address or a digest comes from the registry, whatever that sends.
    source: source ?? (isFolder || isBundled || integrity !== undefined ? null : `registry:${name}`),
    digests: integrity?.split(/\s+/) ?? [],
    runsOnInstall: one.hasInstallScript === true,
    isOwn: isFolder,
  };
}
