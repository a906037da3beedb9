import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LITESTREAM_BUILT } from '../../history/replica/litestream-binary.ts';

/** Programs that tests run for real, by name, with the module and version that `scripts/test-tools.ts` builds them from. */
export const TOOLS = {
  litestream: `github.com/benbjohnson/litestream/cmd/litestream@v${LITESTREAM_BUILT}`,
  versitygw: 'github.com/versity/versitygw/cmd/versitygw@v1.7.0',
  gofakes3: 'github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0',
  act: 'github.com/nektos/act@v0.2.89',
} as const;
export type ToolName = keyof typeof TOOLS;

export const isTool = (name: string): name is ToolName => Object.hasOwn(TOOLS, name);

export const TOOLS_FOLDER = fileURLToPath(new URL('../../.cache/test-tools/', import.meta.url));

/** What a tool was built from, beside it: another version is built anew. */
export const builtFrom = (name: ToolName): string => join(TOOLS_FOLDER, `${name}.from`);

/** The path of a tool; null where it could not be built (no Go here). */
export function toolPath(name: ToolName): string | null {
  const path = join(TOOLS_FOLDER, name);
  return existsSync(path) ? path : null;
}

/** Why tests are skipped; null when all of these tools are here. */
export function missingTools(...names: readonly ToolName[]): string | null {
  const missing = names.filter((name) => toolPath(name) === null);
  return missing.length === 0 ? null : `not built here: ${missing.join(', ')} (npm run test:tools needs Go)`;
}
