import type { AnalyserPool } from '../../analysers/analyser.ts';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import type { Forge, SecretScanner } from '../../forge/forge.ts';
import { openPullRequest } from '../../forge/github/objects/open-pull-request.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import { openDiff } from '../../forge/local/open-diff.ts';
import { openRange, openStaged, openWorkingTree } from '../../forge/local/open.ts';
import type { Plugin } from '../../reviewers/plugin.ts';
import { type StartedPlugins, startPlugins } from '../../reviewers/plugins/lifecycle.ts';
import type { PluginFailure } from '../../reviewers/plugins/plugin-hook.ts';
import type { Workspace } from '../workspace.ts';

/** The parts that read a change: the forge over one change, and the analysers that the secret scan needs too. */
export interface ChangeParts {
  readonly forge: Forge;
  readonly pool: AnalyserPool;
  readonly scanner: SecretScanner;
  close(): Promise<void>;
}

/** Opens the change at a place, with analysers that may have been begun before. Whoever opened it closes it, and them. */
export async function openChange(
  { source, repository }: Pick<Workspace, 'source' | 'repository'>,
  pool: AnalyserPool = createAnalyserPool(),
): Promise<ChangeParts> {
  try {
    const scanner = createSecretScanner(pool);
    const forge = await openForge(source, repository, scanner);
    return {
      forge,
      pool,
      scanner,
      close: async () => {
        await Promise.all([forge.close(), pool.close()]);
      },
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function openForge(source: Workspace['source'], repository: Repository | null, scanner: SecretScanner): Promise<Forge> {
  if (source.kind === 'diff') return openDiff({ ...source, scanner });
  // workspace.ts opens the repository for every source but a plain diff.
  if (repository === null) throw new TypeError('a repository is needed for this source');
  switch (source.kind) {
    case 'range':
      return openRange({ repository, range: source.range, scanner });
    case 'working-tree':
      return openWorkingTree({ repository, scanner });
    case 'staged':
      return openStaged({ repository, scanner });
    case 'pull-request':
      return openPullRequest({ repository, pull: source.pull, scanner });
  }
}

/** Brings the operator's plugins to life; those that cannot be loaded are among the failures. */
export async function openPlugins(names: readonly string[], log: (line: string) => void): Promise<StartedPlugins> {
  const loaded = await loadPlugins(names);
  const started = await startPlugins(loaded.plugins, { log });
  return { ...started, failures: [...loaded.failures, ...started.failures] };
}

interface LoadedPlugins {
  readonly plugins: readonly Plugin[];
  readonly failures: readonly PluginFailure[];
}

/**
 * Imports the packages on the operator's list. They are resolved beside Docket itself, never from the reviewed tree, and never
 * installed here. A package that cannot be loaded is a failure of that plugin alone.
 */
async function loadPlugins(names: readonly string[]): Promise<LoadedPlugins> {
  const settled = await Promise.allSettled(names.map(loadPlugin));
  const plugins: Plugin[] = [];
  const failures: PluginFailure[] = [];
  for (const [position, result] of settled.entries()) {
    if (result.status === 'fulfilled') plugins.push(result.value);
    else failures.push({ plugin: names[position] ?? '', hook: 'load', cause: result.reason });
  }
  return { plugins, failures };
}

/** A package's name, with or without scope: no path, no address, nothing that could lead into the reviewed tree. */
const PACKAGE_NAME = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

async function loadPlugin(name: string): Promise<Plugin> {
  if (!PACKAGE_NAME.test(name)) throw new Error(`${name} is not the name of an npm package`);
  const exported: unknown = await import(name);
  if (typeof exported === 'object' && exported !== null && 'plugin' in exported) {
    // Its shape is checked where its life begins (reviewers/plugins/lifecycle.ts).
    return exported.plugin as Plugin;
  }
  throw new Error(`${name} does not export \`plugin\``);
}
