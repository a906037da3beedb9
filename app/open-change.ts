import type { AnalyserPool } from '../analysers/analyser.ts';
import { createAnalyserPool } from '../analysers/pool.ts';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import type { Forge, SecretScanner } from '../forge/forge.ts';
import { openPullRequest } from '../forge/github/objects/open-pull-request.ts';
import { openDiff } from '../forge/local/open-diff.ts';
import { openRange, openWorkingTree } from '../forge/local/open.ts';
import type { Repository } from '../forge/local/git/repository.ts';
import { type StartedPlugins, startPlugins } from '../reviewers/plugins/lifecycle.ts';
import { loadPlugins } from './load-plugins.ts';
import type { Place } from './open-place.ts';

/** The parts that read a change: the forge over one change, and the analysers that the secret scan needs too. */
export interface ChangeParts {
  readonly forge: Forge;
  readonly pool: AnalyserPool;
  readonly scanner: SecretScanner;
  close(): Promise<void>;
}

/** Opens the change at a place. Whoever opened it closes it. */
export async function openChange({ source, repository }: Pick<Place, 'source' | 'repository'>): Promise<ChangeParts> {
  const pool = createAnalyserPool();
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

function openForge(source: Place['source'], repository: Repository | null, scanner: SecretScanner): Promise<Forge> {
  if (source.kind === 'diff') return openDiff({ ...source, scanner });
  // open-place.ts opens the repository for every source but a plain diff.
  if (repository === null) throw new TypeError('a repository is needed for this source');
  switch (source.kind) {
    case 'range':
      return openRange({ repository, range: source.range, scanner });
    case 'working-tree':
      return openWorkingTree({ repository, scanner });
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
