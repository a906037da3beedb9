import { parse } from 'yaml';
import { z } from 'zod';
import type { Drift, Lockfile } from './lockfile.ts';
import { pinnedNames } from './pinned-names.ts';

const Specified = z
  .record(z.string(), z.union([z.string(), z.object({ specifier: z.string().optional() })]))
  .optional();
const Importer = z.object({
  // Until version 5 the wishes stood in a table of their own.
  specifiers: z.record(z.string(), z.string()).optional(),
  dependencies: Specified,
  devDependencies: Specified,
  optionalDependencies: Specified,
});
const PnpmLock = Importer.extend({
  lockfileVersion: z.union([z.string(), z.number()]),
  importers: z.record(z.string(), Importer).optional(),
  overrides: z.record(z.string(), z.string()).optional(),
});
type PnpmLock = z.infer<typeof PnpmLock>;

export const pnpmLock: Lockfile = {
  file: 'pnpm-lock.yaml',
  command: 'pnpm install --frozen-lockfile',
  refusal: 'ERR_PNPM_OUTDATED_LOCKFILE: pnpm-lock.yaml is not up to date with package.json',
  covers(lock, { directory }, workspace) {
    return directory === '' || read(lock).importers?.[directory] !== undefined || workspace(directory);
  },
  drift(lock, { directory, wanted, removed, rootManifest }) {
    const parsed = read(lock);
    const pinned = new Set([...pinnedNames(rootManifest), ...Object.keys(parsed.overrides ?? {})]);
    const recorded = specifiers(parsed, directory === '' ? '.' : directory);
    const missing = wanted.flatMap(({ name, spec }): Drift[] => {
      const found = recorded.get(name);
      if (found === spec || pinned.has(name)) return [];
      const problem =
        found === undefined ? 'is not in the lockfile' : `wants ${spec}, but the lockfile was made for ${found}`;
      return [{ name, problem }];
    });
    const left = removed.filter(({ name }) => recorded.has(name));
    return [
      ...missing,
      ...left.map(({ name }) => ({ name, problem: 'is removed, but the lockfile still asks for it' })),
    ];
  },
};

/** Reads the head of the file only: the thousands of resolved packages below it say nothing about wishes, and take seconds to parse. */
function read(lock: string): PnpmLock {
  const sections = lock.split(/^(?=\S)/m).filter((part) => !/^(packages|snapshots|#|---|\.\.\.)/.test(part));
  return PnpmLock.parse(parse(sections.join(''), { prettyErrors: false }));
}

function specifiers(lock: PnpmLock, importer: string): ReadonlyMap<string, string> {
  const found = lock.importers?.[importer] ?? (importer === '.' ? lock : undefined);
  const tables = [found?.devDependencies, found?.dependencies, found?.optionalDependencies];
  const specified = tables.flatMap((table) =>
    Object.entries(table ?? {}).flatMap(([name, entry]): (readonly [string, string])[] =>
      typeof entry === 'object' && entry.specifier !== undefined ? [[name, entry.specifier]] : [],
    ),
  );
  return new Map([...specified, ...Object.entries(found?.specifiers ?? {})]);
}
