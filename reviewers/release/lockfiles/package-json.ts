import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';
import { npmLock } from './npm-lock.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { yarnLock } from './yarn-lock.ts';
import type { Dependency, Ecosystem, WorkspacePatterns } from './lockfile.ts';

const Table = z.record(z.string(), z.string()).optional();
const PackageJson = z.object({
  name: z.string().optional(),
  packageManager: z.string().optional(),
  dependencies: Table,
  devDependencies: Table,
  optionalDependencies: Table,
  workspaces: z.union([z.array(z.string()), z.object({ packages: z.array(z.string()).optional() })]).optional(),
});
const PnpmWorkspace = z.object({ packages: z.array(z.string()).optional() }).nullable();

/** npm, pnpm and yarn. Peer dependencies are left out: what a lockfile says of them differs by tool and version. */
export const packageJson: Ecosystem = {
  manifest: 'package.json',
  lockfiles: [npmLock, pnpmLock, yarnLock],
  dependencies(manifest) {
    const { dependencies, devDependencies, optionalDependencies } = PackageJson.parse(JSON.parse(manifest));
    const merged: Record<string, string> = { ...devDependencies, ...dependencies, ...optionalDependencies };
    return Object.entries(merged).map(([name, spec]): Dependency => ({ name, spec: spec.trim() }));
  },
  packageName: (manifest) => PackageJson.parse(JSON.parse(manifest)).name ?? null,
  async workspace(rootManifest, beside) {
    const { workspaces } = PackageJson.parse(JSON.parse(rootManifest));
    const own = Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []);
    const pnpm = await beside('pnpm-workspace.yaml');
    const more = pnpm === null ? [] : (PnpmWorkspace.parse(parse(pnpm, { prettyErrors: false }))?.packages ?? []);
    return matcher([...own, ...more]);
  },
};

/** The package manager that a manifest names, for example `pnpm`. */
export function declaredPackageManager(manifest: string): string | null {
  return PackageJson.parse(JSON.parse(manifest)).packageManager?.split('@')[0] ?? null;
}

function matcher(patterns: readonly string[]): WorkspacePatterns {
  const plain = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''));
  const wanted = plain.filter((pattern) => !pattern.startsWith('!'));
  const unwanted = plain.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return (directory) => picomatch.isMatch(directory, wanted) && !picomatch.isMatch(directory, unwanted);
}
