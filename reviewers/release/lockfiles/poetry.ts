import semver from 'semver';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { Dependency, Drift, Ecosystem, Lockfile } from './lockfile.ts';

const Table = z.record(z.string(), z.unknown()).optional();
const Poetry = z.object({
  name: z.string().optional(),
  dependencies: Table,
  'dev-dependencies': Table,
  group: z.record(z.string(), z.object({ dependencies: Table })).optional(),
});
const PyprojectToml = z.object({
  project: z
    .object({
      name: z.string().optional(),
      dependencies: z.array(z.string()).optional(),
      'optional-dependencies': z.record(z.string(), z.array(z.string())).optional(),
    })
    .optional(),
  tool: z.object({ poetry: Poetry.optional() }).optional(),
});
const PoetryLock = z.object({ package: z.array(z.object({ name: z.string(), version: z.string() })).default([]) });

const readManifest = (text: string): z.infer<typeof PyprojectToml> => PyprojectToml.parse(parse(text));

const poetryLock: Lockfile = {
  file: 'poetry.lock',
  command: 'poetry install',
  refusal:
    'pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.',
  covers: (_lock, { directory }) => directory === '',
  drift(lock, { wanted, removed, touched }) {
    const locked = new Map(
      PoetryLock.parse(parse(lock)).package.map((entry) => [normalise(entry.name), entry.version]),
    );
    // The lockfile carries a digest of the wishes, so that any change of them needs a new one.
    if (!touched)
      return [...wanted, ...removed].map(({ name }) => ({ name, problem: 'changed, and the lockfile did not' }));
    return wanted.flatMap(({ name, spec }): Drift[] => {
      const version = locked.get(name);
      if (version === undefined) return [{ name, problem: 'is not in the lockfile' }];
      return fits(version, spec) ? [] : [{ name, problem: `wants ${spec}, but the lockfile holds ${version}` }];
    });
  },
};

/** Poetry, with its own tables or those of the standard. */
export const poetry: Ecosystem = {
  manifest: 'pyproject.toml',
  lockfiles: [poetryLock],
  dependencies(manifest) {
    const { project, tool } = readManifest(manifest);
    const groups = Object.values(tool?.poetry?.group ?? {}).map((group) => group.dependencies);
    const tables = [tool?.poetry?.dependencies, tool?.poetry?.['dev-dependencies'], ...groups];
    const standard = [project?.dependencies ?? [], ...Object.values(project?.['optional-dependencies'] ?? {})].flat();
    const own = tables.flatMap((table) => Object.entries(table ?? {}).map(([name, entry]) => ofTable(name, entry)));
    return [...own, ...standard.flatMap(ofRequirement)].filter(({ name }) => name !== 'python');
  },
  packageName: (manifest) => readManifest(manifest).project?.name ?? readManifest(manifest).tool?.poetry?.name ?? null,
  workspace: () => () => false,
};

function ofTable(name: string, entry: unknown): Dependency {
  if (typeof entry === 'string') return { name: normalise(name), spec: entry };
  const detailed = z.object({ version: z.string() }).safeParse(entry);
  // A place (git, path, URL) or several wishes at once: a change is seen, what was locked is not judged.
  return { name: normalise(name), spec: detailed.success ? detailed.data.version : JSON.stringify(entry) };
}

/** A requirement such as `requests[socks]>=2,<3; python_version > "3.8"`. */
function ofRequirement(requirement: string): Dependency[] {
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)/.exec(requirement);
  return match?.[1] === undefined ? [] : [{ name: normalise(match[1]), spec: (match[2] ?? '').trim() }];
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Whether a version meets a wish; true where the two kinds of versions cannot be compared. */
function fits(version: string, spec: string): boolean {
  if (!/^\d+(\.\d+){0,2}$/.test(version) || !/^[\d\s.,<>=^~*]+$/.test(spec) || spec.includes('===')) return true;
  const parts = spec.split(',').map((part) => part.trim().replace(/^==/, '').replace(/\s+/g, ''));
  const range = semver.validRange(parts.map(asSemver).join(' '));
  const comparable = semver.coerce(version);
  return range === null || comparable === null || semver.satisfies(comparable, range);
}

/** `~=1.4.2` keeps all but the last part, and `>1.4` takes 1.4.1; the other signs mean the same in both worlds. */
function asSemver(part: string): string {
  if (/^>\d/.test(part)) return `>${semver.coerce(part)?.version ?? part.slice(1)}`;
  const compatible = /^~=(\d+(?:\.\d+)*)\.\d+$/.exec(part)?.[1];
  if (compatible === undefined) return part;
  return `>=${part.slice(2)} ${compatible.includes('.') ? `~${compatible}` : `^${compatible}`}`;
}
