import semver from 'semver';
import { z } from 'zod';
import type { Dependency, Drift, Lockfile, LockQuestion } from './lockfile.ts';
import { pinnedNames } from './pinned-names.ts';

const Specs = z.record(z.string(), z.string()).optional();
const NpmPackage = z.object({
  version: z.string().optional(),
  link: z.boolean().optional(),
  dependencies: Specs,
  devDependencies: Specs,
  optionalDependencies: Specs,
});
const NpmLock = z.union([
  z.object({ packages: z.record(z.string(), NpmPackage) }),
  // The first version of the format has a flat table and records no wishes.
  z.object({
    lockfileVersion: z.literal(1),
    dependencies: z.record(z.string(), z.object({ version: z.string() })).optional(),
  }),
]);
type NpmLock = z.infer<typeof NpmLock>;
type NpmPackage = z.infer<typeof NpmPackage>;

export const npmLock: Lockfile = {
  file: 'package-lock.json',
  command: 'npm ci',
  refusal: '`npm ci` can only install packages when your package.json and package-lock.json are in sync',
  covers(lock, { directory }, workspace) {
    const parsed = NpmLock.parse(JSON.parse(lock));
    return directory === '' || ('packages' in parsed && directory in parsed.packages) || workspace(directory);
  },
  drift(lock, question) {
    const parsed = NpmLock.parse(JSON.parse(lock));
    const pinned = pinnedNames(question.rootManifest);
    return question.wanted.flatMap((dependency): Drift[] => {
      const problem = pinned.has(dependency.name) ? null : problemOf(parsed, question, dependency);
      return problem === null ? [] : [{ name: dependency.name, problem }];
    });
  },
};

function problemOf(lock: NpmLock, question: LockQuestion, { name, spec }: Dependency): string | null {
  const locked = lockedPackage(lock, question.directory, name);
  if (locked === undefined) return 'is not in the lockfile';
  if (locked.link === true || locked.version === undefined) return null;
  const range = semver.validRange(spec.replace(/^npm:.+@/, ''), { loose: true });
  if (range !== null) {
    const fits = semver.satisfies(locked.version, range, { loose: true });
    return fits ? null : `wants ${spec}, but the lockfile holds ${locked.version}`;
  }
  const recorded = 'packages' in lock ? recordedSpec(lock.packages[question.directory], name) : undefined;
  // A tag such as `next` fits whatever was locked; a place (git, URL, folder) must be the recorded one.
  if (recorded === undefined || recorded === spec || !/[:/]/.test(spec)) return null;
  return `wants ${spec}, but the lockfile was made for ${recorded}`;
}

/** As node resolves it: from the manifest's folder upward. */
function lockedPackage(lock: NpmLock, directory: string, name: string): NpmPackage | undefined {
  if (!('packages' in lock)) return lock.dependencies?.[name];
  const parts = directory === '' ? [] : directory.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const found = lock.packages[[...parts.slice(0, depth), 'node_modules', name].join('/')];
    if (found !== undefined) return found;
  }
  return undefined;
}

function recordedSpec(entry: NpmPackage | undefined, name: string): string | undefined {
  return entry?.optionalDependencies?.[name] ?? entry?.dependencies?.[name] ?? entry?.devDependencies?.[name];
}
