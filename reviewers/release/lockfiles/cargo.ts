import picomatch from 'picomatch';
import semver from 'semver';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { Dependency, Drift, Ecosystem, Lockfile } from './lockfile.ts';

const Detailed = z.object({
  version: z.string().optional(),
  /** The real name of a dependency that goes by another one here. */
  package: z.string().optional(),
});
const Table = z.record(z.string(), z.union([z.string(), Detailed])).optional();
const Tables = z.object({ dependencies: Table, 'dev-dependencies': Table, 'build-dependencies': Table });
const CargoToml = Tables.extend({
  package: z.object({ name: z.string() }).optional(),
  target: z.record(z.string(), Tables).optional(),
  workspace: z.object({ members: z.array(z.string()).optional(), exclude: z.array(z.string()).optional() }).optional(),
});
const CargoLock = z.object({
  package: z
    .array(z.object({ name: z.string(), version: z.string(), dependencies: z.array(z.string()).optional() }))
    .default([]),
});

const readManifest = (text: string): z.infer<typeof CargoToml> => CargoToml.parse(parse(text));
const readLock = (text: string): z.infer<typeof CargoLock>['package'] => CargoLock.parse(parse(text)).package;

const cargoLock: Lockfile = {
  file: 'Cargo.lock',
  command: 'cargo build --locked',
  refusal: 'the lock file needs to be updated but --locked was passed to prevent this',
  covers(lock, { directory, manifest }, workspace) {
    const name = readManifest(manifest).package?.name;
    return directory === '' || readLock(lock).some((entry) => entry.name === name) || workspace(directory);
  },
  drift(lock, { manifest, wanted, removed }) {
    const packages = readLock(lock);
    const missing = wanted.flatMap(({ name, spec }): Drift[] => {
      const locked = packages.filter((entry) => entry.name === name).map((entry) => entry.version);
      if (locked.length === 0) return [{ name, problem: 'is not in the lockfile' }];
      const range = cargoRange(spec);
      if (range === null || locked.some((version) => semver.satisfies(version, range))) return [];
      return [{ name, problem: `wants ${spec}, but the lockfile holds ${locked.join(' and ')}` }];
    });
    const own = packages.find((entry) => entry.name === readManifest(manifest).package?.name);
    const asked = new Set(own?.dependencies?.map((dependency) => dependency.split(' ')[0]));
    const left = removed.filter(({ name }) => asked.has(name));
    return [
      ...missing,
      ...left.map(({ name }) => ({ name, problem: 'is removed, but the lockfile still asks for it' })),
    ];
  },
};

/** Cargo. What a workspace only offers to its members (`workspace.dependencies`) is left out: unused, it is not locked. */
export const cargo: Ecosystem = {
  manifest: 'Cargo.toml',
  lockfiles: [cargoLock],
  dependencies(manifest) {
    const parsed = readManifest(manifest);
    const tables = [parsed, ...Object.values(parsed.target ?? {})].flatMap((from) => [
      from['dev-dependencies'],
      from['build-dependencies'],
      from.dependencies,
    ]);
    return tables.flatMap((table) => Object.entries(table ?? {}).map(([key, entry]) => dependencyOf(key, entry)));
  },
  packageName: (manifest) => readManifest(manifest).package?.name ?? null,
  workspace(rootManifest) {
    const { members = [], exclude = [] } = readManifest(rootManifest).workspace ?? {};
    return (directory) => picomatch.isMatch(directory, members) && !picomatch.isMatch(directory, exclude);
  },
};

function dependencyOf(key: string, entry: string | z.infer<typeof Detailed>): Dependency {
  if (typeof entry === 'string') return { name: key, spec: entry };
  return { name: entry.package ?? key, spec: entry.version ?? '' };
}

/** `1.2` means `^1.2` and a comma means "and"; null where there is nothing to compare. */
function cargoRange(spec: string): string | null {
  if (spec === '') return null;
  const parts = spec.split(',').map((part) => part.trim());
  return semver.validRange(
    parts.map((part) => (/^\d/.test(part) && !part.includes('*') ? `^${part}` : part)).join(' '),
  );
}
