import { existsSync } from 'node:fs';
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

/** Where the published package keeps its grammars; a checkout and the Action have the packages of the grammars themselves. */
export const PACKED_GRAMMARS = new URL('../grammars/', import.meta.url);

/** That of the child with the tools: where grammars are packed it unpacks them, into its user's home or the run's temporary folder. */
export function toolEnvironment(): Record<string, string> {
  if (!existsSync(PACKED_GRAMMARS)) return childEnvironment();
  const [home, temporary] = [homedir(), tmpdir()];
  return { ...childEnvironment(), HOME: home, USERPROFILE: home, TMPDIR: temporary, TEMP: temporary };
}
