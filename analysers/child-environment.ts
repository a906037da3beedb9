import { getCompileCacheDir } from 'node:module';
import { homedir, tmpdir } from 'node:os';

/**
 * The whole environment of a child: nothing of ours is handed on, no token, no key, no NODE_OPTIONS. Only where compiled code is
 * kept, if it is kept at all: a tool that was compiled once starts faster.
 */
export function childEnvironment(): Record<string, string> {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
}

/** That of the child with the tools, which also unpacks grammars: into its user's home, or into the run's temporary folder. */
export function toolEnvironment(): Record<string, string> {
  const [home, temporary] = [homedir(), tmpdir()];
  return { ...childEnvironment(), HOME: home, USERPROFILE: home, TMPDIR: temporary, TEMP: temporary };
}
