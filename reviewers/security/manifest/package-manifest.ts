import { z } from 'zod';

const ManifestText = z.record(z.string(), z.unknown());

/** A package manifest as it was written: what has the wrong shape is passed over where it is read, as npm does. */
export type PackageManifest = z.infer<typeof ManifestText>;

/** A text value, and the keys that lead to it. */
export interface ManifestEntry {
  readonly keys: readonly string[];
  /** The name of the package or script. */
  readonly name: string;
  readonly value: string;
}

/** Tables of wishes, with the manifest's own names. */
const WISHES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const OVERRIDES = [['overrides'], ['resolutions'], ['pnpm', 'overrides']] as const;

/** Parses a manifest; null where it is no JSON object. An empty text is an empty manifest. */
export function parsePackageManifest(text: string): PackageManifest | null {
  if (text.trim() === '') return {};
  try {
    return ManifestText.safeParse(JSON.parse(text.replace(/^\ufeff/, ''))).data ?? null;
  } catch {
    // What is not JSON is said by the caller, as a gap.
    return null;
  }
}

/** All text values below these keys, however deep. */
export function entriesBelow(manifest: PackageManifest, keys: readonly string[]): ManifestEntry[] {
  let value: unknown = manifest;
  for (const key of keys) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isTable(value) ? textsOf(value, keys) : [];
}

/** The scripts of a manifest. */
export function scriptsOf(manifest: PackageManifest): ManifestEntry[] {
  return entriesBelow(manifest, ['scripts']).filter(({ keys }) => keys.length === 2);
}

/** What a manifest wishes for by name. */
export function wishesOf(manifest: PackageManifest): ManifestEntry[] {
  return WISHES.flatMap((table) => entriesBelow(manifest, [table])).filter(({ keys }) => keys.length === 2);
}

/** What a manifest puts in the place of wishes of others. */
export function overridesOf(manifest: PackageManifest): ManifestEntry[] {
  return OVERRIDES.flatMap((keys) => entriesBelow(manifest, keys)).map((entry) => ({
    ...entry,
    name: overriddenName(entry.keys),
  }));
}

function textsOf(table: Readonly<Record<string, unknown>>, above: readonly string[]): ManifestEntry[] {
  return Object.entries(table).flatMap(([name, value]): ManifestEntry[] => {
    const keys = [...above, name];
    if (typeof value === 'string') return [{ keys, name, value: value.trim() }];
    return isTable(value) ? textsOf(value, keys) : [];
  });
}

/** `a>b@^2`, `**\/b` and `{"b": {".": …}}` all speak of `b`. */
function overriddenName(keys: readonly string[]): string {
  const key = keys.findLast((one) => one !== '.') ?? '';
  const last = key.split('>').at(-1)?.trim() ?? '';
  const bare = last.replace(/^(?:[^@][^/]*\/|@[^/]+\/[^/]+\/)+(?=@?[^/])/, (lead) => (lead.includes('*') ? '' : lead));
  return bare.replace(/(?<=.)@.*/, '');
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
