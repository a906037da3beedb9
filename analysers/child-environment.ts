import { getCompileCacheDir } from 'node:module';

/**
 * The whole environment of a child: nothing of ours is handed on, no token, no key, no NODE_OPTIONS. Only where compiled code is
 * kept, if it is kept at all: a tool that was compiled once starts faster.
 */
export function childEnvironment(): Record<string, string> {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
}
