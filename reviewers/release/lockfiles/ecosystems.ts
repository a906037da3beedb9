import { cargo } from './cargo.ts';
import { go } from './go.ts';
import type { Ecosystem } from './lockfile.ts';
import { packageJson } from './package-json.ts';
import { poetry } from './poetry.ts';

/** Every manifest whose lockfile is understood. */
export const ECOSYSTEMS: readonly Ecosystem[] = [packageJson, cargo, go, poetry];
