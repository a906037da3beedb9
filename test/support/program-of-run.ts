import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from 'esbuild';
import { bundle, COMMAND_LINE_PROGRAMS, LOADED_BY_NAME } from '../../scripts/action/bundle.ts';
import { ENTRY_PATH, PROGRAM_VARIABLE } from './program-entry.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles the command line once for all test files that start it: from hundreds of sources each start takes a third longer. It lies in
 * the checkout, so that it finds the packages with native parts.
 */
export async function setup(): Promise<() => void> {
  if (process.env[PROGRAM_VARIABLE] !== undefined) return () => undefined;
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'program-'));
  const { files } = await bundle(ROOT, COMMAND_LINE_PROGRAMS, LOADED_BY_NAME);
  await stop();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  copyFileSync(join(ROOT, ENTRY_PATH), join(folder, ENTRY_PATH));
  process.env[PROGRAM_VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
